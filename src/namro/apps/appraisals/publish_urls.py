"""Addresses of publication: before the act, of each act, and of corrections."""

from __future__ import annotations

from django.urls import path

from namro.apps.appraisals.publish_views import acts, correcting, publishing

urlpatterns = [
    path("ky-danh-gia/<slug:key>/cong-bo", publishing.publication, name="publication"),
    path("ky-danh-gia/<slug:key>/cong-bo/<int:number>", acts.one, name="published"),
    path("ky-danh-gia/<slug:key>/cong-bo/<int:number>/ban-chup", acts.snapshot, name="snapshot"),
    path("ky-danh-gia/<slug:key>/dieu-chinh", correcting.correction, name="correction"),
]
