"""One unit's published result."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from namro.apps.appraisals.pages.ranking_page import act_words
from namro.apps.appraisals.pages.unit_page import unit_page
from namro.apps.appraisals.queries.unit_result import moved, unit_result
from namro.apps.appraisals.results_views.finding import can_notice, find_ranked, sealed_words
from namro.apps.people.permissions import units_read_by
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in


@require_GET
def unit(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Band, rank, points and what changed; `?lan=` names an act."""
    user = signed_in(request)
    sheet, sight = find_ranked(request, year, code)
    context: dict[str, object] = {
        "sight": sight,
        "year": year,
        "code": code,
        "noticed": can_notice(user, sheet, sight),
        "computed": units_read_by(user).filter(pk=sheet.unit_id).exists(),
    }
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
        "others": bool(sight.act.reason) and not moved(sheet, sight.act),
        "years": sorted({year, *found.years}, reverse=True),
    }
    return render(request, "appraisals/unit.html", context)
