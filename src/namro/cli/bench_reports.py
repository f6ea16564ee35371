"""Part of `namro bench work`: the quarterly reports of a whole province as one."""

from __future__ import annotations

from time import perf_counter

from namro.core.base.clock import system_clock

#: Communes whose reports are merged.
_SIZES = {"small": 12, "full": 124}


def report_figures(size: str, *, seed: int) -> tuple[dict[str, float], str]:
    """Take the figures in a province that is there already; return them, and the sizes in words.

    `merge_report_s` is from the rows to the finished content, `merge_report_docx_s` and `merge_report_pdf_s` to the
    files, `discipline_s` counts how punctually all units reported in the year.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from namro.apps.people.models import User
    from namro.apps.people.queries.people import standing_of
    from namro.apps.reports.discipline import discipline
    from namro.apps.reports.merging import merge
    from namro.apps.reports.models import Report
    from namro.core.reporting.paper import Head
    from namro.core.reporting.periods import Kind, Period
    from namro.core.reporting.reading import shipped_types
    from namro.demo.many_reports import send_from
    from namro.demo.many_sheets import communes
    from namro.documents.writing.periodic import report_bytes

    at = system_clock()
    today = at.date()
    council = User.objects.get(username="hoidong")
    council.standing = standing_of(council, today)
    made, period = shipped_types()["CCHC-COMMUNE"], Period(today.year - 1, Kind.Q3)
    units = communes(_SIZES[size])
    send_from(units, made, period, by=council, at=at, seed=seed)
    start = perf_counter()
    with CaptureQueriesContext(connection) as found:
        merged = merge(council, made, made.editions[-1], period, head=Head(body="Sở Nội vụ"))
    figures = {"merge_report_s": perf_counter() - start, "merge_report_queries": float(len(found))}
    for kind in ("docx", "pdf"):
        start = perf_counter()
        report_bytes(merged.paper, kind)
        figures[f"merge_report_{kind}_s"] = perf_counter() - start
    start = perf_counter()
    discipline(units, (today.replace(month=1, day=1), today), today=today)
    figures["discipline_s"] = perf_counter() - start
    figures["merge_reports"] = float(len(merged.units))
    Report.objects.filter(unit__in=units, period=period.key).delete()
    return figures, f"{len(units)} communes"
