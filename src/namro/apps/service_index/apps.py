"""Django's registration of this app."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class ServiceIndexConfig(AppConfig):
    """The service index."""

    name = "namro.apps.service_index"
    label = "service_index"

    def ready(self) -> None:
        """Count again when dossiers change; answer indicators that ask for counts."""
        from namro.apps.dossiers.news import dossiers_changed
        from namro.apps.indicators.behind import look_behind
        from namro.apps.indicators.models import Producer
        from namro.apps.indicators.sources import register_source
        from namro.apps.service_index.facts import rows_behind
        from namro.apps.service_index.sources import DossiersCounted, FeedbackCounted

        look_behind(Producer.DOSSIER, rows_behind)
        register_source("dossiers", DossiersCounted())
        register_source("feedback", FeedbackCounted())
        dossiers_changed.connect(_count_again, dispatch_uid="service index")


def _count_again(**named: Any) -> None:
    from namro.apps.service_index.jobs import on_dossiers_changed  # not while Django is set up: it needs the models

    on_dossiers_changed(**named)
