"""A score sheet as a tree, with what follows from its printed numbers alone. Nothing is corrected here."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from namro.core.base.folding import fold
from namro.core.printed.items import Criterion, Deduction, IndexResult, Reading

TOTAL = "total"
#: Points are rounded when they are printed, so that sums of printed points may miss a printed sum by this much.
ROUNDING = Decimal("0.01")
OUTLINE_NUMBER = re.compile(r"(?:[1-9]\d{0,2}|[IVX]{1,7})(?:\.[1-9]\d{0,2})*")
_INDEX_NAMES = ("cchc", "cai cach hanh chinh", "par index", "pari")


class Sheet:
    """The criteria of a reading by parent, in printed order; a printed total stands above the fields as `root`."""

    def __init__(self, reading: Reading) -> None:
        self.criteria = reading.criteria
        self.by_id = {c.id: c for c in reversed(reading.criteria)}
        self._children: dict[str | None, list[Criterion]] = defaultdict(list)
        for criterion in reading.criteria:
            parent = self.parent(criterion)
            self._children[parent.id if parent else None].append(criterion)
        self._deductions: dict[str, list[Deduction]] = defaultdict(list)
        for deduction in reading.deductions:
            self._deductions[deduction.criterion].append(deduction)
        self.orphans = tuple(d for d in reading.deductions if d.criterion not in self.by_id)
        missing = dict.fromkeys(a.where for a in reading.anomalies if a.kind == "missing_value")
        self.unscored = tuple(w for w in missing if OUTLINE_NUMBER.fullmatch(w) and w not in self.by_id)
        self.fields = self._children[None]
        self.root = self._printed_total(reading) if any(map(is_scored, reading.criteria)) else None

    def parent(self, criterion: Criterion) -> Criterion | None:
        """The printed criterion above; its number is always shorter, so that no chain runs in a circle."""
        above = criterion.parent
        return self.by_id.get(above) if above is not None and len(above) < len(criterion.id) else None

    def children(self, criterion: Criterion) -> list[Criterion]:
        """The parts printed under a criterion; those of the root are the fields of the index.

        Of two criteria with one number the first has the parts and the reasons: no point is counted twice.
        """
        if criterion is self.root:
            return self.fields
        return self._children[criterion.id] if self.by_id[criterion.id] is criterion else []

    def own_losses(self, criterion: Criterion) -> list[Deduction]:
        """Reasons printed at this criterion itself, leaving out one that only repeats what its parts lost.

        A full score with a second, lower one beside it has none: which score holds is for people to say.
        """
        if criterion is self.root or self.by_id[criterion.id] is not criterion:
            return []
        if criterion.second_value is not None and loss_of(criterion) == 0:
            return []
        has_parts = bool(self.children(criterion))
        return [d for d in self._deductions[criterion.id] if not (has_parts and d.id == criterion.id)]

    def nodes(self) -> Iterable[Criterion]:
        """The root, if a total is printed, and then every criterion in printed order."""
        return (*((self.root,) if self.root else ()), *self.criteria)

    @staticmethod
    def _printed_total(reading: Reading) -> Criterion | None:
        result = published(reading)
        if result is None:
            return None
        return Criterion(id=TOTAL, name="Tổng điểm", max=result.max, achieved=result.value)


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over the parts of a criterion; `complete` when every part prints its points and its maximum is known."""

    achieved: Decimal
    max: Decimal
    loss: Decimal
    complete: bool
    losses_known: bool


def sums(sheet: Sheet, criterion: Criterion) -> Sums:
    """Add up the parts of a criterion and the losses printed at the criterion itself."""
    parts = sheet.children(criterion)
    own = sheet.own_losses(criterion)
    losses = [*map(loss_of, parts), *(d.points for d in own)]
    return Sums(
        achieved=sum((p.achieved for p in parts if p.achieved is not None), Decimal(0)),
        max=sum((m for p in parts if (m := known_max(p)) is not None), Decimal(0)),
        loss=sum((x for x in losses if x is not None), Decimal(0)),
        complete=not own and all(p.achieved is not None and known_max(p) is not None for p in parts),
        losses_known=all(x is not None for x in losses),
    )


def loss_of(criterion: Criterion) -> Decimal | None:
    """Points lost: maximum − achieved, else the printed deduction, else unknown."""
    if criterion.max is not None and criterion.achieved is not None:
        return criterion.max - criterion.achieved
    return criterion.deducted


def differ(first: Decimal | None, second: Decimal | None) -> bool:
    """Whether two printed or summed figures differ by more than rounding."""
    if first is None or second is None:
        return first is not second
    return abs(first - second) > ROUNDING


def contradicts_itself(criterion: Criterion) -> bool:
    """Points above the maximum, or a printed deduction other than maximum − achieved."""
    if criterion.max is None or criterion.achieved is None:
        return False
    lost = criterion.max - criterion.achieved
    return lost < 0 or (criterion.deducted is not None and differ(criterion.deducted, lost))


def known_max(criterion: Criterion) -> Decimal | None:
    """The printed maximum, else achieved + deducted when both are printed."""
    if criterion.max is None and criterion.achieved is not None and criterion.deducted is not None:
        return criterion.achieved + criterion.deducted
    return criterion.max


def is_scored(criterion: Criterion) -> bool:
    """Whether any number is printed for the criterion."""
    return not (criterion.max is None and criterion.achieved is None and criterion.deducted is None)


def published(reading: Reading) -> IndexResult | None:
    """The published total of the reform index for the assessed year, in points; None when none is printed."""
    year = reading.header.assessed_year
    for result in reading.index_results:
        in_points = result.value is not None and result.unit != "%"
        of_year = result.year is None or year is None or result.year == year
        if in_points and of_year and any(name in fold(result.index) for name in _INDEX_NAMES):
            return result
    return None
