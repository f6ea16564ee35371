"""Addresses of facts."""

from __future__ import annotations

from django.urls import path

from namro.apps.indicators.views import facts, uploads

app_name = "indicators"
urlpatterns = [
    path("so-lieu", facts.home, name="home"),
    path("so-lieu/nap", uploads.upload, name="upload"),
    path("so-lieu/nap/<slug:code>", uploads.uploaded, name="uploaded"),
    path("so-lieu/<int:year>/<slug:code>", facts.facts, name="facts"),
    path("so-lieu/<int:year>/<slug:code>/gia-tri", facts.fact, name="fact"),
]
