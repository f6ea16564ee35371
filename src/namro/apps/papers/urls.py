"""Addresses of letterheads and of the check of layouts."""

from __future__ import annotations

from django.urls import path

from namro.apps.papers.views import checking, letterhead

app_name = "papers"
urlpatterns = [
    path("van-ban/kiem-tra", checking.check, name="check"),
    path("to-chuc/<slug:code>/phan-dau-van-ban", letterhead.letterhead, name="letterhead"),
]
