"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class OfficersConfig(AppConfig):
    """Monthly evaluation of officers."""

    name = "namro.apps.officers"
    label = "officers"
