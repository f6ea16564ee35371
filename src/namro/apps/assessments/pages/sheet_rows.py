"""The rows of a sheet, flat: domains and groups with their sums, leaves and items with their cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.assessments.pages.sheet_cells import (
    COMPUTED,
    Before,
    Cell,
    Who,
    arrow,
    before_of,
    between,
    cell_of,
    chip_of,
    difference_of,
    way_of,
    who_of,
)  # fmt: skip
from namro.apps.assessments.pages.sheet_judged import NOT_JUDGED, Judged, judged_rows
from namro.apps.assessments.pages.sheet_proof import NO_PROOF, ProofChip
from namro.apps.assessments.queries.last_year import YearBefore
from namro.apps.assessments.queries.shown import Shown
from namro.apps.assessments.standing import Standing
from namro.core.framework.model import Adjustment, Item, Leaf, Node
from namro.core.scoring.claims import typed_most
from namro.core.scoring.numbers import said_points
from namro.core.scoring.outcome import CLOSED, EMPTY, NO_DATA
from namro.ui.formats import NOTHING

_DEEPEST = 3
NOBODY = Who()
#: Rows of bonus and of penalty items: their sums stand under these names.
BONUS, PENALTY = "+bonus", "+penalty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row; `cell` is None where the row is a sum. `css`: d a domain, p a group."""

    id: str
    code: str
    name: str
    level: int
    css: str
    most: str
    before: Before
    url: str = ""
    facts: str = ""
    cell: Cell | None = None
    sum: Sum | None = None
    proof: ProofChip = NO_PROOF
    who: Who = NOBODY
    judged: Judged = NOT_JUDGED


@dataclass(frozen=True, slots=True)
class Sum:
    """What stands in the row of a domain or a group, and what changes with every saved cell below it."""

    points: str
    difference: str
    way: str
    empty: int
    share: int


Sums = dict[str, Sum]


def sums_of(standing: Standing, before: YearBefore) -> Sums:
    """Return the sums of all parents, of the bonus and of the penalty."""
    found: Sums = {}
    for node in standing.framework.nodes:
        if node.children:
            found[node.id] = _sum_of(node, standing, before)
    for name, part, points in _adjustments(standing):
        scores = standing.claimed.score.adjustments
        scale = standing.framework.scale
        differences = [difference_of(scores[item.id], before.rows.get(item.id), scale) for item in part.items]
        total = sum((one for one in differences if one is not None), Decimal(0))
        way = way_of(-total if name == PENALTY else total)
        found[name] = Sum(said_points(points, scale), arrow(total, scale), way, 0, 0)
    return found


def _adjustments(standing: Standing) -> tuple[tuple[str, Adjustment, Decimal], ...]:
    framework, score = standing.framework, standing.claimed.score
    return (BONUS, framework.bonus, score.bonus), (PENALTY, framework.penalty, score.penalty)


def _sum_of(node: Node, standing: Standing, before: YearBefore) -> Sum:
    """The sum of a group. Its difference is that of the two sums shown, and waits until everything below is known."""
    outcome, scale = standing.claimed.score.criteria[node.id], standing.framework.scale
    still, last = standing.claimed.open[node.id], before.rows.get(node.id)
    known = not (still.empty or still.no_data or still.closed)
    difference = between(outcome.points, last.points, scale) if known and last is not None else Decimal(0)
    points = NOTHING if outcome.state in {EMPTY, CLOSED, NO_DATA} else said_points(outcome.points, scale)
    share = int(outcome.points * 100 / node.max) if node.max else 0
    return Sum(points, arrow(difference, scale), way_of(difference), still.empty, max(0, min(100, share)))


def rows_of(sheet: Shown, sums: Sums, *, facts_url: str) -> tuple[Row, ...]:
    """Return every row, in the order of the set; bonus and penalty items at the end."""
    return tuple(_Rows(sheet, sums, facts_url).all())


class _Rows:
    """What all rows need."""

    def __init__(self, sheet: Shown, sums: Sums, facts_url: str) -> None:
        self.sheet, self.sums, self.facts = sheet, sums, facts_url
        self.scale = sheet.standing.framework.scale
        self.leaves = sheet.standing.framework.leaves
        self.names: dict[str, Who] = {}
        self.judged = judged_rows(sheet)
        self.url = address_of(sheet)

    def all(self) -> Iterator[Row]:
        for node in self.sheet.standing.framework.criteria:
            yield from self._below(node, 0)
        words = {BONUS: _("Điểm thưởng"), PENALTY: _("Điểm trừ")}
        for name, part, _points in _adjustments(self.sheet.standing):
            if part.items:
                most = "" if part.cap is None else said_points(part.cap, self.scale)
                yield self._sum_row(name, "", words[name], level=0, most=most, before=Before())
                for item in part.items:
                    yield self._bearer(item, item, most=typed_most(item), level=1)

    def _below(self, node: Node, level: int) -> Iterator[Row]:
        if not node.children:
            yield self._bearer(self.leaves[node.id], node, most=node.max, level=level)
            return
        last = before_of(self.sheet.before.rows.get(node.id), node.max, self.scale)
        before = Before(last.points, most=last.most)
        most = said_points(node.max, self.scale)
        yield self._sum_row(
            node.id, node.id, node.name, level=level, most=most, before=Before(before.points, most=before.most)
        )
        for child in node.children:
            yield from self._below(child, min(level + 1, _DEEPEST))

    def _sum_row(self, key: str, code: str, name: str, *, level: int, most: str, before: Before) -> Row:
        css = "p" if level else "d"
        judged = self.judged.get(key, NOT_JUDGED)
        return Row(
            id=key, code=code, name=name, level=level, css=css, most=most, before=before, sum=self.sums[key],
            judged=judged,
        )  # fmt: skip

    def _bearer(self, bearer: Leaf | Item, node: Node | Item, *, most: Decimal | None, level: int) -> Row:
        cell = cell_of(bearer, self.sheet)
        return Row(
            id=node.id,
            code=node.id,
            name=node.name,
            level=level,
            css="",
            most="" if most is None else said_points(most, self.scale),
            before=before_of(self.sheet.before.rows.get(node.id), most, self.scale),
            url=self.url(node.id),
            facts=f"{self.facts}?tim={node.id}" if cell.kind == COMPUTED else "",
            cell=cell,
            proof=chip_of(node.id, self.sheet),
            who=who_of(node.id, self.sheet, self.names),
            judged=self.judged.get(node.id, NOT_JUDGED),
        )


def address_of(sheet: Shown) -> Callable[[str], str]:
    """Return what writes the address of a criterion; asked for every row, so that it is not resolved each time."""
    row = sheet.sheet
    pattern = reverse("assessments:criterion", args=[row.year, row.unit.code, "0"])
    return lambda node: f"{pattern[:-1]}{node}"
