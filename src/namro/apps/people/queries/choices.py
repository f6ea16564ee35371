"""What can be chosen as a successor on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from namro.apps.people.models import Position, Unit, on_day
from namro.apps.people.queries.organisation import names_then, tree_on, unit_handovers


def unit_choices(unit: Unit, day: date) -> list[tuple[int, str]]:
    """For a unit: the other units of that day. For a body: those of its own unit and of its unit's successors."""
    nodes = [node for node in tree_on(day).nodes.values() if node.id != unit.pk]
    if unit.home_id is None:
        return [(node.id, node.name) for node in nodes if node.home is None]
    homes = _homes(unit.home_id)
    return [(node.id, node.name) for node in nodes if node.home in homes or (node.id in homes)]


def position_choices(position: Position, day: date) -> list[tuple[int, str]]:
    """Return the other positions of that day in the position's unit and in its unit's successors."""
    homes = _homes(position.unit.home_id or position.unit_id)
    rows = Position.objects.filter(Q(unit__in=homes) | Q(unit__home__in=homes), on_day(day)).exclude(pk=position.pk)
    found = list(rows.select_related("unit__home").order_by("rank", "id"))
    names = names_then((row.unit, day) for row in found)
    return [(row.pk, f"{row.name} – {names[row.unit_id, day]}") for row in found]


def _homes(home: int) -> set[int]:
    return {home, *(handover.new for handover in unit_handovers() if handover.old == home)}
