"""Tasks that were given down: which units may get them, what was given where, and how far each unit is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import QuerySet

from namro.apps.people.models import Kind
from namro.apps.people.queries.organisation import tree_on
from namro.apps.plans.models import Handing, Occurrence, Plan
from namro.core.improvement.plan_progress import PlanProgress, TimeOfTask, progress_until
from namro.core.improvement.states import State


def units_below(unit: int, day: date) -> list[tuple[int, str]]:
    """Return the units that a unit gives tasks to, in their order: those right below it, without its own bodies.

    A department gives to the units of its province, and not to itself or the other departments.
    """
    tree = tree_on(day)
    node = tree.nodes.get(unit)
    if node is None:
        return []
    above = node.parent if node.kind == Kind.DEPARTMENT else unit
    found = [one for one in tree.children(above) if one.home is None and one.id != unit]
    if node.kind == Kind.DEPARTMENT:
        found = [one for one in found if one.kind != Kind.DEPARTMENT]
    return [(one.id, one.name) for one in found]


def waiting_for(units: Collection[int]) -> QuerySet[Handing]:
    """The tasks from above that some units have not answered yet, the oldest first."""
    rows = Handing.objects.filter(unit__in=list(units), state=Handing.State.GIVEN)
    return rows.select_related("upper__plan", "unit").order_by("given_at", "id")


def given_in(plan: Plan) -> list[Handing]:
    """Everything that was given out of a plan; one query."""
    rows = Handing.objects.filter(upper__plan=plan).select_related("made__plan", "unit")
    return list(rows.order_by("upper__place", "upper", "unit"))


def times_in(plans: Collection[int]) -> list[TimeOfTask]:
    """Every time of the tasks of some plans, in the order of the plan; one query."""
    rows = Occurrence.objects.filter(task__plan__in=list(plans), task__dropped=False)
    return _times(rows.order_by("task__place", "task", "scheduled"))


def times_of_given(given: Iterable[Handing]) -> dict[int, list[TimeOfTask]]:
    """Every time of the units' tasks, by the task of the unit; one query."""
    made = [one.made_id for one in given if one.made_id]
    found: dict[int, list[TimeOfTask]] = {}
    for time in _times(Occurrence.objects.filter(task__in=made or [0]).order_by("task", "scheduled")):
        found.setdefault(time.task, []).append(time)
    return found


def _times(rows: QuerySet[Occurrence]) -> list[TimeOfTask]:
    columns = ("task__group", "task", "state", "task__plan__unit", "due", "submitted_on", "accepted_on")
    return [
        TimeOfTask(field=field, task=task, state=State(state), unit=unit, due=due, submitted=given, accepted=taken)
        for field, task, state, unit, due, given, taken in rows.values_list(*columns)
    ]


def plan_progress(plan: Plan, until: date) -> PlanProgress:
    """Return how far a plan was on a day, by field in counts; of an upper plan with what its units do of it.

    This is what a report of a quarter reads (its last day is `until`): a pure value, the same whenever it is asked.
    """
    given = given_in(plan)
    own = times_in([plan.pk])
    fields: Mapping[int, str] = {one.made_id: one.upper.group for one in given if one.made_id}
    below = [
        TimeOfTask(
            field=fields[task], task=task, state=time.state, unit=time.unit, due=time.due, submitted=time.submitted,
            accepted=time.accepted,
        )
        for task, times in times_of_given(given).items()
        for time in times
    ]  # fmt: skip
    order = list(dict.fromkeys(plan.tasks.filter(dropped=False).order_by("place").values_list("group", flat=True)))
    found = progress_until([*own, *below], until)
    for field in order:  # a field without work yet stands in the report with zeros
        found.fields.setdefault(field, type(found.total)())
    return PlanProgress(until, {name: found.fields[name] for name in [*order, *found.fields]}, found.total)
