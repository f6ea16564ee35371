"""The unit and year that an address names, if the person may read about them."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from namro.apps.indicators.values import FIRST_YEAR, LAST_YEAR
from namro.apps.people.models import Unit
from namro.apps.people.permissions import units_read_by
from namro.apps.people.requests import signed_in


def find_unit(request: HttpRequest, year: int, code: str) -> Unit:
    """Return the unit. Raises Http404, as for a code that does not exist."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return get_object_or_404(units_read_by(signed_in(request)), code=code)
