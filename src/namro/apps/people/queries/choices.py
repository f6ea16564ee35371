"""What can be chosen: successors, where something moves to, who comes into a group. Those that begin later are too."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from namro.apps.people.models import Group, Position, Unit, UnitSpan, lasts
from namro.apps.people.queries.organisation import names_then, unit_handovers
from namro.ui.formats import day as day_words


def unit_choices(unit: Unit, day: date) -> list[tuple[int, str]]:
    """For a unit: all other units. For a body: those of its own unit and of its unit's successors, and these units."""
    if unit.home_id is None:
        wanted = Q(unit__home=None)
    else:
        homes = _homes(unit.home_id)
        wanted = Q(unit__home__in=homes) | Q(unit__in=homes)
    return _named(wanted & ~Q(unit=unit), day)


def parent_choices(unit: Unit, day: date) -> list[tuple[int, str]]:
    """Return the units under which a unit can stand; the act refuses those that stand under it."""
    return _named(Q(unit__home=None) & ~Q(unit=unit), day)


def body_choices(position: Position, day: date) -> list[tuple[int, str]]:
    """Return the bodies of a position's unit, and the unit itself, without the one where the position is."""
    home = position.unit.home_id or position.unit_id
    return _named((Q(unit=home) | Q(unit__home=home)) & ~Q(unit=position.unit_id), day)


def _named(wanted: Q, day: date) -> list[tuple[int, str]]:
    """Everything that is there on a day, under its name of that day, or that begins later, with its day. One query."""
    rows = UnitSpan.objects.filter(wanted, lasts(day))
    named: dict[int, str] = {}
    for key, name, since in rows.order_by("rank", "name", "since").values_list("unit", "name", "since"):
        words = name if since <= day else _("%(name)s (từ %(day)s)") % {"name": name, "day": day_words(since)}
        if key not in named or since <= day:
            named[key] = words
    return list(named.items())


def position_choices(position: Position, day: date) -> list[tuple[int, str]]:
    """Return the other positions, of a day or later, in the position's unit and in its unit's successors."""
    homes = _homes(position.unit.home_id or position.unit_id)
    rows = Position.objects.filter(Q(unit__in=homes) | Q(unit__home__in=homes)).exclude(pk=position.pk)
    found = _lasting(rows, day)
    names = names_then((row.unit, day) for row in found)
    return [(row.pk, f"{row.name} – {names[row.unit_id, day]}") for row in found]


def member_choices(group: Group, day: date, *, inside: bool) -> list[tuple[int, str]]:
    """Return the positions that are in a group on a day or come later, or those of its unit that are not."""
    members = group.members.filter(lasts(day)).values("position")
    if inside:
        rows = Position.objects.filter(pk__in=members)
    else:
        rows = Position.objects.filter(Q(unit=group.unit_id) | Q(unit__home=group.unit_id)).exclude(pk__in=members)
    found = _lasting(rows, day)
    bodies = dict(_named(Q(unit__in={row.unit_id for row in found}), day))
    return [(row.pk, f"{row.name} – {bodies[row.unit_id]}") for row in found]


def _lasting(rows: QuerySet[Position], day: date) -> list[Position]:
    lasting = rows.filter(lasts(day))
    return list(lasting.select_related("unit__home").order_by("unit__home", "unit", "rank", "id"))


def _homes(home: int) -> set[int]:
    return {home, *(handover.new for handover in unit_handovers() if handover.old == home)}


def years_to_choose(today: date) -> list[int]:
    """Return the years that somebody works on, the newest first."""
    return list(range(today.year + 1, today.year - 5, -1))
