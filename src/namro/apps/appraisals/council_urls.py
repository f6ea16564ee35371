"""Addresses of the council's sittings, and of a step for all units of a round."""

from __future__ import annotations

from django.urls import path

from namro.apps.appraisals import round_steps
from namro.apps.appraisals.council_views import motions, sittings

_SITTING = "hoi-dong/<slug:key>/<slug:code>"
_MOTION = f"{_SITTING}/<int:number>"

urlpatterns = [
    path("ky-danh-gia/<slug:key>/chuyen-ca-ky", round_steps.steps, name="round_steps"),
    path("hoi-dong/<slug:key>", sittings.sittings, name="sittings"),
    path("hoi-dong/<slug:key>/moi", sittings.new, name="sitting_new"),
    path(_SITTING, sittings.one, name="sitting"),
    path(f"{_SITTING}/diem-danh", sittings.attendance, name="sitting_attendance"),
    path(f"{_SITTING}/dua-vao", motions.put, name="motions_put"),
    path(f"{_SITTING}/ket-thuc", sittings.close, name="sitting_close"),
    path(f"{_SITTING}/bien-ban.<slug:suffix>", sittings.minutes, name="sitting_minutes"),
    path(_MOTION, motions.one, name="motion"),
    path(f"{_MOTION}/bieu-quyet", motions.vote, name="motion_vote"),
    path(f"{_MOTION}/de-xuat", motions.add, name="motion_propose"),
    path(f"{_MOTION}/chot", motions.settle, name="motion_settle"),
    path(f"{_MOTION}/rut", motions.withdraw, name="motion_withdraw"),
]
