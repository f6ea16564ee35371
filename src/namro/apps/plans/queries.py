"""Reads of plans and their work. The number of queries does not grow with the number of rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TypedDict, cast

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from namro.apps.people.heirs import Heirs, heirs
from namro.apps.people.models import User
from namro.apps.plans.models import Collaborator, DueMove, Goal, Occurrence, Plan, Task, Told
from namro.apps.plans.permissions import readable_by
from namro.core.improvement.extensions import Granted, Outcome


def plans_for(user: User) -> QuerySet[Plan]:
    """The plans that the person may read, the newest year first."""
    return Plan.objects.filter(readable_by(user)).select_related("unit", "sheet__unit").order_by("-year", "-id")


def tasks_in(plan: Plan) -> list[Task]:
    """The tasks of a plan in order with their people, without those taken out and parts of others; two queries."""
    return list(with_people(plan.tasks.filter(dropped=False, part_of=None)).order_by("place", "id"))


def with_people(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Tasks with their owner (whatever kind) and collaborators at hand."""
    helping = Collaborator.objects.select_related("user", "position").order_by("id")
    return tasks.select_related("owner_user", "owner_position", "owner_group").prefetch_related(
        Prefetch("collaborators", helping)
    )


def helpers_of(tasks: Iterable[Task], *, today: date) -> dict[int, tuple[str, ...]]:
    """The names of those who help, by task; for positions that ended by `today`, those that took over.

    No query when the collaborators are at hand, one when such a position is among them.
    """
    helping = {task.pk: list(task.collaborators.all()) for task in tasks}
    ended = any(one.position and one.position.until for found in helping.values() for one in found)
    after = heirs(wanted=ended)
    return {
        key: tuple(dict.fromkeys(name for one in found for name in _names(one, after, today)))
        for key, found in helping.items()
    }


def _names(one: Collaborator, after: Heirs, today: date) -> tuple[str, ...]:
    if one.user is not None:
        return (one.user.full_name,)
    assert one.position is not None  # a constraint of the table
    return after.names_after(one.position.pk, today) or (one.position.name,)


def occurrences_for(user: User) -> QuerySet[Occurrence]:
    """The work that the person may read, with its task, plan and owner."""
    return with_task(Occurrence.objects.filter(readable_by(user, "task__plan__")))


def with_task(rows: QuerySet[Occurrence]) -> QuerySet[Occurrence]:
    """Work with its task, plan and owner at hand."""
    return rows.select_related("task__plan__unit", "task__owner_user", "task__owner_position", "task__owner_group")


def moves_of(rows: QuerySet[Occurrence]) -> dict[int, list[Granted]]:
    """The granted moves of due days, oldest first, by the id of the time; one query."""
    found: dict[int, list[Granted]] = {}
    moves = DueMove.objects.filter(occurrence__in=rows, outcome=Outcome.GRANTED).order_by("decided_at", "id")
    for key, old, new in moves.values_list("occurrence", "old", "new"):
        assert new is not None  # a constraint of the table
        found.setdefault(key, []).append(Granted(old, new))
    return found


def asks_for_time(row: str = "pk") -> Exists:
    """The condition that more time was asked for and nobody has decided; `row` is the path to the time of a task."""
    return Exists(DueMove.objects.filter(occurrence=OuterRef(row), outcome=Outcome.WAITING))


def extended(row: str = "pk") -> Exists:
    """The condition that a due day was moved to a later one."""
    moves = DueMove.objects.filter(occurrence=OuterRef(row), outcome=Outcome.GRANTED, new__gt=F("old"))
    return Exists(moves)


def misses_a_goal(today: date) -> Exists:
    """The condition that a value to reach on the way has had its day without being told (`milestones.stand_of`)."""
    told = Told.objects.filter(
        occurrence=OuterRef(OuterRef("pk")), removed_at=None, on__lte=today, value__gte=OuterRef("value")
    )
    over = Q(before=True, day__lte=today) | Q(before=False, day__lt=today)
    return Exists(Goal.objects.filter(over, ~Exists(told), task=OuterRef("task"), removed_at=None))


def with_time(rows: QuerySet[Occurrence]) -> QuerySet[Occurrence]:
    """Work with `extensions`, how often it was given more time, and `wanted` and `wanted_why` of a wish that waits."""
    later = DueMove.objects.filter(occurrence=OuterRef("pk"), outcome=Outcome.GRANTED, new__gt=F("old"))
    counted = later.order_by().values("occurrence").annotate(times=Count("pk")).values("times")
    wish = DueMove.objects.filter(occurrence=OuterRef("pk"), outcome=Outcome.WAITING)
    return rows.annotate(
        extensions=Coalesce(Subquery(counted), 0),
        wanted=Subquery(wish.values("wanted")[:1]),
        wanted_why=Subquery(wish.values("reason")[:1]),
    )


class Notes(TypedDict):
    """What queries write beside the columns of a row of work; each query says which of them it has."""

    extensions: int
    wanted: date | None
    wanted_why: str | None
    own_state: str | None
    own_submitted_on: date | None
    own_accepted_on: date | None
    told: str | None
    proof_count: int
    proof_total: int
    counted: Decimal | None


def notes(row: Occurrence) -> Notes:
    """Return what a query wrote beside the columns of a row."""
    return cast(Notes, vars(row))
