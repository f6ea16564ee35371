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
        from namro.apps.exchange.printed_satisfaction import documents_with_results
        from namro.apps.exchange.reading_of_plans import reading_of_code
        from namro.apps.library.orphans import uses_files
        from namro.apps.plans.printed_targets import read_documents_with
        from namro.apps.surveys.from_documents import find_documents_with

        uses_files(ImportedDocument)
        uses_files(DispositionEntry)
        read_documents_with(reading_of_code)
        find_documents_with(documents_with_results)
