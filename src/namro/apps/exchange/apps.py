"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Documents in, plans out."""

    name = "namro.apps.exchange"
    label = "exchange"
