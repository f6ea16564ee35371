"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Facts and who wrote them."""

    name = "namro.apps.indicators"
    label = "indicators"
