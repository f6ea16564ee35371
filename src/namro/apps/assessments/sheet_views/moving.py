"""A sheet begins, goes from step to step, and says what was difficult."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from namro.apps.assessments.actions.filling import write_words
from namro.apps.assessments.actions.moving import NotFinished, move
from namro.apps.assessments.actions.opening import check_open_sheet, open_sheet
from namro.apps.assessments.models import Assessment
from namro.apps.assessments.pages.sheet_behind import WhoIsBehind, asks_who_is_behind, who_is_behind
from namro.apps.assessments.pages.sheet_filters import FAULTY, NO_POINTS
from namro.apps.assessments.pages.sheet_steps import steps_page
from namro.apps.assessments.permissions import can_fill_all, works_for
from namro.apps.assessments.queries.parts import parts_of
from namro.apps.assessments.queries.shown import due_at_hand
from namro.apps.assessments.sheet_views.finding import find_sheet
from namro.apps.assessments.standing import standing_of
from namro.apps.frameworks.models import Edition
from namro.apps.indicators.values import FIRST_YEAR, LAST_YEAR, levels_of
from namro.apps.people.models import Unit, User
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.core.assessment.stages import OPEN, TABLE
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Begin a unit's year on a published edition."""
    user = signed_in(request)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    unit = get_object_or_404(Unit, code=code, home=None)
    check_open_sheet(user, unit)
    if Assessment.objects.filter(unit=unit, year=year).exists():
        return redirect("assessments:sheet", year=year, code=code)
    choices = _editions(unit, year)
    if request.method == "POST":
        edition = next((one for one, _fits in choices if str(one.pk) == request.POST.get("edition")), None)
        if edition is not None and _begun(request, user, unit, year=year, edition=edition):
            return redirect("assessments:sheet", year=year, code=code)
        if edition is None:
            messages.error(request, _("Chọn một bộ tiêu chí để mở phiếu."))
    context = {"year": year, "unit": unit, "name": names_of([unit.pk])[unit.pk][1], "choices": choices}
    return render(request, "assessments/sheet_begin.html", context)


def _begun(request: HttpRequest, user: User, unit: Unit, *, year: int, edition: Edition) -> bool:
    try:
        open_sheet(user, unit, year, edition, at=system_clock())
    except NamroError as fault:
        messages.error(request, fault.message)
        return False
    messages.success(request, _("Đã mở phiếu năm %(year)d.") % {"year": year})
    return True


def _editions(unit: Unit, year: int) -> list[tuple[Edition, bool]]:
    """Return the published editions of the unit's level, those that score the year first."""
    level = levels_of([unit.pk], year).get(unit.pk, "")
    rows = Edition.objects.filter(status=Edition.Status.PUBLISHED, level=level, first_year__lte=year).defer("text")
    found = [(one, one.last_year is None or year <= one.last_year) for one in rows.order_by("-edition", "-pk")]
    return sorted(found, key=lambda pair: not pair[1])


@require_http_methods(["GET", "POST"])
def steps(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Difficulties and proposals, the acts open to the reader, and the acts so far."""
    user, sheet = signed_in(request), find_sheet(request, year, code)
    words = {"difficulties": sheet.difficulties, "proposals": sheet.proposals}
    fault = ""
    if request.method == "POST":
        words = {name: request.POST.get(name, "") for name in words}
        version = whole(request.POST.get("version", ""))
        try:
            write_words(user, sheet, **words, version=-1 if version is None else version, at=system_clock())
        except NamroError as refusal:
            fault = refusal.message
            sheet.refresh_from_db(fields=["version", "difficulties", "proposals"])
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("assessments:steps", year=year, code=code)
    events = sheet.events.select_related("by").order_by("-pk")[:50]
    now = system_clock()
    context = {
        "page": steps_page(user, sheet, events, now),
        "behind": _behind(user, sheet, now),
        "sheet": sheet,
        "words": words,
        "fault": fault,
        "name": names_of([sheet.unit_id])[sheet.unit_id][1],
        "edits": can_fill_all(user, sheet) and sheet.state in OPEN,
    }
    return render(request, "assessments/sheet_steps.html", context, status=409 if fault else 200)


def _behind(user: User, sheet: Assessment, now: datetime) -> WhoIsBehind | None:
    """Who was late inside the unit is the unit's own matter."""
    due = due_at_hand(sheet)
    if not works_for(user, sheet) or not asks_who_is_behind(sheet, due, now):
        return None
    return who_is_behind(sheet, parts_of(sheet, user.standing.day), due=due, now=now)


@require_POST
def act(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Do an act of the table of states."""
    sheet = find_sheet(request, year, code)
    name = request.POST.get("act", "")
    if name not in TABLE.by_name:
        raise Http404
    goal = reverse("assessments:steps", args=[year, code])
    try:
        move(signed_in(request), sheet, name, said=request.POST.get("said", ""), at=system_clock())
    except NotFinished as fault:
        messages.error(request, fault.message)
        chosen = FAULTY if standing_of(sheet).claimed.faults else NO_POINTS
        goal = f"{reverse('assessments:sheet', args=[year, code])}?loc={chosen}"
    except NamroError as fault:
        messages.error(request, fault.message)
    else:
        messages.success(request, _("%(act)s: đã ghi nhận.") % {"act": _(TABLE.by_name[name].words)})
    return redirect(goal)
