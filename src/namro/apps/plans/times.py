"""The times of a task: laid out when a plan is approved; none is rewritten once somebody has touched it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from namro.apps.plans.bridge import rhythm_in
from namro.apps.plans.models import Occurrence, Task
from namro.core.improvement.extensions import Granted, still_moved
from namro.core.improvement.states import State
from namro.core.timetable import Calendar, lay_out


def times_of(task: Task, *, last: date, today: date, calendar: Calendar) -> dict[date, date | None]:
    """Return the due day by scheduled day. Of a recurring task, times that were over before `today` are left out.

    `last` is the last day of the plan; `due` of a recurring task is its own last day.
    """
    rhythm = rhythm_in(task)
    if rhythm and rhythm.period != "ongoing":
        found = lay_out(rhythm, (task.since, task.due or last), calendar).occurrences
        return {one.scheduled: one.due for one in found if one.due >= today}
    if rhythm or task.due is None:
        return {task.since: None}
    return {task.due: calendar.previous_working_day(task.due)}


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
