"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings of units."""

    name = "namro.apps.meetings"
    label = "meetings"
