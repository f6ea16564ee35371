"""Addresses of appraisal, explanation, the council, decisions and published results."""

from __future__ import annotations

from namro.apps.appraisals.unit_urls import urlpatterns as unit_urls

app_name = "appraisals"
urlpatterns = [
    *unit_urls,
]
