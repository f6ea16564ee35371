"""A unit's month: everybody who handled dossiers, and how far each evaluation is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.officers.figures import PersonMonth, UnitMonth
from namro.apps.officers.models import Evaluation
from namro.apps.officers.month import Month
from namro.core.base.clock import VIETNAM
from namro.core.service.evaluation_states import STATE_WORDS, State
from namro.core.service.officers import COUNTED_WORDS, Counted
from namro.ui.chips import Chip
from namro.ui.formats import NOTHING, moment, number

#: The columns of the page; the workbook has all of them.
COLUMNS = (Counted.RECEIVED, Counted.HANDLED, Counted.ON_TIME, Counted.LATE_PROCESS, Counted.OPEN, Counted.REQUESTED)
BAD = {Counted.LATE_PROCESS, Counted.OPEN_LATE, Counted.REQUESTED_TWICE, Counted.NO_APOLOGY, Counted.CONFIRMED}


@dataclass(frozen=True, slots=True)
class Cell:
    """A number."""

    word: str
    value: str
    bad: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One person."""

    name: str
    url: str
    chip: Chip
    sent: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPage:
    """The whole page."""

    finding: str
    limit: str
    late: bool
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    unknown: tuple[tuple[str, str], ...]


def chip_of(row: Evaluation | None, limit: datetime, now: datetime) -> Chip:
    """How far an evaluation is, and whether it was sent before the day."""
    if row is not None and row.sent_at is not None and row.state == State.SENT:
        late = row.sent_at > limit
        return Chip("circle-check", "warn" if late else "good", _("Đã gửi, muộn") if late else _("Đã gửi"))
    if now > limit:
        return Chip("alert-triangle", "bad", _("Quá hạn gửi"))
    return (
        Chip("pencil", "warn", _(STATE_WORDS[State.DRAFTED])) if row else Chip("circle-dashed", "line", _("Chưa viết"))
    )


def unit_page(
    unit_code: str, found: UnitMonth, rows: Mapping[int, Evaluation], month: Month, *, limit: datetime, now: datetime
) -> UnitPage:
    """Put the page together; `rows` are the evaluations by person."""
    missing = sum(1 for one in found.people if not _is_sent(rows.get(one.person.id)))
    return UnitPage(
        finding=_finding(len(found.people), missing),
        limit=moment(limit),
        late=bool(missing) and now > limit,
        heads=tuple(_(COUNTED_WORDS[one]) for one in COLUMNS),
        lines=tuple(
            _line(unit_code, one, rows.get(one.person.id), month, limit=limit, now=now) for one in found.people
        ),
        unknown=tuple((name, number(Decimal(n))) for name, n in found.unknown),
    )


def _is_sent(row: Evaluation | None) -> bool:
    return row is not None and row.state == State.SENT


def _finding(people: int, missing: int) -> str:
    if not people:
        return _("Chưa có ai xử lý hồ sơ trong tháng")
    if not missing:
        return _("Đã gửi đánh giá của cả %(n)d người") % {"n": people}
    return _("Còn %(missing)d trên %(n)d người chưa gửi đánh giá") % {"missing": missing, "n": people}


def _line(
    unit_code: str, one: PersonMonth, row: Evaluation | None, month: Month, *, limit: datetime, now: datetime
) -> Line:
    url = reverse("officers:person", args=[str(month), one.person.id])
    sent = f"{row.sent_at.astimezone(VIETNAM):%d/%m/%Y}" if row and row.sent_at and _is_sent(row) else ""
    counts = counts_of(one, row)
    cells = tuple(Cell(_(COUNTED_WORDS[key]), number(Decimal(counts[key])), _bad(key, counts)) for key in COLUMNS)
    return Line(one.person.name, f"{url}?don-vi={unit_code}", chip_of(row, limit, now), sent, cells)


def _bad(key: Counted, counts: Mapping[Counted, int]) -> bool:
    return key in BAD and counts[key] > 0


def counts_of(one: PersonMonth | None, row: Evaluation | None) -> dict[Counted, int]:
    """Return the numbers as they were sent, else as they are."""
    if row is not None and _is_sent(row):
        return {key: int(row.content.get("counts", {}).get(key.value, 0)) for key in Counted}
    return dict(one.counts) if one else dict.fromkeys(Counted, 0)


def list_columns() -> list[tuple[str, int]]:
    """Return headings and widths of the workbook."""
    heads = [(_("Họ và tên"), 28)] + [(_(COUNTED_WORDS[key]), 14) for key in Counted]
    return [*heads, (_("Đánh giá"), 18), (_("Ngày gửi"), 14), (_("Nhận xét"), 60)]


def list_rows(
    found: UnitMonth, rows: Mapping[int, Evaluation], *, limit: datetime, now: datetime
) -> Iterator[list[object]]:
    """Return the rows of the workbook; what the leader has not sent stays out of it."""
    for one in found.people:
        row = rows.get(one.person.id)
        counts = counts_of(one, row)
        sent = _is_sent(row)
        at = f"{row.sent_at.astimezone(VIETNAM):%d/%m/%Y}" if row and row.sent_at and sent else NOTHING
        said = row.judgement if row and sent else ""
        yield [one.person.name, *(counts[key] for key in Counted), chip_of(row, limit, now).words, at, said]
