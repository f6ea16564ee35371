"""The criterion that explains itself."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from namro.apps.appraisals.born import born_of
from namro.apps.appraisals.pages.record_page import record_page
from namro.apps.appraisals.queries.record import Record, record_of
from namro.apps.assessments.sheet_views.finding import find_sheet
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.core.assessment.opinions import Layer
from namro.core.assessment.stages import OPEN, State

#: `?nhat-ky=` for every line of the history.
WHOLE = "tat-ca"


@require_GET
def record(request: HttpRequest, year: int, code: str, node: str) -> HttpResponse:
    """One criterion of a sheet with everything that made its points."""
    user, sheet = signed_in(request), find_sheet(request, year, code)
    found = record_of(user, sheet, node)
    if found is None:
        raise Http404
    tasks = born_of(user, sheet, node, found.standing.framework.names[node])
    context = {
        "page": record_page(found, tasks, whole=request.GET.get("nhat-ky") == WHOLE),
        "sheet": sheet,
        "name": names_of([sheet.unit_id])[sheet.unit_id][1],
        "fills": sheet.state in OPEN,
        "explains": found.seal.of_unit and sheet.state == State.EXPLANATION and _differs(found),
    }
    return render(request, "appraisals/criterion.html", context)


def _differs(found: Record) -> bool:
    """Whether the appraisal said something else than the unit: then there is something to explain."""
    line = found.line
    appraised = line.value(Layer.APPRAISED) if line is not None else None
    return line is not None and appraised is not None and appraised != line.value(Layer.SELF)
