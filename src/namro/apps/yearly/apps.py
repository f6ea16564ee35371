"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class YearlyConfig(AppConfig):
    """Yearly sheets of people."""

    name = "namro.apps.yearly"
    label = "yearly"

    def ready(self) -> None:
        """Say whose files the store keeps; count initiatives, confirmed feedback."""
        from namro.apps.library.orphans import uses_files
        from namro.apps.yearly.evaluations import MonthlyEvaluations
        from namro.apps.yearly.feedback import ConfirmedFeedback
        from namro.apps.yearly.initiatives import Initiatives
        from namro.apps.yearly.models import Correction
        from namro.apps.yearly.sources import register_source

        uses_files(Correction)
        register_source("initiatives", Initiatives())
        register_source("feedback", ConfirmedFeedback())
        register_source("evaluated", MonthlyEvaluations())
