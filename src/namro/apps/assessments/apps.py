"""Django's registration of this app."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Computed results."""

    name = "namro.apps.assessments"
    label = "assessments"

    def ready(self) -> None:
        """Have what changes scored again, by the round's set; answer for the evidence that stands beside criteria."""
        from namro.apps.assessments.kept import SheetsKeep
        from namro.apps.assessments.queries.chosen import published_or_chosen
        from namro.apps.indicators.news import facts_changed
        from namro.apps.indicators.sets import provide
        from namro.apps.library.attachments import attach

        facts_changed.connect(_drain_later, dispatch_uid="assessments")
        attach(SheetsKeep())
        provide(published_or_chosen)


def _drain_later(**_named: Any) -> None:
    from namro.apps.assessments.jobs import drain_marks  # not while Django is set up: it settles on the queue

    drain_marks.enqueue()
