"""Reads of plans and their work. The number of queries does not grow with the number of rows."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from namro.apps.people.models import User
from namro.apps.plans.models import Collaborator, Occurrence, Plan, Task
from namro.apps.plans.permissions import readable_by


def plans_for(user: User) -> QuerySet[Plan]:
    """The plans that the person may read, the newest year first."""
    return Plan.objects.filter(readable_by(user)).select_related("unit").order_by("-year", "-id")


def tasks_in(plan: Plan) -> list[Task]:
    """The tasks of a plan in order, without those taken out, with their owners and collaborators; two queries."""
    return list(with_people(plan.tasks.filter(dropped=False)).order_by("place", "id"))


def with_people(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Tasks with their owner (whatever kind) and collaborators at hand."""
    helping = Collaborator.objects.select_related("user", "position").order_by("id")
    return tasks.select_related("owner_user", "owner_position", "owner_group").prefetch_related(
        Prefetch("collaborators", helping)
    )


def helpers_of(tasks: Iterable[Task]) -> dict[int, tuple[str, ...]]:
    """The names of those who help, by task; no query when the collaborators are at hand."""
    return {task.pk: tuple(_name(one) for one in task.collaborators.all()) for task in tasks}


def _name(one: Collaborator) -> str:
    if one.user is not None:
        return one.user.full_name
    assert one.position is not None  # a constraint of the table
    return one.position.name


def occurrences_for(user: User) -> QuerySet[Occurrence]:
    """The work that the person may read, with its task, plan and owner."""
    return with_task(Occurrence.objects.filter(readable_by(user, "task__plan__")))


def with_task(rows: QuerySet[Occurrence]) -> QuerySet[Occurrence]:
    """Work with its task, plan and owner at hand."""
    return rows.select_related("task__plan__unit", "task__owner_user", "task__owner_position", "task__owner_group")
