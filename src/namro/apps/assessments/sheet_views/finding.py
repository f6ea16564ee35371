"""The sheet that an address names, if the person may read it."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from namro.apps.assessments.models import Assessment
from namro.apps.assessments.permissions import readable_by
from namro.apps.assessments.queries.editions import with_news
from namro.apps.assessments.queries.sheets import sheets_for, with_due, with_last_act
from namro.apps.assessments.queries.shown import Shown, shown
from namro.apps.indicators.values import FIRST_YEAR, LAST_YEAR
from namro.apps.people.permissions import Handovers
from namro.apps.people.queries.organisation import organisation_on, unit_handovers
from namro.apps.people.requests import signed_in


def find_sheet(request: HttpRequest, year: int, code: str) -> Assessment:
    """Return the sheet. Raises Http404, as for a unit that does not exist."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    rows = with_due(sheets_for(signed_in(request), unit_handovers()))
    return get_object_or_404(rows, year=year, unit__code=code)


def find_to_save(request: HttpRequest, year: int, code: str) -> tuple[Assessment, Handovers]:
    """Return the sheet with its key alone, since saving reads it once more and holds it, and the handovers of units."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    handovers = unit_handovers()
    rows = Assessment.objects.filter(readable_by(signed_in(request), handovers=handovers)).only("pk")
    return get_object_or_404(rows, year=year, unit__code=code), handovers


def find_shown(request: HttpRequest, year: int, code: str) -> Shown:
    """Return the sheet with all that its rows tell."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    user = signed_in(request)
    tree, handovers = organisation_on(user.standing.day)
    rows = with_last_act(with_news(with_due(sheets_for(user, handovers))))
    sheet = get_object_or_404(rows, year=year, unit__code=code)
    there = tree.nodes.get(sheet.unit_id)
    return shown(user, sheet, handovers, name=there.name if there else sheet.unit.code)
