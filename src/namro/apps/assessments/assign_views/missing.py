"""What proof is still missing: of one sheet, and of all the units a person reads about."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from namro.apps.assessments.assign_views.finding import around, find_sheet
from namro.apps.assessments.pages.missing_page import BY_DOMAIN, BY_PERSON, missing_page, unit_rows, units_page
from namro.apps.assessments.queries.assigned import assigned
from namro.apps.assessments.queries.missing import barest, lacking
from namro.apps.assessments.queries.sheets import sheets_for
from namro.apps.indicators.values import FIRST_YEAR, LAST_YEAR
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in


@require_GET
def missing(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """One sheet; `?theo=nguoi|linh-vuc`, `?loc=cua-toi`."""
    sheet = find_sheet(request, year, code)
    by = BY_DOMAIN if request.GET.get("theo") == BY_DOMAIN else BY_PERSON
    found = assigned(signed_in(request), sheet)
    mine = request.GET.get("loc") == "cua-toi"
    above = around(request, sheet)
    context = {"page": missing_page(found, unit=above["unit"], by=by, mine=mine), "mine": mine, **above}
    return render(request, "assessments/missing.html", context)


@require_GET
def missing_units(request: HttpRequest, year: int) -> HttpResponse:
    """The sheets of a year that I read, the emptiest first; `?trang=`."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    user = signed_in(request)
    sheets = barest(sheets_for(user).filter(year=year))
    page = units_page(sheets, request.GET.get("trang"))
    shown = [one.sheet for one in page.object_list]
    names = {key: name for key, (_code, name) in names_of([sheet.unit_id for sheet in shown]).items()}
    context = {
        "rows": unit_rows(page, lacking(page.object_list, user.standing.day), names),
        "page": page,
        "year": year,
        "sheets": len(sheets),
        "asked": sum(one.asked for one in sheets),
        "bare": sum(one.bare for one in sheets),
    }
    return render(request, "assessments/missing_units.html", context)
