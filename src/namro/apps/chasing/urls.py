"""Addresses of chasing."""

from __future__ import annotations

from django.urls import path, re_path

from namro.apps.chasing.views import feed

app_name = "chasing"
urlpatterns = [
    path("tai-khoan/lich", feed.mine, name="feed"),
    re_path(r"^lich/(?P<token>[\w-]{20,64})\.ics$", feed.calendar, name="calendar"),
]
