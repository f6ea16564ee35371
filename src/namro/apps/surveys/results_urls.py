"""Addresses of results: published ones, and what own surveys found."""

from __future__ import annotations

from django.urls import path

from namro.apps.surveys.views import outcome, published, published_file, report

app_name = "satisfaction"
urlpatterns = [
    path("ket-qua-hai-long", published.published, name="published"),
    path("ket-qua-hai-long/moi", published.new, name="published_new"),
    path("ket-qua-hai-long/nap", published_file.load, name="published_load"),
    path("ket-qua-hai-long/tai.xlsx", published.download, name="published_download"),
    path("ket-qua-hai-long/<slug:code>", published.one, name="published_one"),
    path("ket-qua-hai-long/<slug:code>/sua", published.change, name="published_change"),
    path("ket-qua-hai-long/<slug:code>/bo", published.remove, name="published_remove"),
    path("ket-qua-khao-sat", outcome.surveys, name="surveys"),
    path("ket-qua-khao-sat/<slug:code>", outcome.result, name="result"),
    path("ket-qua-khao-sat/<slug:code>/lam-sach", outcome.cleaning, name="cleaning"),
    path("ket-qua-khao-sat/<slug:code>/phieu-loai.xlsx", outcome.left_out, name="left_out"),
    path("ket-qua-khao-sat/<slug:code>/loi-dan", outcome.words, name="words"),
    path("ket-qua-khao-sat/<slug:code>/bao-cao.<str:kind>", report.report, name="report"),
    path("ket-qua-khao-sat/<slug:code>/cong-bo", outcome.publish, name="publish"),
    path("khao-sat-cong-khai/<slug:code>", outcome.public, name="public"),
]
