"""A group on a day: which positions belong to it, and who holds them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from namro.apps.people.models import Group, Position
from namro.apps.people.pages.seats import SeatRow, seat_row
from namro.apps.people.pages.wording import Link
from namro.apps.people.queries.groups import size_of
from namro.apps.people.queries.people import holders_of
from namro.ui.formats import day as day_words


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group in the list of its unit; `size` positions belong to it."""

    link: Link
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPage:
    """The whole page; `seats` are (position with holders, its body)."""

    name: str
    unit: Link
    day: str
    iso_day: str
    seats: tuple[tuple[SeatRow, str], ...]
    people: int
    rename_url: str
    add_url: str
    remove_url: str


def group_page(group: Group, members: Sequence[Position], *, names: dict[int, str], day: date) -> GroupPage:
    """Return the context on a day; `names` are those of the bodies, and of the group's unit, by id."""
    return GroupPage(
        name=group.name,
        unit=Link(reverse("people:unit", args=[group.unit.code]), names[group.unit_id]),
        day=day_words(day),
        iso_day=day.isoformat(),
        seats=tuple((seat_row(seat), names[seat.unit_id]) for seat in members),
        people=len({held.user_id for seat in members for held in holders_of(seat)}),
        rename_url=reverse("people:group_rename", args=[group.pk]),
        add_url=reverse("people:group_add", args=[group.pk]),
        remove_url=reverse("people:group_remove", args=[group.pk]),
    )


def group_rows(groups: Iterable[Group], day: date) -> tuple[GroupRow, ...]:
    """Return the list; `size` of each group is that of the day."""
    return tuple(
        GroupRow(Link(f"{reverse('people:group', args=[g.pk])}?ngay={day.isoformat()}", g.name), size_of(g))
        for g in groups
    )
