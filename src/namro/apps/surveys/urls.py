"""Addresses of surveys."""

from __future__ import annotations

from django.urls import path

from namro.apps.surveys.views import offline, respondent

app_name = "surveys"
urlpatterns = [
    path("ks", respondent.start, name="start"),
    path("ks/quay/<slug:code>", respondent.counter, name="counter"),
    path("ks/ngoai-tuyen.js", offline.worker, name="worker"),
    path("ks/<str:code>", respondent.answer, name="answer"),
]
