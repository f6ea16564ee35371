"""Having the indicators of tasks counted again after a change, so that they are not a night old."""

from __future__ import annotations

from django.db.models import QuerySet

from namro.apps.people.models import User
from namro.apps.plans.above import came_from_above
from namro.apps.plans.from_above import changed_from_above
from namro.apps.plans.models import Occurrence, Plan, Task
from namro.core.base.clock import system_clock


def count_work(user: User, row: Occurrence) -> None:
    """Count what reads the tasks of the year in which a time of a task is due."""
    if row.due is not None:
        _later(user, row.task.plan.unit_id, {row.due.year})
    _from_above(user, row.task.plan, Task.objects.filter(pk=row.task_id))


def count_plan(user: User, plan: Plan) -> None:
    """Count what reads the tasks of a plan that came into force."""
    _later(user, plan.unit_id, set(range(plan.since.year, plan.last.year + 1)))
    _from_above(user, plan, plan.tasks.all())


def _from_above(user: User, plan: Plan, tasks: QuerySet[Task]) -> None:
    """Where some of it came from above, the registers that hold such tasks count otherwise, too."""
    if tasks.filter(came_from_above("")).exists():
        years = set(range(plan.since.year, plan.last.year + 1))
        changed_from_above(user, [plan.unit_id], years, at=system_clock())


def _later(user: User, unit: int, years: set[int]) -> None:
    from namro.apps.indicators.jobs import count_later  # not while Django is set up: it settles on the queue

    count_later("tasks", [unit], years, actor=user)
