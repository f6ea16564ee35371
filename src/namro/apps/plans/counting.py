"""Having the indicators of tasks counted again after a change, so that they are not a night old."""

from __future__ import annotations

from namro.apps.people.models import User
from namro.apps.plans.models import Occurrence, Plan


def count_work(user: User, row: Occurrence) -> None:
    """Count what reads the tasks of the year in which a time of a task is due."""
    if row.due is not None:
        _later(user, row.task.plan.unit_id, {row.due.year})


def count_plan(user: User, plan: Plan) -> None:
    """Count what reads the tasks of a plan that came into force."""
    _later(user, plan.unit_id, set(range(plan.since.year, plan.last.year + 1)))


def _later(user: User, unit: int, years: set[int]) -> None:
    from namro.apps.indicators.jobs import count_later  # not while Django is set up: it settles on the queue

    count_later("tasks", [unit], years, actor=user)
