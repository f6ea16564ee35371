"""All registers of a unit; one register as a list, and on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from namro.apps.people.queries.organisation import tree_on
from namro.apps.people.queries.people import positions_of
from namro.apps.people.requests import signed_in
from namro.apps.registers.asked import Asked, asked_in, sifted
from namro.apps.registers.beside import Kept, records_of, within
from namro.apps.registers.definitions import definitions
from namro.apps.registers.figures import bases_over, people_in, people_seated, year_span
from namro.apps.registers.known import people_offered
from namro.apps.registers.models import RegisterTally
from namro.apps.registers.pages.figures import FigureRow, figure_rows
from namro.apps.registers.pages.home_page import home_page
from namro.apps.registers.pages.list_page import ListPage, list_page
from namro.apps.registers.permissions import can_define, has_register, units_seen, writing_units
from namro.apps.registers.queries import PER_PAGE, page_of, place_of
from namro.apps.registers.taken_over import sources_of
from namro.apps.registers.views.finding import Here, here
from namro.core.registers import Register, Type, added, settled

#: Rows on paper; the workbook has them all.
ON_PAPER = 200
_FIRST_YEAR = 2000


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The registers of a unit in a year: `?don-vi=` and `?nam=`; without them my own, this year."""
    user = signed_in(request)
    known = definitions(user.standing.day)
    tree = tree_on(user.standing.day)
    units = [tree.nodes[unit] for unit in units_seen(user)]
    units = [node for node in units if any(has_register(register, node.id, tree) for register in known.all())]
    code = request.GET.get("don-vi", "")
    unit = next((node for node in units if node.code == code), None) or next(iter(units), None)
    year = _year(request.GET.get("nam", ""), user.standing.day)
    context: dict[str, Any] = {"units": units, "unit": unit, "year": year, "years": _years(user.standing.day, year)}
    context["defines"] = can_define(user)
    held = positions_of(user, user.standing.day)
    if unit is not None:
        kept = RegisterTally.objects.filter(unit=unit.id, year=year)
        there = [register for register in known.all() if has_register(register, unit.id, tree)]
        context["fields"] = home_page(
            there,
            {tally.register: tally for tally in kept},
            beside=_beside(there, unit.id, year, user.standing.day),
            unit=unit.code,
            year=year,
            people=people_seated([unit.id], _last_day(year, user.standing.day)).get(unit.id, 0),
            writes=lambda register: unit.id in writing_units(user, register, held),
        )
    return render(request, "registers/home.html", context)


def _beside(
    registers: Sequence[Register], unit: int, year: int, today: date
) -> dict[str, tuple[dict[str, Decimal], int]]:
    """What the figures of registers with records kept elsewhere are made of, and how many records there are."""
    found = {}
    for register in registers:
        if register.also is not None:
            sources = sources_of([unit], _last_day(year, today))
            records = records_of(register, list(sources))
            bases = bases_over(register, [unit], year_span(year), records, sources)
            found[register.code] = bases.get(unit, {}), len(within(records, year_span(year)))
    return found


@require_GET
def register(request: HttpRequest, register: str) -> HttpResponse:
    """The rows of a register, newest first; `?sau=` and `?truoc=` go on from a place."""
    place = here(request, register)
    asked = asked_in(place.user, place.register, request.GET.dict())
    page = _page(request, place, asked)
    context = {
        "page": page,
        "writes": asked.unit is not None and asked.unit.id in writing_units(place.user, place.register),
    }
    return render(request, "registers/list.html", context)


@require_GET
def on_paper(request: HttpRequest, register: str) -> HttpResponse:
    """The same rows for A4."""
    place = here(request, register)
    asked = asked_in(place.user, place.register, request.GET.dict())
    context = {
        "page": _page(request, place, asked, size=ON_PAPER),
        "who": place.user.full_name,
        "day": place.user.standing.day,
    }
    return render(request, "registers/print.html", context)


def _page(request: HttpRequest, place: Here, asked: Asked, *, size: int = PER_PAGE) -> ListPage:
    found = page_of(
        place.user,
        place.register,
        asked.sought,
        after=place_of(request.GET.get("sau", "")),
        before=place_of(request.GET.get("truoc", "")),
        size=size,
        handovers=asked.handovers,
    )
    year = (asked.sought.last or place.user.standing.day).year
    sources = sources_of(units_of(asked), _last_day(year, place.user.standing.day), asked.handovers)
    records = records_of(place.register, list(sources))
    asks_people = any(column.type is Type.PERSON for column in sifted(place.register))
    return list_page(
        place.register,
        asked,
        found,
        figures=_figures(place, asked, year, records, sources),
        year=year,
        names={node.id: node.name for node in asked.units},
        people=tuple(people_offered(asked.unit.id, place.user.standing.day)) if asked.unit and asks_people else (),
        merged=len(_merged_in(asked, sources, year)),
        kept=len(within(records, year_span(year))) if place.register.also else None,
    )


def _figures(
    place: Here, asked: Asked, year: int, records: Sequence[Kept], sources: Mapping[int, int]
) -> tuple[FigureRow, ...]:
    """The year's figures of the unit, or of all units together: numerators and denominators added up."""
    register: Register = place.register
    units = units_of(asked)
    tallies = bases_over(register, units, year_span(year), records, sources)
    people = people_in(register, units, _last_day(year, place.user.standing.day))
    per_unit = [settled(register, tallies.get(unit, {}), people=people.get(unit, 0)) for unit in units]
    if not per_unit:
        return ()
    return figure_rows(
        register, {one.code: added(figures[one.code] for figures in per_unit) for one in register.figures}
    )


def units_of(asked: Asked) -> list[int]:
    """Return the units that a list is about."""
    return [asked.unit.id] if asked.unit else [node.id for node in asked.units]


def _merged_in(asked: Asked, sources: Mapping[int, int], year: int) -> set[int]:
    """The units whose rows of a year count for the one that took them over in its course."""
    first, last = year_span(year)
    return {one.old for one in asked.handovers if first < one.on <= last and sources.get(one.old, one.old) != one.old}


def _last_day(year: int, today: date) -> date:
    """The day on which people are counted: today, in years that are over their last day."""
    return min(date(year, 12, 31), today)


def _year(text: str, today: date) -> int:
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else today.year
    return year if _FIRST_YEAR <= year <= today.year + 1 else today.year


def _years(today: date, year: int) -> list[int]:
    return sorted({*range(today.year - 3, today.year + 1), year}, reverse=True)
