"""Addresses of criteria sets."""

from __future__ import annotations

from django.urls import path

from namro.apps.frameworks.views import edition, library, manual, trial, uploading

app_name = "frameworks"
urlpatterns = [
    path("bo-tieu-chi", library.library, name="library"),
    path("bo-tieu-chi/nap", uploading.upload, name="upload"),
    path("bo-tieu-chi/co-san", library.take_over, name="take_over"),
    path("bo-tieu-chi/<slug:framework>/<slug:day>", edition.edition, name="edition"),
    path("bo-tieu-chi/<slug:framework>/<slug:day>/thu", trial.trial, name="trial"),
    path("bo-tieu-chi/<slug:framework>/<slug:day>/so-sanh/<slug:other>", edition.comparison, name="comparison"),
    path("bo-tieu-chi/<slug:framework>/<slug:day>/cong-bo", edition.publish, name="publish"),
    path("bo-tieu-chi/<slug:framework>/<slug:day>/bo", edition.drop, name="drop"),
    path("bo-tieu-chi/<slug:framework>/<slug:day>/tai", edition.download, name="download"),
    path("tro-giup/quy-tac", manual.rules, name="rules"),
]
