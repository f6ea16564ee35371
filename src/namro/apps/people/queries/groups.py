"""Groups of a unit with who is in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q

from namro.apps.people.models import Group, Position, on_day


def groups_in(units: Iterable[int], day: date) -> list[Group]:
    """Return the groups of some units with `size_of`: how many positions belong to each on a day; one query."""
    there = on_day(day, "members__") & on_day(day, "members__position__")
    return list(Group.objects.filter(unit__in=units).annotate(size=Count("members", filter=Q(there))).order_by("name"))


def groups_with(position: Position, day: date) -> list[Group]:
    """Return the groups to which a position belongs on a day."""
    return list(Group.objects.filter(on_day(day, "members__"), members__position=position).order_by("name"))


def size_of(group: Group) -> int:
    """Return how many positions belong to a group that `groups_in` found."""
    found: int = vars(group)["size"]
    return found
