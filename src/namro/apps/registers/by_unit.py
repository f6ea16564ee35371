"""The figures of a register unit by unit over a period: as the units were then, or on today's map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from namro.apps.people.models import UnitSpan, User
from namro.apps.people.permissions import of_units_read_by
from namro.apps.people.queries.organisation import organisation_on
from namro.apps.registers.asked import units_with
from namro.apps.registers.figures import Span, bases_over, people_in
from namro.apps.registers.permissions import level_of
from namro.apps.registers.taken_over import sources_of
from namro.core.base.folding import fold
from namro.core.registers import Figure, FigureDefinition, Register, added, settled


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """All figures of one unit; `ended` is the first day on which it was no more, where that is known."""

    id: int
    code: str
    name: str
    figures: dict[str, Figure]
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Then:
    """A unit as it last was within a span."""

    id: int
    code: str
    name: str
    ended: date | None


def units_then(user: User, register: Register, span: Span) -> list[Then]:
    """Return the units that kept the register at some time of a span and that the person reads about; one query."""
    _tree, handovers = organisation_on(user.standing.day)
    then = Q(since__lte=span[1]) & (Q(until=None) | Q(until__gt=span[0]))
    rows = UnitSpan.objects.filter(then, of_units_read_by(user, "unit", handovers), unit__home=None)
    found: dict[int, Then] = {}
    for key, code, name, kind, until in rows.order_by("since").values_list(
        "unit_id", "unit__code", "name", "kind", "until"
    ):
        found.pop(key, None)
        if level_of(kind) in register.levels:
            found[key] = Then(key, code, name, until)
    return sorted(found.values(), key=lambda one: (fold(one.name), one.id))


def figures_by_unit(user: User, register: Register, span: Span, *, today: bool) -> list[UnitFigures]:
    """Return the figures of every unit, in the order of names; as many queries for any number of units.

    On today's map (`today`) the rows of a unit that was taken over whole count for the one that took over; else each
    unit has its own, also one that has ended since.
    """
    day = user.standing.day
    if today:
        there = [Then(node.id, node.code, node.name, None) for node in units_with(user, register)]
        there.sort(key=lambda one: (fold(one.name), one.id))
        sources = sources_of([one.id for one in there], day)
    else:
        there = units_then(user, register, span)
        sources = {one.id: one.id for one in there}
    units = [one.id for one in there]
    bases = bases_over(register, units, span, sources=sources) if units else {}
    people = people_in(register, units, min(span[1], day))
    return [
        UnitFigures(
            one.id,
            one.code,
            one.name,
            settled(register, bases.get(one.id, {}), people=people.get(one.id, 0)),
            one.ended if one.ended and one.ended <= day else None,
        )
        for one in there
    ]


def together(rows: Sequence[UnitFigures], figure: FigureDefinition) -> Figure | None:
    """Return a figure of all units: sums of numerators and of denominators, never the mean of ratios."""
    return added(row.figures[figure.code] for row in rows) if rows else None
