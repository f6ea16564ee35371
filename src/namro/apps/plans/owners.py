"""Who owes tasks, as values of the core. The number of queries does not grow with the number of tasks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q

from namro.apps.people.models import GroupMember, Holding
from namro.apps.plans.models import OwnerKind, Task
from namro.core.improvement.owners import Group, Owner, Person
from namro.core.improvement.owners import Position as Post

_DAY = timedelta(days=1)


def owners_of(tasks: Iterable[Task]) -> dict[int, Owner]:
    """Return the owner of each task that has one, by the task's id. `key` of a person is the id of the account.

    Expects `owner_user`, `owner_position` and `owner_group` to be selected. Two queries. A member of a group counts
    while both the position belongs to the group and the person holds it.
    """
    owned = [task for task in tasks if task.owner_kind]
    groups = {task.owner_group_id for task in owned if task.owner_group_id}
    # Django asks nothing for an empty list; pages that count their queries shall not depend on whose work they show.
    members = list(
        GroupMember.objects.filter(group__in=groups or {0}).order_by("position__unit__code", "position__rank", "id")
    )
    positions = {task.owner_position_id for task in owned if task.owner_position_id}
    positions |= {member.position_id for member in members}
    users = {task.owner_user_id for task in owned if task.owner_user_id}
    rows = Holding.objects.filter(Q(position__in=positions) | Q(user__in=users)).select_related("user", "position")
    held: dict[int, list[Holding]] = {}
    worked: dict[int, list[Holding]] = {}
    for row in rows.order_by("since", "id"):
        held.setdefault(row.position_id, []).append(row)
        worked.setdefault(row.user_id, []).append(row)
    inside: dict[int, list[Person]] = {}
    for member in members:
        spans = [person for row in held.get(member.position_id, ()) if (person := _while_member(row, member))]
        inside.setdefault(member.group_id, []).extend(spans)
    return {task.pk: _owner(task, held, worked, inside) for task in owned}


def _owner(
    task: Task, held: dict[int, list[Holding]], worked: dict[int, list[Holding]], inside: dict[int, list[Person]]
) -> Owner:
    if task.owner_user is not None:
        return _through(worked.get(task.owner_user.pk, ()), str(task.owner_user.pk), task.owner_user.full_name)
    if task.owner_position is not None:
        people = tuple(_person(row) for row in held.get(task.owner_position.pk, ()))
        return Post(key=str(task.owner_position.pk), name=task.owner_position.name, held=people)
    assert task.owner_group is not None  # a constraint of the table
    people = tuple(inside.get(task.owner_group.pk, ()))
    each = task.owner_kind == OwnerKind.EACH
    return Group(key=str(task.owner_group.pk), name=task.owner_group.name, members=people, each=each)


def _person(row: Holding) -> Person:
    until = row.until - _DAY if row.until else None
    return Person(key=str(row.user_id), name=row.user.full_name, since=row.since, until=until)


def _while_member(row: Holding, member: GroupMember) -> Person | None:
    since = max(row.since, member.since)
    ends = [day for day in (row.until, member.until) if day is not None]
    if ends and min(ends) <= since:
        return None
    until = min(ends) - _DAY if ends else None
    return Person(key=str(row.user_id), name=row.user.full_name, since=since, until=until)


def _through(rows: Iterable[Holding], key: str, name: str) -> Person:
    """Somebody by name, from the first day in any position to the last."""
    spans = [_person(row) for row in rows]
    if not spans:
        return Person(key=key, name=name)
    ends = [span.until for span in spans]
    last = None if None in ends else max(end for end in ends if end is not None)
    return Person(key=key, name=name, since=min(span.since for span in spans if span.since), until=last)
