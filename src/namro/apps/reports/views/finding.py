"""Finding what an address names, only among what the person may read."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from namro.apps.people.models import Unit
from namro.apps.people.permissions import units_read_by
from namro.apps.people.queries.organisation import tree_on
from namro.apps.people.requests import signed_in
from namro.apps.reports.models import Report
from namro.apps.reports.queries import reports_for
from namro.core.reporting.reading import shipped_types
from namro.core.reporting.types import ReportType


def find_report(request: HttpRequest, code: str) -> Report:
    """Return the report, if the person may read it. Raises Http404."""
    return get_object_or_404(reports_for(signed_in(request)), code=code)


def find_type(type_id: str) -> ReportType:
    """Return a type by its id in any case. Raises Http404."""
    made = shipped_types().get(type_id.upper())
    if made is None:
        raise Http404
    return made


def own_units(request: HttpRequest) -> list[tuple[str, str]]:
    """Return (code, name) of the units in which the person works today, by name."""
    user = signed_in(request)
    nodes = tree_on(user.standing.day).nodes
    found = [(nodes[key].code, nodes[key].name) for key in user.standing.units() if key in nodes]
    return sorted(found, key=lambda one: one[1])


def chosen_unit(request: HttpRequest, code: str) -> Unit:
    """Return the unit that an address names, or the first of the person's own. Raises Http404."""
    user = signed_in(request)
    own = own_units(request)
    wanted = code or (own[0][0] if own else "")
    if not wanted:
        first = units_read_by(user).order_by("code").first()
        if first is None:
            raise Http404
        return first
    return get_object_or_404(units_read_by(user), code=wanted)
