"""Every lost point of a sheet once: the printed reasons at the leaves, and what no line explains."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from namro.core.assessment.sheet import Sheet, loss_of
from namro.core.printed.items import Criterion, Deduction, Reading, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Points lost at one place.

    `id` is the loss of the reading; a rest that no line explains is `<criterion>/?`, with `unlisted` set.
    `criterion` is None only for the rest of the total and for a reason printed outside the criteria.
    """

    id: str
    criterion: Criterion | None
    points: Decimal | None
    reason: str | None = None
    status: str | None = None
    unlisted: bool = False


def losses(sheet: Sheet) -> tuple[Loss, ...]:
    """All losses in printed order.

    Leaves count with their printed deductions, else with maximum − achieved. A parent adds only what it lost beyond
    its parts; where the parts lost more than the parent says, the parts are believed (the audit names the parent).
    """
    tops = [sheet.root] if sheet.root else sheet.fields
    found = [loss for top in tops for loss in _under(sheet, top)]
    return (*found, *(_printed(d, None) for d in sheet.orphans))


def answers(reading: Reading) -> dict[str, tuple[Task, ...]]:
    """The remedies printed for each loss, by the loss's id."""
    found: dict[str, tuple[Task, ...]] = {}
    for task in reading.tasks:
        for loss in task.remedies:
            found[loss] = (*found.get(loss, ()), task)
    return found


def _under(sheet: Sheet, criterion: Criterion) -> list[Loss]:
    found = [loss for part in sheet.children(criterion) for loss in _under(sheet, part)]
    found += [_printed(d, criterion) for d in sheet.own_losses(criterion)]
    lost = loss_of(criterion)
    if lost is None or any(x.points is None for x in found):
        return found
    rest = lost - sum((x.points for x in found if x.points is not None), Decimal(0))
    if rest > 0 and not found and not sheet.children(criterion):
        found.append(Loss(id=criterion.id, criterion=criterion, points=rest))
    elif rest > 0:
        place = None if criterion is sheet.root else criterion
        found.append(Loss(id=f"{criterion.id}/?", criterion=place, points=rest, unlisted=True))
    return found


def _printed(deduction: Deduction, criterion: Criterion | None) -> Loss:
    return Loss(
        id=deduction.id,
        criterion=criterion,
        points=deduction.points,
        reason=deduction.reason,
        status=deduction.status,
    )
