"""Addresses of results, rounds, sheets and their files. Criteria come last: their ids are the set's own words."""

from __future__ import annotations

from django.urls import path

from namro.apps.assessments import views
from namro.apps.assessments.assign_urls import urlpatterns as assign_urls
from namro.apps.assessments.file_urls import urlpatterns as file_urls
from namro.apps.assessments.round_urls import urlpatterns as round_urls
from namro.apps.assessments.sheet_urls import criterion_urls
from namro.apps.assessments.sheet_urls import urlpatterns as sheet_urls

app_name = "assessments"
urlpatterns = [
    path("ket-qua", views.results, name="results"),
    path("ket-qua/<int:year>/<slug:code>", views.result, name="result"),
    *round_urls,
    *assign_urls,
    *sheet_urls,
    *file_urls,
    *criterion_urls,
]
