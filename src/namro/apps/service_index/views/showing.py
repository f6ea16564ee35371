"""The index of all communes, of one unit, and the dossiers behind a metric."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from namro.apps.dossiers.measuring import FIGURES
from namro.apps.feedback.queries import items_for
from namro.apps.people.queries.organisation import Node
from namro.apps.people.requests import signed_in
from namro.apps.service_index.computing import index_of, ranked
from namro.apps.service_index.pages.feedback_rows import SIDES, feedback_page
from namro.apps.service_index.pages.province_page import province_page
from namro.apps.service_index.pages.rows_page import figure_page, rows_of_figure, ways_of
from namro.apps.service_index.pages.rows_page import rows_page as page_of_rows
from namro.apps.service_index.pages.unit_page import unit_page
from namro.apps.service_index.permissions import can_bring, can_enter, communes, units_shown
from namro.apps.service_index.views.finding import asked_days, asked_period, find_unit, periods_to_choose
from namro.core.base.clock import system_clock
from namro.core.indicators.periods import Period
from namro.core.service.adding import ADDING
from namro.core.service.index import Metric, service_index

PER_PAGE = 60


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """All communes that the person sees, ranked; who sees one unit only goes there. `?ky=`, `?xep=`, `?trang=`."""
    user = signed_in(request)
    today = user.standing.day
    period = asked_period(request, today)
    units = units_shown(user)
    ranked_together = communes(units)
    if len(ranked_together) < 2 and units:
        return redirect(f"{reverse('service_index:unit', args=[(ranked_together or units)[0].code])}?ky={period.name}")
    found = ranked([node.id for node in ranked_together], period, today=today)
    page = province_page(found, ranked_together, period, order=request.GET.get("xep", ""), index=service_index())
    shown = Paginator(page.rows, PER_PAGE).get_page(request.GET.get("trang"))
    context: dict[str, Any] = {
        "page": page, "rows": shown, "period": period, "periods": periods_to_choose(today, period),
        "brings": can_bring(user), "query": urlencode({"ky": period.name, "xep": page.order}), "units": units,
    }  # fmt: skip
    return render(request, "service_index/province.html", context)


@require_GET
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """One unit: six groups, each metric twice, what differs and through what. `?ky=`."""
    user = signed_in(request)
    today = user.standing.day
    period = asked_period(request, today)
    node, units = find_unit(user, code)
    page = unit_page(node, period, index_of(node.id, period, today=today), index=service_index(), today=today)
    context = {
        "page": page, "unit": node, "units": units if len(units) > 1 else (), "period": period,
        "periods": periods_to_choose(today, period), "enters": can_enter(user, node.id), "index": service_index(),
        "many": len(communes(units)) > 1,
    }  # fmt: skip
    return render(request, "service_index/unit.html", context)


@require_GET
def rows(request: HttpRequest, code: str, metric: str) -> HttpResponse:
    """The dossiers of a period by what a metric makes of them. `?ky=`, `?xem=`, `?trang=`."""
    if metric not in ADDING and metric not in SIDES:
        raise Http404
    user = signed_in(request)
    today = user.standing.day
    period = asked_period(request, today)
    node, _units = find_unit(user, code)
    if metric in SIDES:
        return _feedback(request, node, service_index().metrics[metric], period)
    ways = ways_of(node.id, period, ADDING[metric], today=today)
    way = ways.get(request.GET.get("xem", "")) or next(iter(ways.values()))
    shown = Paginator(way.rows, PER_PAGE).get_page(request.GET.get("trang"))
    page = page_of_rows(ADDING[metric], ways, way, shown.object_list, period=period, today=today)
    context = {
        "page": page, "shown": shown, "unit": node, "period": period, "now": system_clock(),
        "query": urlencode({"ky": period.name, "xem": way.word}),
    }  # fmt: skip
    return render(request, "service_index/rows.html", context)


@require_GET
def figure(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """The dossiers that a figure of an indicator counts in the days `?tu=` to `?den=`. `?trang=`."""
    if name not in FIGURES:
        raise Http404
    user = signed_in(request)
    node, _units = find_unit(user, code)
    days, today = asked_days(request), user.standing.day
    found = rows_of_figure(node.id, name, days, today=today)
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": figure_page(name, shown.object_list, days, today=today), "shown": shown, "unit": node,
        "query": urlencode({"tu": days[0].isoformat(), "den": days[1].isoformat()}),
    }  # fmt: skip
    return render(request, "service_index/figure.html", context)


def _feedback(request: HttpRequest, node: Node, metric: Metric, period: Period) -> HttpResponse:
    user = signed_in(request)
    read = set(items_for(user).filter(unit=node.id).values_list("pk", flat=True))
    page = feedback_page(node.id, metric, period, read=read, today=user.standing.day)
    shown = Paginator(page.rows, PER_PAGE).get_page(request.GET.get("trang"))
    context = {"page": page, "shown": shown, "unit": node, "period": period, "query": urlencode({"ky": period.name})}
    return render(request, "service_index/feedback.html", context)
