"""Positions of the same name in two units, such as before and after a merger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import Q

from namro.apps.people.models import Position, Unit, UnitSpan, on_day
from namro.apps.people.queries.people import as_on
from namro.core.base.folding import fold, tidy


def namesakes(unit: Unit, day: date) -> Callable[[Position], Position | None]:
    """Return a function to the only position of the same name in a unit or its bodies on a day; None where unclear.

    Among several, the one in the body of the same name is meant. Three queries, however often it is asked.
    """
    there = Position.objects.filter(on_day(day), Q(unit=unit) | Q(unit__home=unit))
    by_name: dict[str, list[Position]] = {}
    for position in as_on(there, day):
        by_name.setdefault(_key(position.name), []).append(position)
    bodies = {row.unit_id: _key(row.name) for row in UnitSpan.objects.order_by("since").filter(since__lte=day)}

    def same(old: Position) -> Position | None:
        found = by_name.get(_key(old.name), [])
        if len(found) > 1:
            found = [new for new in found if bodies.get(new.unit_id) == bodies.get(old.unit_id)]
        return found[0] if len(found) == 1 else None

    return same


def _key(name: str) -> str:
    return fold(tidy(name))
