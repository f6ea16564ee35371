"""The list of sheets, one sheet, one criterion of it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from namro.apps.assessments.actions.filling import edition_mark
from namro.apps.assessments.actions.opening import can_open_sheet
from namro.apps.assessments.models import LineEvent
from namro.apps.assessments.pages.criterion_page import bearer_of, criterion_page
from namro.apps.assessments.pages.sheet_list import sheet_rows
from namro.apps.assessments.pages.sheet_page import sheet_page
from namro.apps.assessments.queries.editions import news_of
from namro.apps.assessments.queries.proof_beside import NOTHING_BESIDE, beside
from namro.apps.assessments.queries.sheets import sheets_for, with_due
from namro.apps.assessments.queries.shown import Shown
from namro.apps.assessments.sheet_views.finding import find_shown
from namro.apps.indicators.values import levels_of
from namro.apps.people.models import Unit, User
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.core.assessment.opinions import Layer
from namro.core.assessment.stages import OPEN
from namro.core.base.clock import system_clock

PER_PAGE = 50
#: Changes of one row shown at once, the newest first.
_CHANGES = 50


@require_GET
def sheets(request: HttpRequest) -> HttpResponse:
    """The sheets I read; who works in one commune goes straight to its sheet of the year. `?nam=`, `?tat-ca=1`."""
    user = signed_in(request)
    year = user.standing.day.year
    rows = with_due(sheets_for(user))
    if not user.standing.is_admin and "tat-ca" not in request.GET:
        own = list(rows.filter(unit__in=user.standing.units(), year=year)[:2])
        if len(own) == 1:
            return redirect("assessments:sheet", year=year, code=own[0].unit.code)
    page = Paginator(rows.order_by("-year", "unit__code", "pk"), PER_PAGE).get_page(request.GET.get("trang"))
    found = list(page.object_list)
    names = names_of({one.unit_id for one in found})
    context = {
        "rows": sheet_rows(found, names, system_clock()),
        "page": page,
        "starts": _starts(user, year),
        "year": year,
    }
    return render(request, "assessments/sheets.html", context)


def _starts(user: User, year: int) -> list[tuple[str, str]]:
    """Return (code, name) of the units whose year the person may begin."""
    begun = sheets_for(user).filter(year=year).values("unit")
    units = Unit.objects.filter(pk__in=user.standing.units(), home=None).exclude(pk__in=begun)
    open_to = [unit for unit in units if can_open_sheet(user, unit)]
    scored = levels_of([unit.pk for unit in open_to], year)
    names = names_of([unit.pk for unit in open_to if unit.pk in scored])
    return sorted(names.values(), key=lambda one: one[1])


@require_GET
def sheet(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The table of a unit and year; `?loc=` shows some of its rows."""
    found = find_shown(request, year, code)
    return show_sheet(request, found)


def show_sheet(
    request: HttpRequest, found: Shown, *, texts: dict[str, str] | None = None, refused: dict[str, str] | None = None
) -> HttpResponse:
    """Answer with the table; `texts` and `refused` are what was typed by box and why not taken by row."""
    page = sheet_page(
        request, signed_in(request), found, now=system_clock(), texts=texts or {}, refused=refused or {}
    )  # fmt: skip
    newer, to_decide = news_of(found.sheet)
    context = {"page": page, "newer": newer, "to_decide": to_decide, "edition": edition_mark(found.sheet)}
    return render(request, "assessments/sheet.html", context, status=400 if refused else 200)


@require_GET
def criterion(request: HttpRequest, year: int, code: str, node: str) -> HttpResponse:
    """One criterion to fill in; `?khung=1` gives the panel below the table alone.

    Once nothing can be filled in any more, the criterion that explains itself takes over.
    """
    found = find_shown(request, year, code)
    if found.sheet.state not in OPEN and "khung" not in request.GET and bearer_of(found, node) is not None:
        return redirect("appraisals:criterion", year=year, code=code, node=node)
    return show_criterion(request, found, node)


def show_criterion(
    request: HttpRequest, found: Shown, node: str, *, texts: dict[str, str] | None = None, refused: str = ""
) -> HttpResponse:
    """Answer with one criterion, or its panel."""
    if bearer_of(found, node) is None:
        raise Http404
    panel = "khung" in request.GET
    line = found.standing.lines.get(node)
    events: list[LineEvent] = []
    if line is not None and not panel:
        events = list(line.events.filter(layer=Layer.SELF).select_related("by").order_by("-id")[:_CHANGES])
    proof = beside(signed_in(request), found.standing, node) if found.pieces.get(node) else NOTHING_BESIDE
    page = criterion_page(found, node, events, proof=proof, typed=texts, refused=refused)
    name = "assessments/_criterion_panel.html" if panel else "assessments/criterion.html"
    leaf = node in found.standing.framework.leaves
    context = {
        "page": page,
        "year": found.sheet.year,
        "code": found.sheet.unit.code,
        "leaf": leaf,
        "edition": edition_mark(found.sheet),
    }
    return render(request, name, context, status=400 if refused else 200)
