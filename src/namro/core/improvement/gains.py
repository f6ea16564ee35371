"""Points that work brings back: how many by each task, how many are already sure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from namro.core.improvement.plan import PlanTask
from namro.core.improvement.states import State


@dataclass(frozen=True, slots=True)
class Gain:
    """What one criterion can bring back: `points`, the tasks it needs, and those of them not yet accepted."""

    points: Decimal
    tasks: tuple[PlanTask, ...]
    open: tuple[PlanTask, ...]

    @property
    def sure(self) -> bool:
        """All its tasks are accepted."""
        return not self.open


def gains(tasks: Iterable[PlanTask], state_of: Callable[[PlanTask], State]) -> tuple[Gain, ...]:
    """Return the gain of every criterion that has one, in the order of the tasks.

    A plan prints a gain on the first task of a finding, but the points come back only when all tasks of its criterion
    are done; cancelled ones are not needed. A criterion whose tasks are all cancelled brings nothing.
    """
    by_criterion: dict[object, list[PlanTask]] = {}
    for task in tasks:
        key = (task.criterion or "").split("/")[0] or task
        by_criterion.setdefault(key, []).append(task)
    found = []
    for together in by_criterion.values():
        needed = tuple(task for task in together if state_of(task) is not State.CANCELLED)
        points = sum((task.gain for task in together if task.gain), Decimal(0))
        if points and needed:
            unfinished = tuple(task for task in needed if state_of(task) is not State.ACCEPTED)
            found.append(Gain(points, needed, unfinished))
    return tuple(found)


def recoverable(task: PlanTask, found: Iterable[Gain]) -> Decimal:
    """Return the points that depend on one task: those of its criterion. Not to be added up over tasks."""
    return sum((gain.points for gain in found if any(needed is task for needed in gain.tasks)), Decimal(0))


def sure_and_open(found: Iterable[Gain]) -> tuple[Decimal, Decimal]:
    """Return the points that are sure and those that still wait; together all that can be brought back."""
    gained = list(found)
    sure = sum((gain.points for gain in gained if gain.sure), Decimal(0))
    return sure, sum((gain.points for gain in gained), Decimal(0)) - sure
