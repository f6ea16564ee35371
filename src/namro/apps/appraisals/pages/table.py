"""A table of lines to be judged with one of them beside it: filters, the address of every row, which comes next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from namro.apps.appraisals.pages.row import DECIDED, DISPUTED, WAITS, Row
from namro.apps.appraisals.queries.judged import Judged
from namro.core.assessment.stages import State

ALL, REMARKED, SPLIT, WAITING, EXPLAINED = "tat-ca", "nhan-xet", "khac-nhau", "chua-xet", "giai-trinh"
#: What each filter keeps.
KEEPS: dict[str, Callable[[Row], bool]] = {
    ALL: lambda _row: True,
    REMARKED: lambda row: row.remarked,
    SPLIT: lambda row: row.status == DISPUTED,
    WAITING: lambda row: row.status in (WAITS, DISPUTED),
    EXPLAINED: lambda row: bool(row.explained),
}


@dataclass(frozen=True, slots=True)
class Table:
    """Where rows stand: the address of the page, how a row is named in it (`unit`, `node`), which filter is on."""

    address: str
    names: tuple[str, ...]
    kind: str
    chosen: str = ALL
    standard: str = ALL

    @property
    def filter(self) -> str:
        """The filter as an address names it: nothing for the one that the page opens with."""
        return "" if self.chosen == self.standard else self.chosen

    def url(self, one: Judged | None = None, *, file: int | None = None, loc: str | None = None) -> str:
        """Return the address with a row, one of its pieces, a filter."""
        given: dict[str, Any] = {}
        chosen = self.chosen if loc is None else loc
        if chosen != self.standard:
            given["loc"] = chosen
        if one is not None:
            named = {"don-vi": one.sheet.unit.code, "tc": one.line.node_id}
            given |= {name: named[name] for name in self.names}
        if file is not None:
            given["tep"] = file
        return f"{self.address}?{urlencode(given)}" if given else self.address


@dataclass(frozen=True, slots=True)
class Tab:
    """One filter with how many rows it keeps."""

    words: str
    count: int
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The rows that a filter keeps, the one that stands beside them, and figures of all."""

    rows: tuple[Row, ...]
    tabs: tuple[Tab, ...]
    selected: Judged | None
    picked: bool
    decided: int
    asked: int
    plain: int
    share: int
    judged: tuple[Judged, ...] = field(repr=False)


def standard_of(found: Sequence[Judged]) -> str:
    """Return the filter that a page opens with: in the second appraisal what the units explained."""
    states = {one.state for one in found}
    return EXPLAINED if State.REAPPRAISAL in states and State.APPRAISAL not in states else ALL


def tabs_of(table: Table, rows: Sequence[Row]) -> tuple[Tab, ...]:
    """Return the filters with their counts; that of explanations only where there are some, or where it is on."""
    words = {
        EXPLAINED: _("Có giải trình"),
        ALL: _("Tất cả"),
        REMARKED: _("Có nhận xét"),
        SPLIT: _("Ý kiến khác nhau"),
        WAITING: _("Chưa xét"),
    }
    counts = {name: sum(keeps(row) for row in rows) for name, keeps in KEEPS.items()}
    shown = [name for name in words if name != EXPLAINED or counts[name] or table.chosen == name]
    return tuple(Tab(words[name], counts[name], table.url(loc=name), name == table.chosen) for name in shown)


def shown(table: Table, rows: Sequence[Row], found: Sequence[Judged], *, asked: Any) -> Shown:
    """Return what is shown; `asked` are the words of the address: `don-vi`, `tc` name a row, `tiep` the one after."""
    kept = [(row, one) for row, one in zip(rows, found, strict=True) if KEEPS[table.chosen](row)]
    at = _named(table, [one for _row, one in kept], asked)
    if at is None and "tiep" in asked:
        at = _gone(table, rows, found, kept, asked)
    elif at is not None and "tiep" in asked:
        at = _next(kept, at)
    picked = at is not None
    if at is None:
        at = next((place for place, (row, _one) in enumerate(kept) if row.status == WAITS), 0 if kept else None)
    decided = sum(row.status == DECIDED for row in rows)
    waiting = sum(row.status in (WAITS, DISPUTED) for row in rows)
    return Shown(
        rows=tuple(row for row, _one in kept),
        tabs=tabs_of(table, rows),
        selected=None if at is None else kept[at][1],
        picked=picked,
        decided=decided,
        asked=decided + waiting,
        plain=sum(row.plain for row in rows),
        share=100 * decided // (decided + waiting) if decided + waiting else 0,
        judged=tuple(one for _row, one in kept),
    )


def _named(table: Table, found: Sequence[Judged], asked: Any) -> int | None:
    if not all(asked.get(name) for name in table.names):
        return None
    wanted = tuple(asked.get(name) for name in table.names)
    keys = [
        tuple({"don-vi": one.sheet.unit.code, "tc": one.line.node_id}[name] for name in table.names) for one in found
    ]
    return keys.index(wanted) if wanted in keys else None


def _next(kept: Sequence[tuple[Row, Judged]], at: int) -> int:
    """The next row that waits, from the top again after the last; the same one where none does."""
    order = [*range(at + 1, len(kept)), *range(at)]
    return next((place for place in order if kept[place][0].status in (WAITS, DISPUTED)), at)


def _gone(
    table: Table, rows: Sequence[Row], found: Sequence[Judged], kept: Sequence[tuple[Row, Judged]], asked: Any
) -> int | None:
    """The row was decided and the filter keeps it no more: the one that stood after it."""
    was = _named(table, found, asked)
    if was is None:
        return None
    after = {row.line for row in rows[was + 1 :]}
    return next((place for place, (row, _one) in enumerate(kept) if row.line in after), 0 if kept else None)
