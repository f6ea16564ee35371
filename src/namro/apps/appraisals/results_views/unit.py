"""One unit's published result."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from namro.apps.appraisals.pages.ranking_page import act_words
from namro.apps.appraisals.pages.unit_page import unit_page
from namro.apps.appraisals.queries.results import acts_of, due_for_publication
from namro.apps.appraisals.queries.unit_result import unit_result
from namro.apps.appraisals.results_views.finding import Sight, sealed_words
from namro.apps.assessments.models import Assessment
from namro.apps.assessments.permissions import organises
from namro.apps.assessments.queries.rounds import rounds_for
from namro.apps.indicators.values import FIRST_YEAR, LAST_YEAR
from namro.apps.people.models import User
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in


def find_ranked(request: HttpRequest, year: int, code: str) -> tuple[Assessment, Sight]:
    """Return the sheet of a unit in a round of the province, and what is published of it. Raises Http404."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    user = signed_in(request)
    rows = Assessment.objects.select_related("unit", "edition", "round__edition", "pool")
    rows = rows.defer("edition__text", "round__edition__text")
    open_to = rounds_for(user).filter(alone=False).values("pk")
    sheet = get_object_or_404(rows, unit__code=code, year=year, round__in=open_to)
    return sheet, sight_of_sheet(user, sheet, request.GET.get("lan", ""))


def sight_of_sheet(user: User, sheet: Assessment, number: str) -> Sight:
    """Return what is published of a sheet's round. Raises Http404 for an act that is not there."""
    made = sheet.round
    if made is None:
        raise Http404
    acts = acts_of([made]).get(made.pk, [])
    act = next((one for one in acts if str(one.number) == number), None)
    if number and act is None:
        raise Http404
    act = act or (acts[-1] if acts else None)
    due = None if act else due_for_publication(made)
    return Sight(made, (made,), tuple(acts), act, None, due, organises(user, made))


@require_GET
def unit(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Band, rank, points and what changed; `?lan=` names an act."""
    user = signed_in(request)
    sheet, sight = find_ranked(request, year, code)
    context: dict[str, object] = {"sight": sight, "year": year, "code": code}
    if sight.act is None:
        context |= {"name": names_of([sheet.unit_id])[sheet.unit_id][1], "sealed": sealed_words(sight)}
        return render(request, "appraisals/unit.html", context)
    found = unit_result(user, sheet, sight.act, newest=sight.act == sight.acts[-1])
    if found is None:
        raise Http404
    page = unit_page(found)
    context |= {
        "page": page,
        "name": page.name,
        "act": act_words(found.table),
        "framework": found.table.framework,
        "reads": found.standing is not None,
        "newest": sight.act == sight.acts[-1],
        "reason": sight.act.reason,
        "years": sorted({year, *found.years}, reverse=True),
    }
    return render(request, "appraisals/unit.html", context)
