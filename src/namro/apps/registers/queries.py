"""Reads of rows. Lists go from key to key: a page costs the same wherever it lies; nothing is counted to the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from namro.apps.people.models import User
from namro.apps.people.permissions import Handovers
from namro.apps.registers.models import RegisterKey, RegisterRow
from namro.apps.registers.models.rows import KEY_LENGTH
from namro.apps.registers.permissions import readable_by
from namro.core.base.folding import fold
from namro.core.registers import Register

#: Beyond this many rows are not counted exactly.
COUNTED = 10_000
#: The same where each row has to be looked at for more than one value.
COUNTED_NARROWED = 1_000
PER_PAGE = 50
#: A longer number is no key that a database could hold.
_KEY_DIGITS = 18
OPEN, LACKING, REMOVED = "dang-cho", "thieu-minh-chung", "da-bo"


@dataclass(frozen=True, slots=True)
class Sought:
    """What a list is narrowed to. `keys` are looked-up values by indexed column, `state` one of the three words."""

    unit: int | None = None
    first: date | None = None
    last: date | None = None
    state: str = ""
    search: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)

    @property
    def narrowed(self) -> bool:
        """Whether it asks for less than all rows of the units one reads about."""
        return bool(self.first or self.last or self.state or self.search or self.keys)


@dataclass(frozen=True, slots=True)
class Place:
    """A row's place in a list: its day and its id."""

    date: date
    id: int

    def __str__(self) -> str:
        return f"{self.date.isoformat()}.{self.id}"


def place_of(text: str) -> Place | None:
    """Read a place from an address; None for what is none."""
    day, _dot, key = text.partition(".")
    try:
        return (
            Place(date.fromisoformat(day), int(key))
            if key.isascii() and key.isdigit() and len(key) <= _KEY_DIGITS
            else None
        )
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class RowPage:
    """A page of a list with the places before and behind it, None where there is no more; `count` up to COUNTED."""

    rows: tuple[RegisterRow, ...]
    earlier: Place | None
    later: Place | None
    count: int
    more: bool


def rows_sought(
    user: User, register: Register, sought: Sought, handovers: Handovers | None = None
) -> QuerySet[RegisterRow]:
    """Return the rows that the person may read, narrowed, newest first."""
    rows = RegisterRow.objects.filter(readable_by(user, register, handovers=handovers), register=register.code)
    rows = rows.filter(_narrowed(sought))
    for column, value in sought.keys.items():
        keys = RegisterKey.objects.filter(row=OuterRef("pk"), column=column, value=value[:KEY_LENGTH])
        rows = rows.filter(Exists(keys))
    return rows.order_by("-date", "-id")


def _narrowed(sought: Sought) -> Q:
    found = Q(removed_at__isnull=sought.state != REMOVED)
    if sought.unit is not None:
        found &= Q(unit=sought.unit)
    if sought.first:
        found &= Q(date__gte=sought.first)
    if sought.last:
        found &= Q(date__lte=sought.last)
    if sought.state == OPEN:
        found &= Q(is_open=True)
    if sought.state == LACKING:
        found &= Q(lacks_proof=True)
    for word in fold(sought.search).split():
        found &= Q(folded__contains=word)
    return found


def page_of(
    user: User,
    register: Register,
    sought: Sought,
    *,
    after: Place | None = None,
    before: Place | None = None,
    size: int = PER_PAGE,
    handovers: Handovers | None = None,
) -> RowPage:
    """Return one page: the rows behind a place, or those in front of one. Three queries."""
    rows, key = keys_sought(user, register, sought, handovers)
    if before is not None:
        found = list(reversed(rows.reverse().filter(_beyond(before, key, newer=True))[: size + 1]))
        newer, older = len(found) > size, True
        found = found[-size:]
    else:
        found = list((rows.filter(_beyond(after, key, newer=False)) if after else rows)[: size + 1])
        newer, older = after is not None, len(found) > size
        found = found[:size]
    most = COUNTED if len(sought.keys) + bool(sought.search) < 2 else COUNTED_NARROWED
    count = rows.order_by()[: most + 1].count()
    kept = RegisterRow.objects.select_related("unit").in_bulk([row for _day, row in found])
    return RowPage(
        tuple(kept[row] for _day, row in found),
        Place(*found[0]) if found and newer else None,
        Place(*found[-1]) if found and older else None,
        min(count, most),
        count > most,
    )


def keys_sought(
    user: User, register: Register, sought: Sought, handovers: Handovers | None = None
) -> tuple[QuerySet[Any, tuple[date, int]], str]:
    """Return (day, id) of the rows sought, newest first, and what the id is called there.

    Where a value is looked up the narrow table answers, whose index has the order of the list.
    """
    if not sought.keys or sought.state == REMOVED:
        return rows_sought(user, register, sought, handovers).values_list("date", "id"), "id"
    (column, value), *others = sought.keys.items()
    keys = RegisterKey.objects.filter(
        readable_by(user, register, handovers=handovers),
        register=register.code,
        column=column,
        value=value[:KEY_LENGTH],
    )
    if sought.unit is not None:
        keys = keys.filter(unit=sought.unit)
    if sought.first:
        keys = keys.filter(date__gte=sought.first)
    if sought.last:
        keys = keys.filter(date__lte=sought.last)
    if sought.state or sought.search:
        rest = _narrowed(Sought(state=sought.state, search=sought.search))
        keys = keys.filter(Exists(RegisterRow.objects.filter(rest, pk=OuterRef("row"))))
    for other, text in others:
        same = RegisterKey.objects.filter(row=OuterRef("row"), column=other, value=text[:KEY_LENGTH])
        keys = keys.filter(Exists(same))
    return keys.order_by("-date", "-row_id").values_list("date", "row_id"), "row_id"


def rows_behind(rows: QuerySet[RegisterRow], place: Place | None) -> QuerySet[RegisterRow]:
    """Return the rows of a list that lie behind a place; all of them behind none."""
    return rows.filter(_beyond(place, "id", newer=False)) if place else rows


def _beyond(place: Place, key: str, *, newer: bool) -> Q:
    """The condition on what lies in front of a place or behind it; its first part is a range of the index."""
    side = "gt" if newer else "lt"
    bound = Q(**{f"date__{side}e": place.date})
    return bound & (Q(**{f"date__{side}": place.date}) | Q(**{f"{key}__{side}": place.id}))
