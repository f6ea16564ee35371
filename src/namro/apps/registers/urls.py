"""Addresses of registers."""

from __future__ import annotations

from django.urls import path

from namro.apps.registers.views import listing

app_name = "registers"
urlpatterns = [
    path("so/<slug:register>", listing.register, name="register"),
]
