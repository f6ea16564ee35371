"""Addresses of rounds."""

from __future__ import annotations

from django.urls import path

from namro.apps.assessments.round_views import changing, opening, showing

urlpatterns = [
    path("ky-danh-gia", showing.rounds, name="rounds"),
    path("ky-danh-gia/moi", opening.new, name="round_new"),
    path("ky-danh-gia/<slug:key>", showing.one, name="round"),
    path("ky-danh-gia/<slug:key>/tai", showing.download, name="round_file"),
    path("ky-danh-gia/<slug:key>/ngay-gio", changing.times, name="round_times"),
    path("ky-danh-gia/<slug:key>/<slug:code>", changing.unit, name="round_unit"),
    path("ky-danh-gia/<slug:key>/<slug:code>/gia-han", changing.more_time, name="round_extend"),
    path("ky-danh-gia/<slug:key>/<slug:code>/chuyen", changing.act, name="round_act"),
]
