"""Addresses of a unit's own appraisal. That of a criterion comes last: its id is the set's own word."""

from __future__ import annotations

from django.urls import path

from namro.apps.appraisals.unit_views import changing, criterion, explaining

_SHEET = "phieu/<int:year>/<slug:code>"
urlpatterns = [
    path(f"{_SHEET}/giai-trinh", explaining.explanations, name="explanations"),
    path(f"{_SHEET}/thay-doi", changing.changes, name="changes"),
    path(f"{_SHEET}/thay-doi/tai.xlsx", changing.changes_file, name="changes_file"),
    path(f"{_SHEET}/<str:node>/ly-lich", criterion.record, name="criterion"),
]
