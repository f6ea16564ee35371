"""The sheet that an address names, if the person may read it; and what waits to be looked at."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from namro.apps.assessments.models import Assessment, Incoming
from namro.apps.assessments.queries.sheets import sheets_for, with_due
from namro.apps.indicators.values import FIRST_YEAR, LAST_YEAR
from namro.apps.people.requests import signed_in


def find_sheet(request: HttpRequest, year: int, code: str) -> Assessment:
    """Return the sheet. Raises Http404, as for a unit that does not exist."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return get_object_or_404(with_due(sheets_for(signed_in(request))), year=year, unit__code=code)


def find_incoming(request: HttpRequest, sheet: Assessment, key: str, kind: Incoming.Kind) -> Incoming:
    """Return what the person handed in for the sheet. Raises Http404 for anybody else's."""
    return get_object_or_404(Incoming, code=key, assessment=sheet, by=signed_in(request), kind=kind)
