"""Addresses of published results. Fixed words come before years and units."""

from __future__ import annotations

from django.urls import path

from namro.apps.appraisals.results_views import ranking, unit

urlpatterns = [
    path("xep-hang", ranking.ranking, name="ranking"),
    path("xep-hang/<int:year>/<slug:code>", unit.unit, name="unit_result"),
]
