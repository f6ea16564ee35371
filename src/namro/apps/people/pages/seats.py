"""A position in a table: its name, its role, who holds it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from namro.apps.people.models import Position
from namro.apps.people.pages.wording import Link, person_link
from namro.apps.people.queries.people import holders_of


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A position with who holds it; `free` seats have nobody."""

    url: str
    name: str
    role: str
    holders: tuple[Link, ...]
    free: int


def seat_row(seat: Position) -> SeatRow:
    """Return the row; `holders` of the day are at hand."""
    holders = tuple(person_link(held.user) for held in holders_of(seat))
    url = reverse("people:position", args=[seat.pk])
    return SeatRow(url, seat.name, seat.get_role_display(), holders, max(0, seat.seats - len(holders)))
