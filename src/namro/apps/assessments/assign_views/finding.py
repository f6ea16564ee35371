"""What every page of the assignment needs of its sheet."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from namro.apps.assessments.models import Assessment
from namro.apps.assessments.queries.editions import left_to_decide, newer_edition
from namro.apps.assessments.queries.sheets import sheets_for
from namro.apps.indicators.values import FIRST_YEAR, LAST_YEAR
from namro.apps.people.queries.organisation import span_at
from namro.apps.people.requests import signed_in


def find_sheet(request: HttpRequest, year: int, code: str) -> Assessment:
    """Return the sheet that the address names. Raises Http404, as for a unit that does not exist."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return get_object_or_404(sheets_for(signed_in(request)), year=year, unit__code=code)


def around(request: HttpRequest, sheet: Assessment) -> dict[str, Any]:
    """What stands above every page of a sheet's assignment: whose it is, and whether a newer edition waits."""
    return {
        "sheet": sheet,
        "unit": span_at(sheet.unit, signed_in(request).standing.day).name,
        "newer": newer_edition(sheet),
        "to_decide": left_to_decide(sheet),
    }
