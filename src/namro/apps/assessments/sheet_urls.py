"""Addresses of sheets. That of a criterion comes last: ids of criteria are the set's own words."""

from __future__ import annotations

from django.urls import path

from namro.apps.assessments.sheet_views import moving, saving, showing

urlpatterns = [
    path("phieu", showing.sheets, name="sheets"),
    path("phieu/<int:year>/<slug:code>", showing.sheet, name="sheet"),
    path("phieu/<int:year>/<slug:code>/mo", moving.begin, name="begin"),
    path("phieu/<int:year>/<slug:code>/luu", saving.save, name="save"),
    path("phieu/<int:year>/<slug:code>/trinh-nop", moving.steps, name="steps"),
    path("phieu/<int:year>/<slug:code>/chuyen", moving.act, name="act"),
]
criterion_urls = [
    path("phieu/<int:year>/<slug:code>/<str:node>", showing.criterion, name="criterion"),
]
