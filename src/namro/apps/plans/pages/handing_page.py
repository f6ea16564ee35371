"""An upper plan given down to units: which unit has which task, and how far it is, in counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.plans.handings import given_in, plan_progress, times_of_given, units_below
from namro.apps.plans.models import Handing, Plan, Task
from namro.apps.plans.pages.plan_rows import when_words
from namro.core.improvement.plan_progress import Count, TimeOfTask, by_unit
from namro.ui.chips import Chip
from namro.ui.formats import day

_CHIPS = {
    Handing.State.GIVEN: ("hourglass", ""),
    Handing.State.TAKEN: ("circle-check", "good"),
    Handing.State.RETURNED: ("arrow-back-up", "bad"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitState:
    """One unit: how many tasks it was given and took, and how its work stands in counts."""

    name: str
    given: int
    taken: int
    waiting: int
    returned: int
    work: str
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenTask:
    """One task that was given, to every unit."""

    key: int
    url: str
    place: int
    text: str
    when: str
    units: tuple[InUnit, ...]


@dataclass(frozen=True, slots=True)
class InUnit:
    """A given task at one unit."""

    name: str
    chip: Chip
    said: str
    url: str


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field of the plan with its counts."""

    name: str
    count: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class HandingPage:
    """The page; `until` is the day of the counts by field."""

    units: tuple[UnitState, ...]
    tasks: tuple[GivenTask, ...]
    choices: tuple[tuple[int, str], ...]
    all_tasks: tuple[tuple[int, int, str], ...]
    fields: tuple[FieldLine, ...]
    total: Count
    until: str


@dataclass(frozen=True, slots=True)
class _Known:
    """What was looked up once for the whole page."""

    plan: Plan
    given: Sequence[Handing]
    names: Mapping[int, str]
    times: Mapping[int, Sequence[TimeOfTask]]
    today: date

    def count(self, given: Iterable[Handing]) -> Count:
        """The work of some given tasks, all units together."""
        found = Count()
        for one in given:
            for count in by_unit(self.times.get(one.made_id or 0, ()), self.today).values():
                found = found.plus(count)
        return found


def handing_page(plan: Plan, tasks: Sequence[Task], *, today: date, until: date) -> HandingPage:
    """Return the context; the number of queries is fixed."""
    given, below = given_in(plan), units_below(plan.unit_id, today)
    gone = {one.unit_id: one.unit.code for one in given}
    known = _Known(plan, given, gone | dict(below), times_of_given(given), today)
    progress = plan_progress(plan, until)
    return HandingPage(
        units=tuple(_unit_state(unit, name, known) for unit, name in known.names.items()),
        tasks=tuple(row for n, task in enumerate(tasks, start=1) if (row := _given_task(task, n, known)).units),
        choices=tuple(below),
        all_tasks=tuple((task.pk, n, task.text) for n, task in enumerate(tasks, start=1)),
        fields=tuple(FieldLine(name, count) for name, count in progress.fields.items()),
        total=progress.total,
        until=day(until),
    )


def _unit_state(unit: int, name: str, known: _Known) -> UnitState:
    own = [one for one in known.given if one.unit_id == unit]
    count = known.count(own)
    states = [one.state for one in own]
    return UnitState(
        name=name,
        given=len(own),
        taken=states.count(Handing.State.TAKEN),
        waiting=states.count(Handing.State.GIVEN),
        returned=states.count(Handing.State.RETURNED),
        work=count.words if count.times else "",
        late=count.overdue,
    )


def _given_task(task: Task, place: int, known: _Known) -> GivenTask:
    own = [one for one in known.given if one.upper_id == task.pk]
    return GivenTask(
        key=task.pk,
        url=reverse("plans:task", args=[known.plan.code, task.pk]),
        place=place,
        text=task.text,
        when=when_words(task),
        units=tuple(_in_unit(one, known) for one in own),
    )


def _in_unit(one: Handing, known: _Known) -> InUnit:
    chip = Chip(*_CHIPS[Handing.State(one.state)], one.get_state_display())
    count = known.count([one])
    said = one.answer if one.state == Handing.State.RETURNED else count.words if count.times else ""
    if one.state == Handing.State.TAKEN and not count.times:
        said = _("kế hoạch của đơn vị chưa duyệt")
    url = reverse("plans:task", args=[one.made.plan.code, one.made_id]) if one.made else ""
    return InUnit(known.names.get(one.unit_id, ""), chip, said, url)
