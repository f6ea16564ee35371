"""A unit on a day: who holds what in which body, what stands under it, what has ended and where its work went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from urllib.parse import urlencode

from django.urls import reverse

from namro.apps.people.models import Kind, Position, Unit, UnitSpan
from namro.apps.people.pages.wording import Link, person_link, span_words
from namro.apps.people.queries.organisation import Node, Tree
from namro.core.base.points import format_points
from namro.core.base.spans import Handover, successors
from namro.ui.formats import day as day_words


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A position with who holds it; `free` seats have nobody."""

    url: str
    name: str
    role: str
    holders: tuple[Link, ...]
    free: int


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body with its positions; `end_url` is empty where there is nothing to end."""

    name: str
    code: str
    seats: tuple[SeatRow, ...]
    end_url: str


@dataclass(frozen=True, slots=True)
class EndedRow:
    """Something that ended up to the day, and its successors of that day with their shares."""

    was: Link
    days: str
    successors: tuple[tuple[Link, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPage:
    """The whole page."""

    name: str
    kind: str
    days: str
    day: str
    iso_day: str
    in_force: bool
    path: tuple[Link, ...]
    bodies: tuple[BodyRow, ...]
    below: tuple[tuple[Link, str], ...]
    ended: tuple[EndedRow, ...]
    after: tuple[tuple[Link, str], ...]
    end_url: str


def unit_page(
    unit: Unit,
    tree: Tree,
    *,
    span: UnitSpan,
    seats: Sequence[Position],
    ended: Sequence[UnitSpan],
    handovers: Iterable[Handover[int]],
    names: dict[int, tuple[str, str]],
) -> UnitPage:
    """Return the context; `span` is the unit's on that day or its last one, `names` are (code, name) of any unit."""
    day = tree.day
    handovers = tuple(handovers)
    node = tree.nodes.get(unit.pk)
    by_unit: dict[int, list[Position]] = {}
    for seat in seats:
        by_unit.setdefault(seat.unit_id, []).append(seat)
    inside = tree.children(unit.pk) if node else ()
    bodies = [n for n in (node, *inside) if n and (n.home is not None or n.id in by_unit)]
    return UnitPage(
        name=span.name,
        kind=str(Kind(span.kind).label),
        days=span_words(span.since, span.until),
        day=day_words(day),
        iso_day=day.isoformat(),
        in_force=node is not None,
        path=tuple(_link(step.code, step.name, day) for step in tree.path(unit.pk)[:-1]),
        bodies=tuple(_body(body, by_unit.get(body.id, []), own=body.id == unit.pk) for body in bodies),
        below=tuple((_link(n.code, n.name, day), str(Kind(n.kind).label)) for n in inside if n.home is None),
        ended=tuple(
            EndedRow(
                _was(row, names), span_words(row.since, row.until), _successors(row.unit_id, handovers, day, names)
            )
            for row in ended
        ),
        after=() if node else _successors(unit.pk, handovers, day, names),
        end_url=reverse("people:unit_end", args=[unit.code]) if node else "",
    )


def _body(body: Node, seats: Iterable[Position], *, own: bool) -> BodyRow:
    end = "" if own else reverse("people:unit_end", args=[body.code])
    return BodyRow(body.name, body.code, tuple(_seat(seat) for seat in seats), end)


def _seat(seat: Position) -> SeatRow:
    holders = tuple(person_link(held.user) for held in seat.holders)  # type: ignore[attr-defined]
    url = reverse("people:position", args=[seat.pk])
    return SeatRow(url, seat.name, seat.get_role_display(), holders, max(0, seat.seats - len(holders)))


def _successors(
    unit: int, handovers: Iterable[Handover[int]], day: date, names: dict[int, tuple[str, str]]
) -> tuple[tuple[Link, str], ...]:
    found = successors(unit, handovers, day)
    return tuple(
        (_link(*names[key], day), percent(share))
        for key, share in sorted(found.items(), key=lambda item: (-item[1], names[item[0]][1]))
        if key != unit
    )


def _was(row: UnitSpan, names: dict[int, tuple[str, str]]) -> Link:
    """Leads to the last day on which it was there."""
    return _link(names[row.unit_id][0], row.name, (row.until or row.since) - timedelta(days=1))


def _link(code: str, name: str, day: date) -> Link:
    return Link(f"{reverse('people:unit', args=[code])}?{urlencode({'ngay': day.isoformat()})}", name)


def percent(share: Fraction) -> str:
    """`Fraction(3, 5)` → `60 %`; nothing for the whole."""
    if share == 1:
        return ""
    value = Decimal(share.numerator * 100) / Decimal(share.denominator)
    return f"{format_points(value, places=0 if value == value.to_integral() else 2)} %"
