"""The board of a unit and the lists behind it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from namro.apps.dossiers.models import Dossier, DossierLetter, LetterState
from namro.apps.dossiers.pages.board_page import board_page
from namro.apps.dossiers.pages.list_page import list_page
from namro.apps.dossiers.permissions import can_import, names_officers, readable_by, units_seen
from namro.apps.dossiers.posting_state import overdue_postings
from namro.apps.dossiers.queries import ALL, KINDS, Sought, by, counts, listed, names_of_procedures, place_of
from namro.apps.dossiers.views.finding import unit_named
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock

#: Officers and units shown on the board; a commune has ten, a province 170.
_MOST = 200


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """The day of a unit: `?don-vi=`; without it my own."""
    user, now = signed_in(request), system_clock()
    units = units_seen(user)
    unit = unit_named(request, units) or next(iter(units), None)
    context: dict[str, Any] = {"units": units, "unit": unit, "imports": can_import(user)}
    context |= {"officer_word": _("Người xử lý"), "unit_word": _("Đơn vị")}
    if unit is not None:
        own = Dossier.objects.filter(unit=unit.id)
        officers = by("officer", own, now, most=_MOST) if names_officers(user, unit.id) else []
        beside = []
        if len(units) > 1:
            named = {str(node.id): node for node in units}
            rows = Dossier.objects.filter(readable_by(user))
            beside = [(named[one.key], one) for one in by("unit", rows, now, most=_MOST) if one.key in named]
        context["letters"] = DossierLetter.objects.filter(unit=unit.id, state=LetterState.PREPARED).count()
        context["unposted"] = overdue_postings(unit.id, unit.code, str(unit.kind), now, user.standing.day)
        context["page"] = board_page(unit, counts(unit.id, now), officers, beside)
    return render(request, "dossiers/board.html", context)


@require_GET
def of_kind(request: HttpRequest) -> HttpResponse:
    """A list: `?loai=`, `?don-vi=`, `?nguoi=`, `?ma=` a code; `?sau=` goes on from a place."""
    user, now = signed_in(request), system_clock()
    units = units_seen(user)
    unit = unit_named(request, units)
    officer = request.GET.get("nguoi")
    if officer is not None and (unit is None or not names_officers(user, unit.id)):
        officer = None
    code = request.GET.get("ma", "").strip()[:80]
    kind = ALL if code else KINDS.get(request.GET.get("loai", ""), ALL)
    sought = Sought(kind, unit.id if unit else None, officer, code)
    found = listed(user, sought, now, after=place_of(request.GET.get("sau", "")))
    page = list_page(user, sought, found, unit=unit, names=names_of_procedures(found.rows), now=now)
    context = {"page": page, "unit": unit, "officer": officer, "code": code}
    return render(request, "dossiers/list.html", context)
