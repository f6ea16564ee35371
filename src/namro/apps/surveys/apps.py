"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Surveys of satisfaction."""

    name = "namro.apps.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Say whose files the store keeps."""
        from namro.apps.library.orphans import uses_files
        from namro.apps.surveys.models import Frame

        uses_files(Frame)
