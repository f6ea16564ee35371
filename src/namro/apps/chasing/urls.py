"""Addresses of chasing."""

from __future__ import annotations

from django.urls import path, re_path

from namro.apps.chasing.views import assigned, feed, letter

app_name = "chasing"
urlpatterns = [
    path("tai-khoan/lich", feed.mine, name="feed"),
    path("nhiem-vu-cap-tren", assigned.assigned, name="assigned"),
    path("nhiem-vu-cap-tren/<int:key>", assigned.assigned_preview, name="assigned_preview"),
    path("don-doc", letter.write, name="letter"),
    re_path(r"^lich/(?P<token>[\w-]{20,64})\.ics$", feed.calendar, name="calendar"),
]
