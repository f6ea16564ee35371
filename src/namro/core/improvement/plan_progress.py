"""How far a plan is, in counts: by field for the report of a quarter, and by unit where its tasks were given to units.

Nothing here is an average of percentages: whatever is shown of several units are sums of counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from namro.core.improvement.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeOfTask:
    """One time of a task: its field, whose it is, its state, and the days that count (None: none, or not yet)."""

    field: str
    task: int
    state: State
    unit: int = 0
    due: date | None = None
    submitted: date | None = None
    accepted: date | None = None


@dataclass(slots=True)
class Count:
    """Times of tasks: all that are due by the day or done before it, done, of these late, still open and late."""

    times: int = 0
    done: int = 0
    done_late: int = 0
    waiting: int = 0
    overdue: int = 0
    tasks: set[int] = field(default_factory=set)

    def plus(self, other: Count) -> Count:
        """Both together."""
        return Count(
            times=self.times + other.times,
            done=self.done + other.done,
            done_late=self.done_late + other.done_late,
            waiting=self.waiting + other.waiting,
            overdue=self.overdue + other.overdue,
            tasks=self.tasks | other.tasks,
        )

    @property
    def words(self) -> str:
        """ "12/20 xong (2 xong trễ), 3 trễ"."""
        said = f"{self.done}/{self.times} xong"
        if self.done_late:
            said += f" ({self.done_late} xong trễ)"
        return ", ".join([said, *([f"{self.overdue} trễ hạn"] if self.overdue else [])])


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """Counts of a plan up to and with a day: by field in the order of the plan, and all together."""

    until: date
    fields: dict[str, Count]
    total: Count


def progress_until(times: Iterable[TimeOfTask], until: date) -> PlanProgress:
    """Return how far a plan was on a day: what was due by then or had been accepted by then.

    What is accepted after the day was not done on it, so that a report of a quarter stays the same afterwards.
    """
    fields: dict[str, Count] = {}
    total = Count()
    for one in times:
        fields.setdefault(one.field, Count())
        if one.state is not State.CANCELLED and _counts(one, until):
            for count in (fields[one.field], total):
                _add(count, one, until)
    return PlanProgress(until, fields, total)


def by_unit(times: Iterable[TimeOfTask], today: date) -> dict[int, Count]:
    """Return counts by the unit whose work it is, of everything that is not cancelled."""
    found: dict[int, Count] = {}
    for one in times:
        if one.state is not State.CANCELLED:
            _add(found.setdefault(one.unit, Count()), one, today)
    return found


def _counts(one: TimeOfTask, until: date) -> bool:
    return (one.due is not None and one.due <= until) or _done_by(one, until)


def _done_by(one: TimeOfTask, until: date) -> bool:
    return one.state is State.ACCEPTED and (one.accepted is None or one.accepted <= until)


def _add(count: Count, one: TimeOfTask, until: date) -> None:
    count.times += 1
    count.tasks.add(one.task)
    if _done_by(one, until):
        count.done += 1
        count.done_late += one.due is not None and one.submitted is not None and one.submitted > one.due
    elif one.submitted is not None and one.submitted <= until:
        count.waiting += 1
    else:
        count.overdue += one.due is not None and one.due < until
