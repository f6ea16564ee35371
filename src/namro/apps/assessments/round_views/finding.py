"""The round that an address names, and a unit's sheet in it."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from namro.apps.assessments.models import Assessment, Round
from namro.apps.assessments.permissions import check_organises
from namro.apps.assessments.queries.rounds import rounds_for
from namro.apps.assessments.queries.sheets import with_due
from namro.apps.people.requests import signed_in


def find_round(request: HttpRequest, key: str) -> Round:
    """Return the round. Raises Http404, as for one that does not exist."""
    return get_object_or_404(rounds_for(signed_in(request)), code=key)


def find_member(request: HttpRequest, key: str, code: str) -> Assessment:
    """Return a unit's sheet for whoever runs the round; what is in it is not shown. Raises PermissionDenied."""
    made = find_round(request, key)
    check_organises(signed_in(request), made)
    rows = Assessment.objects.filter(round=made).select_related("unit", "round", "edition", "pool")
    return get_object_or_404(with_due(rows.defer("edition__text")), unit__code=code)
