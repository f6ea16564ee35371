"""Addresses of published results. Fixed words come before years and units."""

from __future__ import annotations

from django.urls import path

from namro.apps.appraisals.results_views import files, ranking, unit

urlpatterns = [
    path("xep-hang", ranking.ranking, name="ranking"),
    path("xep-hang/ky/<slug:key>/ket-qua.xlsx", files.workbook, name="results_file"),
    path("xep-hang/ky/<slug:key>/quyet-dinh.<slug:suffix>", files.decision, name="decision"),
    path("xep-hang/ky/<slug:key>/thong-bao.zip", files.notices, name="notices"),
    path("xep-hang/<int:year>/<slug:code>", unit.unit, name="unit_result"),
    path("xep-hang/<int:year>/<slug:code>/thong-bao.<slug:suffix>", files.notice, name="notice"),
]
