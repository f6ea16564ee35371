"""Addresses of instruments."""

from __future__ import annotations

from django.urls import path

from namro.apps.surveys.views import instrument_upload, instruments

app_name = "instruments"
urlpatterns = [
    path("bo-cau-hoi", instruments.home, name="home"),
    path("bo-cau-hoi/nap", instrument_upload.upload, name="upload"),
    path("bo-cau-hoi/<slug:code>/<str:edition>", instruments.one, name="one"),
    path("bo-cau-hoi/<slug:code>/<str:edition>/xem-thu", instruments.preview, name="preview"),
    path("bo-cau-hoi/<slug:code>/<str:edition>/tai.<str:suffix>", instruments.download, name="download"),
    path("bo-cau-hoi/<slug:code>/<str:edition>/buoc", instruments.settle, name="settle"),
]
