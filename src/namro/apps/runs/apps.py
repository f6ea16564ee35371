"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class RunsConfig(AppConfig):
    """Scheduled work that is begun once."""

    name = "namro.apps.runs"
    label = "runs"
