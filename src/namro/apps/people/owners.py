"""Who owes rows, as values of the core. The number of queries does not grow with the number of rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q

from namro.apps.people.heirs import Heirs, heirs
from namro.apps.people.models import GroupMember, Holding, Owned, OwnerKind, Position
from namro.core.base.spans import Span
from namro.core.improvement.owners import Group, Owner, Person
from namro.core.improvement.owners import Position as Post

_DAY = timedelta(days=1)


def owners_of(rows: Iterable[Owned], *, today: date) -> dict[int, Owner]:
    """Return the owner of each row that has one, by the row's id. `key` of a person is the id of the account.

    Expects `owner_user`, `owner_position` and `owner_group` to be selected. Two queries, a third one when a position
    among them has ended: it is called as whoever has its work `today`, and held by whoever had it on each day. A member
    of a group counts while both the position belongs to the group and the person holds it.
    """
    owned = [row for row in rows if row.owner_kind]
    groups = {one.owner_group_id for one in owned if one.owner_group_id}
    # Django asks nothing for an empty list; pages that count their queries shall not depend on whose work they show.
    members = list(
        GroupMember.objects.filter(group__in=groups or {0}).order_by("position__unit__code", "position__rank", "id")
    )
    positions = {one.owner_position_id for one in owned if one.owner_position_id}
    ended = any(one.owner_position and one.owner_position.until for one in owned)
    after = heirs(wanted=ended)
    positions = {heir for position in positions for heir, _days in after.times_of(position)}
    positions |= {member.position_id for member in members}
    users = {one.owner_user_id for one in owned if one.owner_user_id}
    holdings = Holding.objects.filter(Q(position__in=positions) | Q(user__in=users)).select_related("user", "position")
    held: dict[int, list[Holding]] = {}
    worked: dict[int, list[Holding]] = {}
    for row in holdings.order_by("since", "id"):
        held.setdefault(row.position_id, []).append(row)
        worked.setdefault(row.user_id, []).append(row)
    inside: dict[int, list[Person]] = {}
    for member in members:
        spans = [person for row in held.get(member.position_id, ()) if (person := _while_member(row, member))]
        inside.setdefault(member.group_id, []).extend(spans)
    posts = {
        position.pk: _post(position, held, after, today)
        for one in owned
        if (position := one.owner_position) is not None
    }
    return {one.pk: _owner(one, posts, worked, inside) for one in owned}


def _owner(
    one: Owned, posts: dict[int, Post], worked: dict[int, list[Holding]], inside: dict[int, list[Person]]
) -> Owner:
    if one.owner_user is not None:
        return _through(worked.get(one.owner_user.pk, ()), str(one.owner_user.pk), one.owner_user.full_name)
    if one.owner_position is not None:
        return posts[one.owner_position.pk]
    assert one.owner_group is not None  # a constraint of the table
    people = tuple(inside.get(one.owner_group.pk, ()))
    each = one.owner_kind == OwnerKind.EACH
    return Group(key=str(one.owner_group.pk), name=one.owner_group.name, members=people, each=each)


def _post(position: Position, held: dict[int, list[Holding]], after: Heirs, today: date) -> Post:
    """A position with the people who had its work on each day, in it or in those that took over."""
    now = after.ending_of(position.pk, position.until, today)
    return Post(
        key=str(position.pk),
        name=now.name or position.name,
        held=tuple(
            _during(row, days)
            for heir, span in after.times_of(position.pk)
            for row in held.get(heir, ())
            if (days := row.span.common(span)) is not None
        ),
        instead_of=position.name if now.name else "",
        over=now.over,
        among=now.among,
    )


def _during(row: Holding, days: Span) -> Person:
    until = days.until - _DAY if days.until else None
    return Person(key=str(row.user_id), name=row.user.full_name, since=days.since, until=until)


def _while_member(row: Holding, member: GroupMember) -> Person | None:
    days = row.span.common(member.span)
    return None if days is None else _during(row, days)


def _through(rows: Iterable[Holding], key: str, name: str) -> Person:
    """Somebody by name, from the first day in any position to the last."""
    spans = [_during(row, row.span) for row in rows]
    if not spans:
        return Person(key=key, name=name)
    ends = [span.until for span in spans]
    last = None if None in ends else max(end for end in ends if end is not None)
    return Person(key=key, name=name, since=min(span.since for span in spans if span.since), until=last)
