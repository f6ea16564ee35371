"""Addresses of what a unit's own sheet lost; they stand before those of criteria, whose ids are the set's own words."""

from __future__ import annotations

from django.urls import path

from namro.apps.plans.views import findings

_AT = "phieu/<int:year>/<slug:code>/ton-tai"
findings_paths = [
    path(_AT, findings.findings, name="findings"),
    path(f"{_AT}/xu-ly", findings.decide, name="finding_decide"),
    path(f"{_AT}/xu-ly-loat", findings.decide_many, name="finding_decide_many"),
    path(f"{_AT}/minh-chung/<int:seq>", findings.proof, name="finding_proof"),
    path(f"{_AT}/lap-ke-hoach", findings.make, name="findings_plan"),
]
