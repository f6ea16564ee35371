"""Figures as they stand in the sheet: a number, or in words why there is none. Nothing missing is shown as 0,00."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.apps.exchange.bridge import Passage
from namro.core.base.errors import NamroError
from namro.core.base.folding import fold, tidy
from namro.core.base.points import parse_points
from namro.core.printed import Criterion
from namro.ui.formats import points

_NOT_SCORED = re.compile(r"\(?chua (?:duoc )?(?:cham|danh gia|tham dinh|co diem)\b.*")
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a cell; with `missing` the text tells why there is none. `beside` is a second one printed there."""

    text: str
    missing: bool = False
    beside: str = ""


class Unread:
    """Knows what is printed where a criterion has no figure: in a table the cell of the column of points."""

    def __init__(self, criteria: Iterable[Criterion], passages: Iterable[Passage]) -> None:
        self._rows: dict[tuple[int, int], list[Passage]] = {}
        self._places: dict[tuple[int | None, str | None], tuple[int, int]] = {}
        for passage in passages:
            if passage.table:
                key = (passage.table, passage.row)
                self._rows.setdefault(key, []).append(passage)
                self._places.setdefault((passage.line, passage.cell), key)
        known = list(criteria)
        self._achieved = self._columns((c, c.achieved) for c in known if c.achieved != c.max)
        self._max = self._columns((c, c.max) for c in known if c.achieved != c.max)

    def achieved(self, criterion: Criterion) -> Figure:
        """Return the points as printed."""
        if criterion.achieved is not None:
            second = criterion.second_value
            beside = "" if second is None else _("và %(points)s") % {"points": points(second)}
            return Figure(points(criterion.achieved), beside=beside)
        if criterion.max is None and criterion.deducted is None:
            return Figure("")
        text = self._cell(criterion, self._achieved)
        if text is None:
            return Figure(_("không in") if criterion.deducted is not None else _("chưa chấm"), missing=True)
        if not text or _NOT_SCORED.fullmatch(fold(text)):
            return Figure(_("chưa chấm"), missing=True)
        return _unreadable(text)

    def maximum(self, criterion: Criterion) -> Figure:
        """Return the maximum as printed."""
        if criterion.max is not None:
            return Figure(points(criterion.max))
        if criterion.achieved is None and criterion.deducted is None:
            return Figure("")
        text = self._cell(criterion, self._max)
        return _unreadable(text) if text else Figure(_("thiếu"), missing=True)

    def _columns(self, printed: Iterable[tuple[Criterion, Decimal | None]]) -> dict[int, int]:
        """For each table the position of the cell that most often holds the figure."""
        votes: dict[int, Counter[int]] = {}
        for criterion, value in printed:
            place = self._place(criterion)
            if place is None or value is None:
                continue
            for position, passage in enumerate(self._rows[place]):
                if _number(passage.text) == value:
                    votes.setdefault(place[0], Counter())[position] += 1
        return {table: counted.most_common(1)[0][0] for table, counted in votes.items()}

    def _cell(self, criterion: Criterion, columns: dict[int, int]) -> str | None:
        """The text of the cell; None outside tables and where no row of the table shows which column it is."""
        place = self._place(criterion)
        if place is None or place[0] not in columns:
            return None
        cells = self._rows[place]
        position = columns[place[0]]
        return tidy(cells[position].text) if position < len(cells) else None

    def _place(self, criterion: Criterion) -> tuple[int, int] | None:
        at = criterion.at
        return self._places.get((at.line, at.cell)) if at else None


def _unreadable(text: str) -> Figure:
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return Figure(_("không đọc được “%(text)s”") % {"text": short}, missing=True)


def _number(text: str) -> Decimal | None:
    try:
        return parse_points(text)
    except NamroError:
        return None
