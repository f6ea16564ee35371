"""Indicators: the list of a unit or of all, one of them with everything behind it, both as files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from namro.apps.indicators.choosing import Chosen, choices_for, since_of
from namro.apps.indicators.definitions import for_level, indicators
from namro.apps.indicators.files import CSV, XLSX, write_file
from namro.apps.indicators.models import IndicatorValue
from namro.apps.indicators.pages.ahead import ahead, can_look_ahead
from namro.apps.indicators.pages.measure_figures import Way, opened, whole
from namro.apps.indicators.pages.measure_list import measure_groups
from namro.apps.indicators.pages.measure_page import UnitRow, measure_page, past_rows, unit_rows
from namro.apps.indicators.permissions import can_choose, can_enter, can_upload
from namro.apps.indicators.queries_units import Scope, scope_of
from namro.apps.indicators.values_of import read_rows
from namro.apps.people.models import User
from namro.apps.people.queries.choices import years_to_choose
from namro.apps.people.requests import signed_in
from namro.core.base.errors import NamroError
from namro.core.indicators.choosing import begins
from namro.core.indicators.model import FIELDS, Indicator, Variant
from namro.core.indicators.periods import MONTHS, Period, period_of
from namro.core.indicators.values import Measure

PER_PAGE, PAST = 50, 10


@require_GET
def measures(request: HttpRequest) -> HttpResponse:
    """Indicators by field; `?dv=` one unit, `?nam=` the year, `?lv=` one field (always one where units are many)."""
    user = signed_in(request)
    years, year = _years(request)
    scope = scope_of(user, request.GET.get("dv", ""), year)
    known = for_level(scope.level)
    fields = {one.field: FIELDS[one.field] for one in known}
    field = request.GET.get("lv", "")
    field = field if field in fields else "" if scope.unit else next(iter(fields), "")
    chosen = [one for one in known if field in ("", one.field)]
    rows = read_rows({one.id for one in chosen}, scope.units, [year])
    ways = choices_for({one.id for one in known}, scope.units)
    context = {
        "groups": measure_groups(chosen, rows, scope, year=year, today=user.standing.day, chosen=ways)
        if scope.units
        else (),
        "scope": scope,
        "units": [scope.names[unit] for unit in _all_units(scope)],
        "fields": fields,
        "field": field,
        "year": year,
        "years": years,
        "query": urlencode({"dv": scope.code, "nam": year}),
        "uploads": can_upload(user),
    }
    return render(request, "indicators/measures.html", context)


def _all_units(scope: Scope) -> list[int]:
    return sorted(scope.names, key=lambda unit: scope.names[unit][1])


def _years(request: HttpRequest) -> tuple[list[int], int]:
    day = signed_in(request).standing.day
    years = list(years_to_choose(day))
    return years, next((one for one in years if str(one) == request.GET.get("nam")), day.year)


def find_indicator(name: str) -> Indicator:
    """Return an indicator by its id. Raises Http404."""
    found = indicators().get(name)
    if found is None:
        raise Http404
    return found


def asked_period(request: HttpRequest, indicator: Indicator) -> Period:
    """Return the period of `?ky=`, not shorter than those of the indicator; this year without. Raises Http404."""
    day = signed_in(request).standing.day
    try:
        period = period_of(request.GET.get("ky") or str(day.year))
    except NamroError as error:
        raise Http404 from error
    return period if MONTHS[period.grain] >= MONTHS[indicator.grain] else Period(period.year)


@dataclass(frozen=True, slots=True)
class Counting:
    """How an indicator is counted on a page: what counts, what is looked at (`?bt=`), which way each period goes."""

    chosen: Chosen
    counts: Variant
    variant: Variant
    way: Way


def _counting(request: HttpRequest, indicator: Indicator, scope: Scope, period: Period) -> Counting:
    own = scope.unit.pk if scope.unit else None
    chosen = choices_for([indicator.id], scope.units)
    counts = chosen.variant(indicator, own, period)
    asked = next((one for one in indicator.variants if one.id == request.GET.get("bt")), None)
    if asked is None:
        return Counting(chosen, counts, counts, partial(chosen.variant, indicator, own))
    return Counting(chosen, counts, asked, lambda _period: asked)


@require_GET
def measure(request: HttpRequest, name: str) -> HttpResponse:
    """One indicator; `?dv=` one unit, `?ky=` a period, `?bt=` a variant, `?trang=` of the units or of the history."""
    user = signed_in(request)
    indicator = find_indicator(name)
    period = asked_period(request, indicator)
    scope = scope_of(user, request.GET.get("dv", ""), period.year, level=indicator.levels[0])
    ways = _counting(request, indicator, scope, period)
    known = read_rows([name], scope.units, [period.year - 1, period.year])
    by_unit = {unit: known.get((name, unit), []) for unit in scope.units}
    day = user.standing.day
    page = measure_page(
        indicator, by_unit, scope, period=period, variant=ways.variant, way=ways.way, today=day, until=day.year + 1
    )
    listed: tuple[UnitRow, ...] = ()
    if not scope.unit:
        listed = unit_rows(indicator, by_unit, scope, period=period, variant=ways.variant, way=ways.way)
    units = Paginator(listed, PER_PAGE).get_page(request.GET.get("trang"))
    history = Paginator(_history(indicator, scope, period.year), PAST).get_page(request.GET.get("trang"))
    asked = {"dv": scope.code, "ky": period.name, "bt": ways.variant.id}
    context = {
        **_ahead(request, indicator, whole(indicator, ways.variant, by_unit, period=period)),
        **_choosing(user, indicator, scope, ways.counts, period),
        "page": page,
        "period": period,
        "scope": scope,
        "units": units,
        "missing": sum(1 for row in listed if not row.value),
        "history": history,
        "past": past_rows(indicator, list(history.object_list), ways.chosen) if scope.unit else (),
        "query": urlencode(asked),
        "year_query": urlencode({**asked, "ky": period.year}),
        "now": opened(indicator, period.year, day),
        "years": years_to_choose(day),
    }
    return render(request, "indicators/measure.html", context)


def _ahead(request: HttpRequest, indicator: Indicator, now: Measure) -> dict[str, Any]:
    looks = can_look_ahead(indicator, now)
    typed = request.GET.get("them", "")[:20]
    return {"looks": looks, "expected": typed, "ahead": ahead(indicator, now, typed) if looks else ""}


def _choosing(user: User, indicator: Indicator, scope: Scope, counts: Variant, period: Period) -> dict[str, Any]:
    """What counts since when, and what the person may do about the indicator."""
    own = scope.unit.pk if scope.unit else None
    many = len(indicator.variants) > 1
    return {
        "counts": counts,
        "since": since_of(indicator.id, own, counts.id, begins(period)) if many else None,
        "chooses": many and can_choose(user, own),
        "explains": own is not None and can_enter(user, own, indicator.id),
        "writes": own is not None and bool(indicator.typed) and can_enter(user, own, indicator.id),
    }


def _history(indicator: Indicator, scope: Scope, year: int) -> QuerySet[IndicatorValue]:
    if scope.unit is None:
        return IndicatorValue.objects.none()
    rows = IndicatorValue.objects.filter(unit=scope.unit, indicator=indicator.id, year=year)
    return rows.select_related("by").order_by("-id")


@require_GET
def measures_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The figures of a unit (or of all units) and year as they are written and read back, every part on a row."""
    _list, year = _years(request)
    scope = scope_of(signed_in(request), request.GET.get("dv", ""), year)
    return _file(for_level(scope.level), scope, year, kind=kind, name="chi-tieu")


@require_GET
def measure_file(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """Likewise of one indicator."""
    indicator = find_indicator(name)
    period = asked_period(request, indicator)
    scope = scope_of(signed_in(request), request.GET.get("dv", ""), period.year, level=indicator.levels[0])
    return _file([indicator], scope, period.year, kind=kind, name=name.replace("_", "-"))


def _file(known: list[Indicator], scope: Scope, year: int, *, kind: str, name: str) -> HttpResponse:
    if kind not in (XLSX, CSV):
        raise Http404
    rows = read_rows({one.id for one in known}, scope.units, [year])
    stream = BytesIO()
    write_file(stream, kind, known, rows, names=scope.names, year=year)
    types = {XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", CSV: "text/csv; charset=utf-8"}
    answer = HttpResponse(stream.getvalue(), content_type=types[kind])
    unit = f"-{scope.code}" if scope.code else ""
    answer["Content-Disposition"] = f'attachment; filename="{name}{unit}-{year}.{kind}"'
    return answer
