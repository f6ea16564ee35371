"""The figures of a register unit by unit, as a page and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from namro.apps.people.queries.choices import years_to_choose
from namro.apps.registers.by_unit import figures_by_unit
from namro.apps.registers.pages.units_page import DOWN, NAME, ORDERS, TODAY, UnitsAsked, sheet_rows, units_page
from namro.apps.registers.views.finding import Here, here
from namro.core.base.errors import NamroError
from namro.core.indicators.periods import Grain, Period, Window, period_of
from namro.documents.workbooks.to_table import write_table

#: Registers count days of the calendar.
_CALENDAR = Window("calendar", "")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _asked(request: HttpRequest, place: Here) -> UnitsAsked | None:
    """What is asked for; a register without figures has no table."""
    figures = {figure.code: figure for figure in place.register.figures}
    if not figures:
        return None
    typed = request.GET.get("ky") or request.GET.get("nam", "")
    try:
        period = period_of(typed)
    except NamroError:
        period = Period(place.user.standing.day.year)
    order = request.GET.get("xep", "")
    shares = [figure for figure in figures.values() if figure.denominator]
    first = (shares or list(figures.values()))[0]
    return UnitsAsked(
        figures.get(request.GET.get("chi-tieu", ""), first),
        period.name,
        period.days(_CALENDAR),
        request.GET.get("ban-do") == TODAY,
        order if order.removeprefix(DOWN) in ORDERS else NAME,
    )


@require_GET
def table(request: HttpRequest, register: str) -> HttpResponse:
    """One figure (`?chi-tieu=`) of a period (`?ky=`) by unit; `?xep=` the order, `?ban-do=hom-nay` today's map."""
    place = here(request, register)
    asked = _asked(request, place)
    context: dict[str, Any] = {"register": place.register, "page": None}
    if asked is not None:
        period = period_of(asked.period)
        rows = figures_by_unit(place.user, place.register, asked.span, today=asked.today)
        context |= {
            "page": units_page(place.register, rows, asked, request.GET.get("trang", "")),
            "asked": asked,
            "period": period,
            "periods": list(_periods(period.year)),
            "years": years_to_choose(place.user.standing.day),
            "query": asked.query(),
            "maps": [
                (_("Như khi đó"), asked.query(**{"ban-do": ""}), not asked.today),
                (_("Theo địa giới hôm nay"), asked.query(**{"ban-do": TODAY}), asked.today),
            ],
        }
    return render(request, "registers/by_unit.html", context)


def _periods(year: int) -> Iterator[Period]:
    for grain in (Grain.YEAR, Grain.HALF, Grain.QUARTER, Grain.MONTH):
        yield from Period(year).parts(grain)


@require_GET
def workbook(request: HttpRequest, register: str) -> HttpResponse:
    """All figures of all units: of the year and its quarters, or of the one shorter period that is asked for."""
    place = here(request, register)
    asked = _asked(request, place)
    by_period = {}
    if asked is not None:
        period = period_of(asked.period)
        wanted = [period, *period.parts(Grain.QUARTER)] if period.grain is Grain.YEAR else [period]
        by_period = {
            one.words: figures_by_unit(place.user, place.register, one.days(_CALENDAR), today=asked.today)
            for one in wanted
        }
    heads = [
        _("Mã đơn vị"), _("Đơn vị"), _("Kỳ"), _("Chỉ tiêu"), _("Tử số"), _("Mẫu số"), _("Giá trị"), _("Đọc là"),
    ]  # fmt: skip
    answer = HttpResponse(write_table(heads, sheet_rows(place.register, by_period)), content_type=_XLSX)
    name = f"{place.register.code}-theo-don-vi-{asked.period if asked else ''}"
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer
