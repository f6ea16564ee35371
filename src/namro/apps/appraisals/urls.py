"""Addresses of appraisal, explanation, the council, decisions and published results; those of criteria come last."""

from __future__ import annotations

from namro.apps.appraisals.council_urls import urlpatterns as council_urls
from namro.apps.appraisals.judging_urls import criterion_urls
from namro.apps.appraisals.judging_urls import urlpatterns as judging_urls
from namro.apps.appraisals.publish_urls import urlpatterns as publish_urls
from namro.apps.appraisals.results_urls import urlpatterns as results_urls
from namro.apps.appraisals.unit_urls import urlpatterns as unit_urls

app_name = "appraisals"
urlpatterns = [*council_urls, *judging_urls, *publish_urls, *results_urls, *unit_urls, *criterion_urls]
