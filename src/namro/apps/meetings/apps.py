"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings of units."""

    name = "namro.apps.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Have meetings stand among what is due."""
        from namro.apps.chasing.dues import register_dues
        from namro.apps.meetings.meeting_dues import dues_of_meetings

        register_dues(dues_of_meetings)
