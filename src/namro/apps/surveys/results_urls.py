"""Addresses of results: published ones, and what own surveys found."""

from __future__ import annotations

from django.urls import path

from namro.apps.surveys.views import published, published_file

app_name = "satisfaction"
urlpatterns = [
    path("ket-qua-hai-long", published.published, name="published"),
    path("ket-qua-hai-long/moi", published.new, name="published_new"),
    path("ket-qua-hai-long/nap", published_file.load, name="published_load"),
    path("ket-qua-hai-long/tai.xlsx", published.download, name="published_download"),
    path("ket-qua-hai-long/<slug:code>", published.one, name="published_one"),
    path("ket-qua-hai-long/<slug:code>/sua", published.change, name="published_change"),
    path("ket-qua-hai-long/<slug:code>/bo", published.remove, name="published_remove"),
]
