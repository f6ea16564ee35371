"""What the points of a criterion should be by everything else that is printed. The audit and the pages ask here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from namro.core.assessment.sheet import ROUNDING, Sheet, Sums, differ, is_scored, known_max, loss_of, sums
from namro.core.printed.items import Criterion


class Way(StrEnum):
    """How the points were found.

    `PARTS`: the parts fill the maximum, their points are added. `LOSSES`: maximum − the losses printed below or beside.
    `OWN`: maximum − the printed deduction of the criterion itself (or points + deduction for the maximum).
    `TOO_MUCH`: the parts that print points already have more than the criterion. `MISSING`: a part is not printed.
    """

    PARTS = "parts"
    LOSSES = "losses"
    OWN = "own"
    TOO_MUCH = "too_much"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Computed:
    """Points, maximum and loss that follow from the other figures; None where nothing follows.

    With `TOO_MUCH` and `MISSING` they are those of the parts that are printed, not of the whole.
    """

    way: Way
    achieved: Decimal | None
    max: Decimal | None
    lost: Decimal | None


def computed(sheet: Sheet, criterion: Criterion) -> Computed | None:
    """Return what follows for a criterion from its parts, else from its losses; None when nothing does."""
    parts = [p for p in sheet.children(criterion) if is_scored(p)]
    if parts:
        return _from_parts(criterion, parts, sums(sheet, criterion))
    listed = sheet.own_losses(criterion)
    if listed and criterion.second_value is None and all(d.points is not None for d in listed):
        return _from_losses(criterion, sums(sheet, criterion))
    return _from_own_figures(criterion)


def _from_parts(node: Criterion, parts: list[Criterion], under: Sums) -> Computed | None:
    if under.complete and (node.max is None or not differ(node.max, under.max)):
        return Computed(Way.PARTS, under.achieved, under.max, under.loss)
    known = (under.achieved, under.max, under.loss)
    if _exceeds(node, under):
        return Computed(Way.TOO_MUCH, *known)
    lost = loss_of(node)
    explained = lost is None or not differ(under.loss, lost) or all("/" in p.id for p in parts)
    if under.complete and node.achieved is not None and lost is not None and not explained:
        return Computed(Way.TOO_MUCH if under.loss > lost else Way.MISSING, *known)
    return _from_losses(node, under) if under.losses_known else None


def _exceeds(node: Criterion, under: Sums) -> bool:
    """What is already known under the parent is more than the parent has."""
    too_many_points = node.achieved is not None and under.achieved - node.achieved > ROUNDING
    return too_many_points or (node.max is not None and under.max - node.max > ROUNDING)


def _from_losses(node: Criterion, under: Sums) -> Computed:
    return Computed(Way.LOSSES, None if node.max is None else node.max - under.loss, node.max, under.loss)


def _from_own_figures(node: Criterion) -> Computed | None:
    if node.deducted is None:
        return None
    points = node.achieved if node.max is None else node.max - node.deducted
    return Computed(Way.OWN, points, known_max(node), node.deducted)
