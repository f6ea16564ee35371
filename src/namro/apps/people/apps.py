"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People, roles and the audit record."""

    name = "namro.apps.people"
    label = "people"
