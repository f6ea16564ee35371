"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """Letterheads of units and the check of layouts."""

    name = "namro.apps.papers"
    label = "papers"
