"""Addresses of appraisal, explanation, the council, decisions and published results."""

from __future__ import annotations

from namro.apps.appraisals.council_urls import urlpatterns as council_urls
from namro.apps.appraisals.publish_urls import urlpatterns as publish_urls

app_name = "appraisals"
urlpatterns = [*council_urls, *publish_urls]
