"""Addresses of meetings."""

from __future__ import annotations

from django.urls import path

from namro.apps.meetings.views import conclusions, files, meeting

app_name = "meetings"
urlpatterns = [
    path("hop", meeting.meetings, name="meetings"),
    path("hop/moi", meeting.new, name="new"),
    path("hop/<slug:code>", meeting.meeting, name="meeting"),
    path("hop/<slug:code>/sua", meeting.change, name="change"),
    path("hop/<slug:code>/ket-thuc", meeting.end, name="end"),
    path("hop/<slug:code>/giao-viec", conclusions.give, name="give"),
    path("hop/<slug:code>/ket-luan/moi", conclusions.new, name="conclusion_new"),
    path("hop/<slug:code>/ket-luan/<int:key>", conclusions.change, name="conclusion"),
    path("hop/<slug:code>/ket-luan/<int:key>/bo", conclusions.drop, name="conclusion_drop"),
    path("hop/<slug:code>/ket-luan/<int:key>/so-luong", conclusions.quota, name="conclusion_quota"),
    path("hop/<slug:code>/<str:name>.<str:suffix>", files.paper, name="paper"),
]
