"""Addresses of the pages that belong to no app."""

from __future__ import annotations

from django.urls import path

from namro.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.home, name="home"),
    path("tro-giup", views.help_page, name="help"),
    path("muc-khac", views.more, name="more"),
    path("ngon-ngu", views.choose_language, name="language"),
]
