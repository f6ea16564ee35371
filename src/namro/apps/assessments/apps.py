"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Computed results."""

    name = "namro.apps.assessments"
    label = "assessments"

    def ready(self) -> None:
        """Have what changes scored again in the background."""
        from namro.apps.assessments.jobs import facts_changed_later
        from namro.apps.indicators.news import facts_changed

        facts_changed.connect(facts_changed_later, dispatch_uid="assessments")
