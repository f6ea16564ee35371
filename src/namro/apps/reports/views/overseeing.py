"""The upper level: who has not reported, and the reports of all units as one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from namro.apps.chasing.permissions import can_write_letters
from namro.apps.library.sending import guarded
from namro.apps.people.requests import signed_in
from namro.apps.reports import actions
from namro.apps.reports.merged_files import merged_for
from namro.apps.reports.merging import table_of_units
from namro.apps.reports.missing import letter_key
from namro.apps.reports.models import MergedFile
from namro.apps.reports.pages.units_page import Sought, units_page
from namro.apps.reports.permissions import check_oversee
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.reporting.periods import Period, period_of, periods_in
from namro.core.reporting.reading import shipped_types
from namro.core.reporting.types import Edition, Level, ReportType
from namro.core.timetable import national_calendar

PER_PAGE = 50
#: What is written while its reader waits; setting a PDF of many units takes some seconds.
AT_ONCE = ("docx", "xlsx")


def sought(request: HttpRequest, today: date) -> tuple[ReportType, Edition, Period]:
    """The type and period of an address; without them the newest period of the reform report that is over."""
    made = shipped_types().get(request.GET.get("loai", "CCHC-COMMUNE").upper())
    edition = made.on(today) if made else None
    if made is None or edition is None or Level.COMMUNE not in edition.levels:
        raise Http404
    rules = edition.levels[Level.COMMUNE].periods
    try:
        period = period_of(request.GET["ky"])
    except (KeyError, NamroError):
        every = [one for kind in rules for year in (today.year - 1, today.year) for one in periods_in(year, kind)]
        begun = [one for one in every if rules[one.kind].window.of(one)[1] <= today]
        period = max(begun, key=lambda one: rules[one.kind].window.of(one)[1])
    if period.kind not in rules:
        raise Http404
    return made, edition, period


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """Which units have sent a report; `?loai=` and `?ky=` choose it, `?loc=chua` shows who has not."""
    user = signed_in(request)
    check_oversee(user)
    made, edition, period = sought(request, user.standing.day)
    wanted = Sought(made, edition, period, only_missing=request.GET.get("loc") == "chua")
    page = units_page(user, wanted, calendar=national_calendar())
    rows = Paginator(page.entries, PER_PAGE).get_page(request.GET.get("trang"))
    writes = page.overdue and can_write_letters(user)
    context = {"page": page, "rows": rows, "letter": letter_key(made.id, period.key) if writes else ""}
    return render(request, "reports/units.html", context)


@require_GET
def merged(request: HttpRequest) -> HttpResponse:
    """The reports of all units as one."""
    user = signed_in(request)
    check_oversee(user)
    made, edition, period = sought(request, user.standing.day)
    found = merged_for(user, made, edition, period)
    figures = {figure.id: figure for figure in found.outline.figures}
    context = {
        "made": made,
        "period": period,
        "found": found,
        "figures": [
            (
                figures[key].name,
                value.words(figures[key]),
                "" if figures[key].share else figures[key].unit,
                len(found.by_unit[key]),
            )
            for key, value in found.values.items()
        ],
        "query": f"loai={made.id.lower()}&ky={period.key}",
        "files": MergedFile.objects.filter(by=user, type_id=made.id, period=period.key)
        .exclude(state=MergedFile.State.FAILED)
        .order_by("-pk")[:1],
    }
    return render(request, "reports/merged.html", context)


@require_GET
def merged_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The same as a file that takes no time; a PDF is asked for (`views.merged_files`)."""
    user = signed_in(request)
    check_oversee(user)
    if kind not in AT_ONCE:
        raise Http404
    made, edition, period = sought(request, user.standing.day)
    found = merged_for(user, made, edition, period)
    paper = found.paper
    if kind == "xlsx":
        paper = replace(paper, annexes=(*paper.annexes, table_of_units(found)))
    stream = actions.take_merged(user, paper, kind=kind, named=f"{made.id} {period.key}", at=system_clock())
    name = f"Tong-hop-{made.id.lower()}-{period.key}.{kind}"
    return guarded(FileResponse(stream, as_attachment=True, filename=name), kind)
