"""Every lost point of a sheet once: the printed reasons at the leaves, and what no line explains."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from namro.core.assessment.sheet import ROUNDING, Sheet, is_scored, loss_of
from namro.core.printed.items import Criterion, Deduction

#: Less is printed as 0,00.
_LEAST = ROUNDING / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Points lost at one place.

    `id` is the loss of the reading; a rest that no line explains is `<criterion>/?`, with `unlisted` set.
    `criterion` is None only for the rest of the total and for a reason printed outside the criteria. `cause` is coded
    (`data/causes.yaml`) where somebody chose one, `given_up` what the unit itself did not claim, where that is known.
    """

    id: str
    criterion: Criterion | None
    points: Decimal | None
    reason: str | None = None
    status: str | None = None
    unlisted: bool = False
    cause: str = ""
    given_up: Decimal | None = None


def losses(sheet: Sheet) -> tuple[Loss, ...]:
    """All losses in printed order.

    Leaves count with their printed deductions, else with maximum − achieved. A parent adds only what it lost beyond
    its parts; where the parts lost more than the parent says, the parts are believed (the audit names the parent).
    A leaf cannot lose more than maximum − achieved, whatever is printed beside it. No loss has 0 points.
    """
    tops = [sheet.root] if sheet.root else sheet.fields
    found = [loss for top in tops for loss in _under(sheet, top)]
    return tuple(x for x in (*found, *(_printed(d, None) for d in sheet.orphans)) if _counts(x))


def _under(sheet: Sheet, criterion: Criterion) -> list[Loss]:
    found = [loss for part in sheet.children(criterion) for loss in _under(sheet, part)]
    own = [_printed(d, criterion) for d in sheet.own_losses(criterion)]
    lost = loss_of(criterion)
    if criterion.achieved is not None and lost is not None and not any(map(is_scored, sheet.children(criterion))):
        own = _at_most(own, lost)
    found += own
    if lost is None or any(x.points is None for x in found):
        return found
    rest = lost - sum((x.points for x in found if x.points is not None), Decimal(0))
    if rest >= _LEAST and not found and not sheet.children(criterion):
        found.append(Loss(id=criterion.id, criterion=criterion, points=rest))
    elif rest > ROUNDING:
        place = None if criterion is sheet.root else criterion
        found.append(Loss(id=f"{criterion.id}/?", criterion=place, points=rest, unlisted=True))
    return found


def _at_most(printed: list[Loss], lost: Decimal) -> list[Loss]:
    """The printed losses of a leaf, in printed order, up to what it lost by its points: more cannot be lost."""
    kept = []
    left = max(lost, Decimal(0))
    for loss in printed:
        points = None if loss.points is None and left else min(loss.points or Decimal(0), left)
        left -= points or Decimal(0)
        kept.append(replace(loss, points=points))
    return [x for x in kept if _counts(x)]


def _counts(loss: Loss) -> bool:
    return loss.points is None or loss.points >= _LEAST


def _printed(deduction: Deduction, criterion: Criterion | None) -> Loss:
    return Loss(
        id=deduction.id,
        criterion=criterion,
        points=deduction.points,
        reason=deduction.reason,
        status=deduction.status,
    )
