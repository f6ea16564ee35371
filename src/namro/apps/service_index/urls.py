"""Addresses of the service index."""

from __future__ import annotations

from django.urls import path

from namro.apps.service_index.views import bringing, entering, showing

app_name = "service_index"
urlpatterns = [
    path("chi-so-766", showing.home, name="home"),
    path("chi-so-766/nap", bringing.upload, name="upload"),
    path("chi-so-766/mau.xlsx", bringing.template, name="template"),
    path("chi-so-766/<slug:code>", showing.unit, name="unit"),
    path("chi-so-766/<slug:code>/nhap", entering.enter, name="enter"),
    path("chi-so-766/<slug:code>/so/<slug:name>", showing.figure, name="figure"),
    path("chi-so-766/<slug:code>/chi-so/<slug:metric>", showing.rows, name="rows"),
]
