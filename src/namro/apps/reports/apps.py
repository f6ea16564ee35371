"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Periodic reports."""

    name = "namro.apps.reports"
    label = "reports"

    def ready(self) -> None:
        """Say who fills figures of reports, what reports tell indicators, and what people owe to them."""
        from namro.apps.chasing.dues import register_dues, register_of_units
        from namro.apps.chasing.morning import register_teller
        from namro.apps.indicators import sources as indicator_sources
        from namro.apps.library.orphans import uses_files
        from namro.apps.reports.indicator_figures import IndicatorFigures, ReportFigures
        from namro.apps.reports.missing import PREFIX, dues_of_missing, tell_missing
        from namro.apps.reports.models import MergedFile
        from namro.apps.reports.report_dues import dues_of_reports
        from namro.apps.reports.round_figures import RoundFigures
        from namro.apps.reports.sources import register_source
        from namro.apps.reports.task_figures import TaskFigures
        from namro.core.reporting.outline import Source

        uses_files(MergedFile)
        register_source(Source.TASKS, TaskFigures())
        register_source(Source.ROUND, RoundFigures())
        register_source(Source.INDICATOR, IndicatorFigures())
        indicator_sources.register_source("reports", ReportFigures())
        register_dues(dues_of_reports)
        register_of_units(PREFIX, dues_of_missing)
        register_teller(tell_missing)
