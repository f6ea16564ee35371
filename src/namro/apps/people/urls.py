"""Addresses of login, account, organisation and people."""

from __future__ import annotations

from django.urls import path

from namro.apps.people.views import account, changes, organisation

app_name = "people"
urlpatterns = [
    path("dang-nhap", account.login, name="login"),
    path("dang-xuat", account.logout, name="logout"),
    path("tai-khoan", account.account, name="account"),
    path("to-chuc", organisation.organisation, name="organisation"),
    path("to-chuc/<slug:code>", organisation.unit, name="unit"),
    path("to-chuc/<slug:code>/ket-thuc", changes.end_unit, name="unit_end"),
    path("to-chuc/chuc-danh/<int:key>", organisation.position, name="position"),
    path("to-chuc/chuc-danh/<int:key>/bo-nhiem", changes.appoint, name="appoint"),
    path("to-chuc/chuc-danh/<int:key>/ket-thuc", changes.end_position, name="position_end"),
    path("to-chuc/nguoi/<int:key>", organisation.person, name="person"),
    path("to-chuc/giu-chuc-danh/<int:key>/ket-thuc", changes.end_holding, name="holding_end"),
]
