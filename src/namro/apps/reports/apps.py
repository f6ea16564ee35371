"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Periodic reports."""

    name = "namro.apps.reports"
    label = "reports"

    def ready(self) -> None:
        """Say who fills figures of reports."""
        from namro.apps.reports.round_figures import RoundFigures
        from namro.apps.reports.sources import register_source
        from namro.apps.reports.task_figures import TaskFigures
        from namro.core.reporting.outline import Source

        register_source(Source.TASKS, TaskFigures())
        register_source(Source.ROUND, RoundFigures())
