"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Documents in, plans out."""

    name = "namro.apps.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Say whose files the store keeps; what waits to be read does not lie there."""
        from namro.apps.exchange.models import DispositionEntry, ImportedDocument
        from namro.apps.library.orphans import uses_files

        uses_files(ImportedDocument)
        uses_files(DispositionEntry)
