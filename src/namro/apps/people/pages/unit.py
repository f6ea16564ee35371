"""A unit on a day: who holds what in which body, what stands under it, what has ended and where its work went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.people.models import (
    LOCAL,
    AuditEntry,
    CodeSystem,
    Group,
    Kind,
    OfficialCode,
    Oversight,
    Position,
    Unit,
    UnitSpan,
)
from namro.apps.people.pages.group import GroupRow, group_rows
from namro.apps.people.pages.history import Line, SpanRow, lines_of, span_rows
from namro.apps.people.pages.seats import SeatRow, seat_row
from namro.apps.people.pages.wording import Link, span_words
from namro.apps.people.queries.organisation import Node, Tree
from namro.core.base.points import format_points
from namro.core.base.spans import Handover, successors
from namro.ui.formats import day as day_words


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body with its positions; `acts` are what can be done to it."""

    name: str
    code: str
    seats: tuple[SeatRow, ...]
    acts: tuple[Link, ...]


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
    groups: tuple[GroupRow, ...]
    #: (what, its value, since when) – who appraises it and its official codes.
    told: tuple[tuple[str, Link, str], ...]
    acts: tuple[Link, ...]
    times: tuple[SpanRow, ...]
    lines: tuple[Line, ...]
    history_url: str
    new_group_url: str


def unit_page(
    unit: Unit,
    tree: Tree,
    *,
    span: UnitSpan,
    seats: Sequence[Position],
    ended: Sequence[UnitSpan],
    handovers: Iterable[Handover[int]],
    names: dict[int, tuple[str, str]],
    groups: Iterable[Group],
    times: Sequence[UnitSpan],
    entries: Iterable[AuditEntry],
    oversight: Oversight | None,
    codes: Iterable[OfficialCode],
) -> UnitPage:
    """Return the context; `span` is the unit's on that day or its last one, `names` are (code, name) of any unit.

    `times` are all of the unit's, newest first; `entries` are its last lines of the audit record. `oversight` and
    `codes` are those of the day.
    """
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
        days=span_words(times[-1].since, times[0].until),
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
        groups=group_rows(groups, day),
        told=_told(oversight, codes, day, names, appraised=node is not None and node.kind in LOCAL),
        acts=unit_acts(unit.code) if node else (),
        times=span_rows(times),
        lines=lines_of(entries),
        history_url=reverse("people:unit_history", args=[unit.code]),
        new_group_url=reverse("people:group_new", args=[unit.code]) if node else "",
    )


def unit_acts(code: str) -> tuple[Link, ...]:
    """Everything that is done to a unit."""
    return _acts(
        code,
        ("body_new", _("Thêm bộ phận")),
        ("position_new", _("Thêm chức danh")),
        ("unit_new", _("Thêm đơn vị trực thuộc")),
        ("unit_rename", _("Đổi tên, loại")),
        ("unit_move", _("Chuyển trực thuộc")),
        ("unit_code", _("Mã chính thức")),
        ("unit_appraiser", _("Cơ quan thẩm định")),
        ("unit_end", _("Kết thúc, sáp nhập, chia tách")),
    )


def _body(body: Node, seats: Iterable[Position], *, own: bool) -> BodyRow:
    acts = (
        ()
        if own
        else _acts(
            body.code, ("position_new", _("Thêm chức danh")), ("unit_rename", _("Đổi tên")), ("unit_end", _("Kết thúc"))
        )
    )
    return BodyRow(body.name, body.code, tuple(seat_row(seat) for seat in seats), acts)


def _acts(code: str, *named: tuple[str, str]) -> tuple[Link, ...]:
    return tuple(Link(reverse(f"people:{name}", args=[code]), words) for name, words in named)


def _successors(
    unit: int, handovers: Iterable[Handover[int]], day: date, names: dict[int, tuple[str, str]]
) -> tuple[tuple[Link, str], ...]:
    found = successors(unit, handovers, day)
    return tuple(
        (_link(*names[key], day), percent(share))
        for key, share in sorted(found.items(), key=lambda item: (-item[1], names[item[0]][1]))
        if key != unit
    )


def _told(
    oversight: Oversight | None,
    codes: Iterable[OfficialCode],
    day: date,
    names: dict[int, tuple[str, str]],
    *,
    appraised: bool,
) -> tuple[tuple[str, Link, str], ...]:
    rows = [
        (str(CodeSystem(code.system).label), Link("", code.code), span_words(code.since, code.until)) for code in codes
    ]
    if oversight is not None:
        link = _link(*names[oversight.appraiser_id], day)
        rows.append((_("Cơ quan thẩm định"), link, span_words(oversight.since, oversight.until)))
    elif appraised:
        rows.append((_("Cơ quan thẩm định"), Link("", _("chưa ghi")), ""))
    return tuple(rows)


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
