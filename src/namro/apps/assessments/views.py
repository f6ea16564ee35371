"""Computed results: the units of a level, and one unit's result with its reasons."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from namro.apps.assessments.models import Assessment
from namro.apps.assessments.pages.result_change import change_page
from namro.apps.assessments.pages.result_list import level_words, result_list
from namro.apps.assessments.pages.result_page import facts_url_of, result_page
from namro.apps.assessments.queries.results import last_rebuild, result_of, standings
from namro.apps.indicators.models import Mark
from namro.apps.indicators.permissions import can_upload
from namro.apps.indicators.sets import edition_for, in_force
from namro.apps.indicators.values import levels_of
from namro.apps.indicators.views.finding import find_unit
from namro.apps.people.permissions import units_read_by
from namro.apps.people.queries.choices import years_to_choose
from namro.apps.people.queries.organisation import names_of, span_at, tree_on
from namro.apps.people.requests import signed_in
from namro.core.assessment.stages import State
from namro.ui.formats import printed_day


@require_GET
def results(request: HttpRequest) -> HttpResponse:
    """The units I read about, best first; `?nam=`, `?cap=`, `?tim=`."""
    user = signed_in(request)
    years = years_to_choose(user.standing.day)
    year = next((one for one in years if str(one) == request.GET.get("nam")), user.standing.day.year)
    levels = levels_of(units_read_by(user).values_list("pk", flat=True), year)
    words = {key: word for key, word in level_words().items() if key in levels.values()}
    level = request.GET.get("cap", "")
    level = level if level in words else next(iter(words), "")
    edition = edition_for(in_force(), level, year)
    found = standings(edition, year) if edition else {}
    there = tree_on(date(year, 12, 31)).nodes  # a unit that ended in the year is shown if it has a result
    units = [unit for unit, of in levels.items() if of == level and (unit in there or unit in found)]
    page = result_list(
        units,
        names_of(units),
        found,
        scale=edition.framework.scale if edition else None,
        year=year,
        level=level,
        search=request.GET.get("tim", "").strip()[:80],
        number=request.GET.get("trang"),
    )
    rebuild = last_rebuild() if user.standing.is_admin else None
    context = {
        "page": page,
        "year": year,
        "years": years,
        "level": level,
        "levels": words.items(),
        "edition": edition,
        "rebuild": rebuild,
        "night": printed_day(rebuild.slot) if rebuild else "",
        "uploads": can_upload(user),
    }
    return render(request, "assessments/results.html", context)


@require_GET
def result(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """One unit's points, band and rank, and the sentence for every criterion."""
    user = signed_in(request)
    unit = find_unit(request, year, code)
    edition, found = result_of(unit.pk, year, levels_of([unit.pk], year).get(unit.pk, ""))
    _edition, before = result_of(unit.pk, year - 1, levels_of([unit.pk], year - 1).get(unit.pk, ""))
    context = {
        "page": result_page(found, facts_url=facts_url_of(year, unit.code)) if found else None,
        "change": change_page(before, found) if before and found else None,
        "unit": unit,
        "name": span_at(unit, user.standing.day).name,
        "year": year,
        "years": years_to_choose(user.standing.day),
        "edition": edition,
        "published": reverse("appraisals:unit_result", args=[year, unit.code]) if _is_published(unit.pk, year) else "",
        "waits": Mark.objects.filter(unit=unit, year=year).exists(),
    }
    return render(request, "assessments/result.html", context)


def _is_published(unit: int, year: int) -> bool:
    return Assessment.objects.filter(unit=unit, year=year, round__alone=False, state=State.PUBLISHED).exists()
