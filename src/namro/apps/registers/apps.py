"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Registers of units."""

    name = "namro.apps.registers"
    label = "registers"

    def ready(self) -> None:
        """Say whose files the store keeps, and answer where evidence proves a row."""
        from namro.apps.library.orphans import uses_files
        from namro.apps.registers.models import RegisterExport

        uses_files(RegisterExport)
