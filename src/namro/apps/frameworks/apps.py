"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    """Criteria sets and their editions."""

    name = "namro.apps.frameworks"
    label = "frameworks"
