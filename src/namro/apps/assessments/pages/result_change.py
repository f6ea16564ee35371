"""What changed since the year before: by source, on the whole, in rank; and what a held rank may hide."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.apps.assessments.bridge import lines_of
from namro.apps.assessments.queries.results import Result
from namro.core.framework.model import Scale
from namro.core.scoring.change import YearResult, change, signed
from namro.core.scoring.numbers import said_points


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A source or the total: the two years and their difference, as shown; `css` marks a rise or a fall."""

    name: str
    before: str
    after: str
    difference: str
    css: str


@dataclass(frozen=True, slots=True)
class ChangePage:
    """Two years side by side; `other_set` when they were scored under different sets."""

    before: int
    after: int
    rows: tuple[ChangeRow, ...]
    rank: str
    warnings: tuple[str, ...]
    other_set: bool


def source_words() -> dict[str, str]:
    """What the sources of points are called."""
    return {
        "appraisal": _("Thẩm định hồ sơ"),
        "survey": _("Khảo sát"),
        "computed": _("Tính từ số liệu"),
    }


def change_page(before: Result, after: Result) -> ChangePage:
    """Return the comparison of two years of one unit."""
    same = before.edition.sha256 == after.edition.sha256
    return compared(_year(before), _year(after), after.edition.framework.scale, other_set=not same)


def compared(earlier: YearResult, later: YearResult, scale: Scale, *, other_set: bool) -> ChangePage:
    """Return two years as they are shown side by side."""
    found = change(earlier, later, scale)
    words = source_words()

    def row(name: str, first: Decimal, second: Decimal, difference: Decimal) -> ChangeRow:
        css = "up" if difference > 0 else "down" if difference < 0 else ""
        return ChangeRow(name, said_points(first, scale), said_points(second, scale), signed(difference, scale), css)

    nothing = Decimal(0)
    rows = [
        row(words[name], earlier.by_source.get(name, nothing), later.by_source.get(name, nothing), difference)
        for name, difference in found.by_source.items()
    ]
    rows.append(row(_("Tổng điểm"), earlier.total, later.total, found.total))
    return ChangePage(earlier.year, later.year, tuple(rows), found.rank, found.warnings, other_set)


def _year(result: Result) -> YearResult:
    """Add up the leaves of a stored result by source."""
    lines = dict(lines_of(result.row, "criteria"))
    by_source: dict[str, Decimal] = {}
    for leaf in result.edition.framework.leaves.values():
        if leaf.node.id in lines:
            by_source[leaf.source] = by_source.get(leaf.source, Decimal(0)) + lines[leaf.node.id].points
    rank = result.standing.rank if result.standing else None
    return YearResult(result.row.year, by_source, result.row.total, rank, result.ranked)
