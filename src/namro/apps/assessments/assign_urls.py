"""Addresses of the year's assignment, of missing proof, and of going on with another edition."""

from __future__ import annotations

from django.urls import path

from namro.apps.assessments.assign_views import carrying, files, missing, row, table

_SHEET = "phieu/<int:year>/<slug:code>"
urlpatterns = [
    path("thieu-minh-chung/<int:year>", missing.missing_units, name="missing_units"),
    path(f"{_SHEET}/thieu-minh-chung", missing.missing, name="missing"),
    path(f"{_SHEET}/phan-cong", table.table, name="assign"),
    path(f"{_SHEET}/phan-cong-loat", table.assign_many, name="assign_many"),
    path(f"{_SHEET}/phan-cong.<str:kind>", files.assign_file, name="assign_file"),
    path(f"{_SHEET}/phan-cong/<str:node>", row.assign_row, name="assign_row"),
    path(f"{_SHEET}/phan-cong/<str:node>/gan", row.attach_here, name="attach"),
    path(f"{_SHEET}/phan-cong/<str:node>/bo", row.detach_here, name="detach"),
    path(f"{_SHEET}/chuyen-bo", carrying.carry, name="carry"),
    path(f"{_SHEET}/chuyen-bo/doi", carrying.change, name="carry_change"),
    path(f"{_SHEET}/chuyen-bo/quyet-dinh", carrying.settle, name="carry_settle"),
]
