"""The open work of plans as what is due. One light row for each time of a task; as many queries for all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse

from namro.apps.chasing.dues import Asked, Due
from namro.apps.people.models import OwnerKind, User
from namro.apps.people.owners import owners_of
from namro.apps.people.queries.people import standing_of
from namro.apps.plans.agenda import duties_of, owed_by
from namro.apps.plans.models import Occurrence, Piece, Task
from namro.apps.plans.pages.work_zalo import called
from namro.apps.plans.queries import asks_for_time
from namro.apps.plans.tallies import OwnerKey
from namro.core.improvement.owners import Owner, Person, delivered, is_over
from namro.core.improvement.states import CLOSED, State

#: Groups of which each member's product is looked up at once.
_AT_ONCE = 500
#: Somebody else has to do something before the owner goes on.
_TURN_OF_OTHERS = (State.SUBMITTED, State.STUCK)


class _Row(NamedTuple):
    pk: int
    code: str
    task: int
    text: str
    unit: int
    state: str
    due: date
    version: int
    owner: OwnerKey
    asks_time: bool


def dues_of_tasks(asked: Asked) -> Iterator[Due]:
    """Yield the open work of plans that has a day.

    Late work that nobody holds today is there without people: who leads the unit is to hear of it.
    """
    rows = _rows(asked)
    owners = _owners(rows, asked.today)
    pieces = _pieces(rows)
    path = reverse("plans:mine")
    for row in rows:
        owner = owners.get(row.owner)
        people, waits = _owing(row, owner, pieces.get(row.pk, {}), today=asked.today)
        if people or waits or (row.due < asked.today and _nobody_holds(row, owner, asked.today)):
            yield Due(
                key=f"viec:{row.code}",
                text=row.text,
                due=row.due,
                unit=row.unit,
                people=tuple(int(person.key) for person in people),
                who=_names(people, owner, asked.today),
                url=f"{path}/{row.code}",
                waits=waits,
                version=row.version,
            )


def _names(people: Sequence[Person], owner: Owner | None, today: date) -> str:
    return ", ".join(person.name for person in people) or called(owner, today)


def _rows(asked: Asked) -> list[_Row]:
    wanted = Q(due__isnull=False)
    if asked.until is not None:
        wanted &= Q(due__lte=asked.until)
    if asked.units is not None:
        wanted &= Q(task__plan__unit__in=asked.units)
    if asked.people is not None:
        wanted &= _owed_by(asked.people, asked.today)
    found = Occurrence.objects.filter(wanted).exclude(state__in=CLOSED).annotate(asks_time=asks_for_time())
    columns = (
        "pk", "code", "task", "task__text", "task__plan__unit", "state", "due", "version", "task__owner_kind",
        "task__owner_user", "task__owner_position", "task__owner_group", "asks_time",
    )  # fmt: skip
    rows = found.order_by().values_list(*columns)
    return [_Row._make((*one[:8], one[8:12], one[12])) for one in rows]


def _owed_by(people: Collection[int], today: date) -> Q:
    """What some people owe; some queries for each of them, so that only few are asked for."""
    owed = Q(pk__in=())
    for user in User.objects.filter(pk__in=people):
        user.standing = standing_of(user, today)
        duties = duties_of(user)
        owed |= owed_by(duties) & duties.readable
    return owed


def _owners(rows: Iterable[_Row], today: date) -> dict[OwnerKey, Owner]:
    """Each owner is asked for once, however many tasks it has."""
    one_each = {row.owner: row.task for row in rows if row.owner[0]}
    keys = list(one_each.values())
    found: dict[OwnerKey, Owner] = {}
    for start in range(0, len(keys), 10 * _AT_ONCE):
        tasks = list(
            Task.objects.filter(pk__in=keys[start : start + 10 * _AT_ONCE]).select_related(
                "owner_user", "owner_position", "owner_group"
            )
        )
        owners = owners_of(tasks, today=today)
        for task in tasks:
            key = (task.owner_kind, task.owner_user_id, task.owner_position_id, task.owner_group_id)
            found[key] = owners[task.pk]
    return found


def _pieces(rows: Iterable[_Row]) -> dict[int, dict[str, State]]:
    """What each member has done, by the time of a task of which every member owes a product."""
    keys = [row.pk for row in rows if row.owner[0] == OwnerKind.EACH]
    found: dict[int, dict[str, State]] = {}
    for start in range(0, len(keys), _AT_ONCE):
        some = Piece.objects.filter(occurrence__in=keys[start : start + _AT_ONCE]).exclude(state=State.PLANNED)
        for key, user, state in some.values_list("occurrence", "user", "state"):
            found.setdefault(key, {})[str(user)] = State(state)
    return found


def _nobody_holds(row: _Row, owner: Owner | None, today: date) -> bool:
    """Whether late work waits for whoever finds a person for it: an empty seat, somebody who left, an empty group."""
    if owner is None or is_over(owner):
        return row.state not in _TURN_OF_OTHERS and not row.asks_time
    return not owner.holders(row.due if row.owner[0] == OwnerKind.EACH else today)


def _owing(
    row: _Row, owner: Owner | None, done: Mapping[str, State], *, today: date
) -> tuple[tuple[Person, ...], bool]:
    """Who has to do something now, and whether it is somebody else's turn."""
    if owner is None or is_over(owner):
        return (), False
    if row.owner[0] != OwnerKind.EACH:
        waits = row.state in _TURN_OF_OTHERS or row.asks_time
        return owner.holders(today), waits
    stuck = {key for key, state in done.items() if state in _TURN_OF_OTHERS}
    accepted = {key for key, state in done.items() if state is State.ACCEPTED}
    share = delivered(owner, accepted, row.due, waiting=stuck)
    return share.missing, row.asks_time or (bool(share.waiting) and not share.missing)
