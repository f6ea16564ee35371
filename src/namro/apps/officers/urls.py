"""Addresses of monthly evaluations."""

from __future__ import annotations

from django.urls import path

from namro.apps.officers.views import months, person, spot

app_name = "officers"
urlpatterns = [
    path("kiem-tra-ho-so", spot.home, name="spots"),
    path("kiem-tra-ho-so/<slug:code>", spot.show, name="spot"),
    path("kiem-tra-ho-so/<slug:code>/ket-thuc", spot.close, name="spot_close"),
    path("danh-gia-thang", months.home, name="home"),
    path("danh-gia-thang/ten", months.name, name="name"),
    path("danh-gia-thang/<str:month>", months.unit, name="unit"),
    path("danh-gia-thang/<str:month>/tai.xlsx", months.unit_file, name="unit_file"),
    path("danh-gia-thang/<str:month>/<int:person>", person.show, name="person"),
    path("danh-gia-thang/<str:month>/<int:person>/lam", person.do, name="do"),
]
