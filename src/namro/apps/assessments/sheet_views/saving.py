"""Cells that come in: one by one from a script, or a whole page from a browser without one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from namro.apps.assessments.actions.filling import CellConflict, edition_mark, fill
from namro.apps.assessments.models import Assessment
from namro.apps.assessments.pages.sheet_conflict import Clash, clashes_of
from namro.apps.assessments.pages.sheet_filters import FILTERS
from namro.apps.assessments.pages.sheet_saved import saved
from namro.apps.assessments.queries.last_year import year_before
from namro.apps.assessments.sheet_views.finding import find_sheet, find_shown, find_to_save
from namro.apps.assessments.sheet_views.showing import show_criterion, show_sheet
from namro.apps.assessments.sheet_views.typed import EDITION, Typed, sent_again, typed_in
from namro.apps.assessments.standing import standing_of
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError


@require_POST
def save(request: HttpRequest, year: int, code: str) -> HttpResponseBase:
    """Write cells. Answers 409 with both values where somebody else was faster, 400 where something was refused."""
    typed = typed_in(request.POST)
    if "application/json" in request.headers.get("Accept", ""):
        return _answered(request, year, code, typed=typed)
    return _shown(request, find_sheet(request, year, code), typed)


def _answered(request: HttpRequest, year: int, code: str, *, typed: Typed) -> JsonResponse:
    found, handovers = find_to_save(request, year, code)
    user, at, edition = signed_in(request), system_clock(), request.POST.get(EDITION, "")
    try:
        standing = fill(user, found, typed.cells, at=at, edition=edition, handovers=handovers)
    except CellConflict as conflict:
        sheet = find_sheet(request, year, code)
        standing = standing_of(sheet)
        clashes = clashes_of(conflict, typed.cells, standing)
        told = saved(standing, year_before(sheet), [one.node for one in clashes], {}, at=at)
        told |= {"message": conflict.message, "clashes": [_plain(one) for one in clashes]}
        return JsonResponse(told, status=409)
    except NamroError as fault:
        return JsonResponse({"message": fault.message, "code": fault.code}, status=400)
    except PermissionDenied as refusal:
        return JsonResponse({"message": str(refusal), "code": "forbidden"}, status=403)
    told = saved(standing, year_before(standing.sheet), typed.nodes, typed.refused, at=at)
    return JsonResponse(told, status=400 if typed.refused and not typed.cells else 200)


def _plain(clash: Clash) -> dict[str, Any]:
    return {name: getattr(clash, name) for name in Clash.__slots__}


def _shown(request: HttpRequest, sheet: Assessment, typed: Typed) -> HttpResponse:
    """Without script: back to where the form was, or the page that asks which of two values stays."""
    try:
        edition = request.POST.get(EDITION, "")
        fill(signed_in(request), sheet, typed.cells, at=system_clock(), edition=edition)
    except CellConflict as conflict:
        return _asked(request, sheet, typed, conflict)
    except NamroError as fault:
        messages.error(request, fault.message)
        return _with_texts(request, sheet, typed)
    if typed.refused:
        return _with_texts(request, sheet, typed)
    messages.success(request, _("Đã lưu."))
    return redirect(_back(request, sheet))


def _with_texts(request: HttpRequest, sheet: Assessment, typed: Typed) -> HttpResponse:
    """The page again with everything that was typed, why some of it was not taken, and status 400."""
    found = find_shown(request, sheet.year, sheet.unit.code)
    node = request.POST.get("muc", "")
    if node:
        answer = show_criterion(request, found, node, texts=typed.texts, refused=typed.refused.get(node, ""))
    else:
        answer = show_sheet(request, found, texts=typed.texts, refused=typed.refused)
    answer.status_code = 400
    return answer


def _asked(request: HttpRequest, sheet: Assessment, typed: Typed, conflict: CellConflict) -> HttpResponse:
    clashes = clashes_of(conflict, typed.cells, standing_of(sheet))
    versions = {clash.node: clash.version for clash in clashes}
    context = {
        "clashes": clashes,
        "sent": sent_again(typed.cells, versions),
        "person": ", ".join(dict.fromkeys(clash.person for clash in clashes)),
        "sheet": sheet,
        "edition": edition_mark(sheet),
        "node": request.POST.get("muc", ""),
        "back": _back(request, sheet),
        "chosen": request.POST.get("loc", ""),
    }
    return render(request, "assessments/sheet_conflict.html", context, status=409)


def _back(request: HttpRequest, sheet: Assessment) -> str:
    """The page that the form was on: one criterion, or the table with its filter."""
    node, chosen = request.POST.get("muc", ""), request.POST.get("loc", "")
    place = [sheet.year, sheet.unit.code]
    if node and "/" not in node:
        return reverse("assessments:criterion", args=[*place, node])
    home = reverse("assessments:sheet", args=place)
    return f"{home}?loc={chosen}" if chosen and chosen in FILTERS else home
