"""The times of a task: laid out when a plan is approved; none is rewritten once somebody has touched it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from namro.apps.plans.bridge import rhythm_in
from namro.apps.plans.models import Occurrence, Task
from namro.core.improvement.extensions import Granted, still_moved
from namro.core.improvement.laying import AHEAD, InForce, plain_rule
from namro.core.improvement.states import State
from namro.core.timetable import Calendar, Period


def rule_of(task: Task, *, last: date) -> InForce | None:
    """Return the rule of a task that comes back; `last` is the last day of the plan, `due` the task's own."""
    rhythm = rhythm_in(task)
    if rhythm is None or rhythm.period is Period.CONTINUOUS:
        return None
    return InForce(rhythm, task.since, task.due or last)


def times_of(task: Task, *, last: date, today: date, calendar: Calendar) -> dict[date, date | None]:
    """Return the due day by scheduled day of the times to give out now.

    Of a recurring task those up to some weeks ahead, without those that were over before `today`; of a task that waits
    for events none.
    """
    if rule := rule_of(task, last=last):
        return {one.scheduled: one.due for one in rule.times(today + AHEAD, calendar) if one.due >= today}
    if task.event:
        return {}
    if task.period or task.due is None:
        return {task.since: None}
    return {task.due: calendar.previous_working_day(task.due)}


def put_in_force(task: Task, *, last: date, today: date) -> None:
    """Write on a task the rule that holds from now on, and how far its times are laid out. Does not save."""
    rule = None if task.dropped else rule_of(task, last=last)
    task.rule = plain_rule(rule) if rule else None
    task.ends = rule.ends if rule else None
    task.laid_until = rule.laid_until(today + AHEAD) if rule else None


def is_touched(occurrence: Occurrence) -> bool:
    """Whether something was done with this time."""
    return occurrence.version > 0 or occurrence.state != State.PLANNED


def changes(
    task: Task,
    known: Iterable[Occurrence],
    wanted: dict[date, date | None],
    *,
    granted: Mapping[int, Sequence[Granted]],
) -> tuple[list[Occurrence], list[Occurrence], list[Occurrence]]:
    """Return the times to add, those whose due day moves (already set on them), and those to take away.

    What was touched stays: a task owed once keeps its one time, and only the due day moves. `granted` are the moves of
    due days by the id of the time: they hold as long as the plan does not change the day.
    """

    def moves_to(one: Occurrence, due: date | None) -> bool:
        return one.due != due and not still_moved(granted.get(one.pk, ()), due)

    there = {occurrence.scheduled: occurrence for occurrence in known}
    missing = {day: due for day, due in wanted.items() if day not in there}
    moved = [one for day, one in there.items() if day in wanted and moves_to(one, wanted[day])]
    for one in moved:
        one.due = wanted[one.scheduled]
    gone = [one for day, one in there.items() if day not in wanted]
    touched = [one for one in gone if is_touched(one)]
    if not task.period and touched and missing:
        due = next(iter(missing.values()))
        if moves_to(touched[0], due):
            touched[0].due = due
            moved.append(touched[0])
        missing = {}
    added = [Occurrence(task=task, scheduled=day, due=due) for day, due in missing.items()]
    return added, moved, [one for one in gone if not is_touched(one)]
