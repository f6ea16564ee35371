"""Tasks that wait for events: which of them somebody sees, and the events recorded so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from namro.apps.people.models import OwnerKind, Role, User
from namro.apps.plans.agenda import Duties
from namro.apps.plans.models import Happening, PlanVersion, Task
from namro.core.base.spans import with_origins
from namro.core.improvement.states import CLOSED

#: So many events of a task are shown, the newest first.
RECENT = 5


@dataclass(frozen=True, slots=True)
class Waiting:
    """A task with its newest events."""

    task: Task
    recent: tuple[Happening, ...]


def tasks_waiting(user: User, duties: Duties) -> QuerySet[Task]:
    """Tasks in force that begin with an event and whose events the person records: own ones, or the unit's.

    `recorded` counts the events of a task, `open` those whose work is not closed.
    """
    now = {position for position, span in duties.positions if span.covers(duties.day)}
    groups = {group for group, span in duties.groups if span.covers(duties.day)}
    mine = Q(owner_position__in=now) | Q(owner_group__in=groups, owner_kind__in=(OwnerKind.ANY, OwnerKind.EACH))
    if duties.here:
        mine |= Q(owner_user=user.pk)
    units = user.standing.units(Role.COORDINATOR, Role.LEADER)
    if units:
        mine |= Q(plan__unit__in=with_origins(units, duties.handovers, duties.day))
    approved = Exists(PlanVersion.objects.filter(plan=OuterRef("plan")))
    rows = Task.objects.filter(mine, approved, dropped=False).exclude(event="")
    return (
        rows.select_related("plan__unit", "owner_user", "owner_position", "owner_group")
        .annotate(recorded=Count("occurrences"), open=Count("occurrences", filter=~Q(occurrences__state__in=CLOSED)))
        .order_by("-plan__year", "plan_id", "place", "pk")
    )


def with_recent(tasks: Sequence[Task]) -> list[Waiting]:
    """Return the tasks with their newest events; one query."""
    rows = Happening.objects.filter(occurrence__task__in=tasks).select_related("occurrence").order_by("-on", "-id")
    found: dict[int, list[Happening]] = {}
    for row in rows[: 40 * RECENT]:
        found.setdefault(row.occurrence.task_id, []).append(row)
    return [Waiting(task, tuple(found.get(task.pk, ())[:RECENT])) for task in tasks]
