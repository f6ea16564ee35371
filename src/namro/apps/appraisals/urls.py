"""Addresses of appraisal, explanation, the council, decisions and published results."""

from __future__ import annotations

from namro.apps.appraisals.results_urls import urlpatterns as results_urls

app_name = "appraisals"
urlpatterns = [
    *results_urls,
]
