"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Registers of units."""

    name = "namro.apps.registers"
    label = "registers"

    def ready(self) -> None:
        """Say whose files the store keeps, answer where evidence proves a row, and who is on duty."""
        from namro.apps.library.attachments import attach_also
        from namro.apps.library.orphans import uses_files
        from namro.apps.notices.duty import register_roster
        from namro.apps.registers.kept import RowsKeep
        from namro.apps.registers.models import RegisterExport
        from namro.apps.registers.roster import people_on_duty

        uses_files(RegisterExport)
        attach_also(RowsKeep())
        register_roster(people_on_duty)
