"""Addresses of notices and of the mail."""

from __future__ import annotations

from django.urls import path

from namro.apps.notices import views

app_name = "notices"
urlpatterns = [
    path("thong-bao", views.listed, name="list"),
    path("thong-bao/da-doc", views.read, name="read"),
    path("thong-bao/cai-dat", views.wishes, name="wishes"),
    path("thong-bao/thu-gui", views.mail, name="mail"),
    path("thong-bao/thu-gui/<int:key>", views.settle, name="settle"),
    path("thong-bao/<int:key>", views.follow, name="follow"),
]
