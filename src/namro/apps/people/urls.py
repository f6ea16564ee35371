"""Addresses of login and account."""

from __future__ import annotations

from django.urls import path

from namro.apps.people import views

app_name = "people"
urlpatterns = [
    path("dang-nhap", views.login, name="login"),
    path("dang-xuat", views.logout, name="logout"),
    path("tai-khoan", views.account, name="account"),
]
