"""Django's registration of this app."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class ServiceIndexConfig(AppConfig):
    """The service index."""

    name = "namro.apps.service_index"
    label = "service_index"

    def ready(self) -> None:
        """Count again when dossiers change."""
        from namro.apps.dossiers.news import dossiers_changed

        dossiers_changed.connect(_count_again, dispatch_uid="service index")


def _count_again(**named: Any) -> None:
    from namro.apps.service_index.jobs import on_dossiers_changed  # not while Django is set up: it needs the models

    on_dossiers_changed(**named)
