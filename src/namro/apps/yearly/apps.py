"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class YearlyConfig(AppConfig):
    """Yearly sheets of people."""

    name = "namro.apps.yearly"
    label = "yearly"

    def ready(self) -> None:
        """Say whose files the store keeps."""
        from namro.apps.library.orphans import uses_files
        from namro.apps.yearly.models import Correction

        uses_files(Correction)
