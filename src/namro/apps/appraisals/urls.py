"""Addresses of appraisal, explanation, the council, decisions and published results."""

from __future__ import annotations

from namro.apps.appraisals.judging_urls import criterion_urls
from namro.apps.appraisals.judging_urls import urlpatterns as judging_urls

app_name = "appraisals"
urlpatterns = [
    *judging_urls,
    *criterion_urls,
]
