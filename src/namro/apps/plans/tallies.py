"""Counting the work of units: columns, people, fields, points. Plain values in, plain values out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from namro.core.improvement.agenda import NEAR, is_late, lacks_proof
from namro.core.improvement.gains import gains, sure_and_open
from namro.core.improvement.owners import Group, Owner, Share, has_left, is_over
from namro.core.improvement.plan import PlanTask
from namro.core.improvement.states import CLOSED, State

#: The columns in their order.
LATE, SOON, UNPROVEN, STUCK, WAITING, OVER, MISSED = COLUMNS = (
    "late",
    "soon",
    "unproven",
    "stuck",
    "waiting",
    "over",
    "missed",
)

OwnerKey = tuple[str, int | None, int | None, int | None]


class Light(NamedTuple):
    """One time of a task in a few columns; a tuple because there are thousands."""

    pk: int
    task: int
    plan: int
    state: State
    due: date | None
    submitted: date | None
    owner: OwnerKey
    field: str
    criterion: str
    gain: Decimal | None
    proven: bool
    asks_time: bool = False
    extended: bool = False
    coming: bool = False
    missed: bool = False


@dataclass(frozen=True, slots=True)
class Product:
    """What one member of a group has done."""

    user: int
    state: State
    submitted: date | None


@dataclass(slots=True)
class Tally:
    """Counts of one person or one field."""

    late: int = 0
    soon: int = 0
    waiting: int = 0
    open: int = 0


def people_in(state: State, products: Iterable[Product]) -> list[str]:
    """The people whose product is in a state."""
    return [str(one.user) for one in products if one.state == state]


def with_whole_groups(light: Iterable[Light], shares: Mapping[int, Share]) -> list[Light]:
    """The rows, where work of a group for which everybody has handed in is handed in: the reviewer's turn, not late."""
    return [
        one._replace(state=State.SUBMITTED) if one.pk in shares and shares[one.pk].handed_in else one for one in light
    ]


def handed_in(light: Iterable[Light], pieces: Mapping[int, Sequence[Product]]) -> list[tuple[date, int]]:
    """What waits for a decision with the day since when, the oldest first; each product of a group counts."""
    whole = [(one.submitted, one.pk) for one in light if one.state == State.SUBMITTED and one.submitted]
    parts = [
        (one.submitted, key)
        for key, products in pieces.items()
        for one in products
        if one.state == State.SUBMITTED and one.submitted
    ]
    return sorted([*whole, *parts])


def columns_of(
    light: Iterable[Light],
    pieces: Mapping[int, Sequence[Product]],
    today: date,
    *,
    owners: Mapping[OwnerKey, Owner],
) -> dict[str, list[int]]:
    """The ids of each column, in the order of the light rows; what waits stands in the order in which it came in."""
    found: dict[str, list[int]] = {name: [] for name in COLUMNS}
    for one in light:
        if is_late(one.state, one.due, today=today):
            found[LATE].append(one.pk)
        elif _is_soon(one, today):
            found[SOON].append(one.pk)
        if lacks_proof(one.state, one.due, today=today, proofs=int(one.proven)):
            found[UNPROVEN].append(one.pk)
        stuck = one.state == State.STUCK or any(part.state == State.STUCK for part in pieces.get(one.pk, ()))
        if stuck or (one.asks_time and one.state not in CLOSED):
            found[STUCK].append(one.pk)
        owner = owners.get(one.owner)
        if one.state not in CLOSED and (is_over(owner) or has_left(owner, today)):
            found[OVER].append(one.pk)
        if one.missed and one.state not in CLOSED:
            found[MISSED].append(one.pk)
    found[WAITING] = list(dict.fromkeys(pk for _day, pk in handed_in(light, pieces)))
    return found


def _is_soon(one: Light, today: date) -> bool:
    near = one.due is not None and today <= one.due <= today + NEAR
    return near and one.state not in CLOSED and one.state != State.SUBMITTED


def by_person(
    light: Iterable[Light], owners: Mapping[OwnerKey, Owner], shares: Mapping[int, Share], today: date
) -> dict[tuple[str, int], Tally]:
    """Open work by who has to do it today; of a group's work each member whose product is not accepted has one."""
    found: dict[tuple[str, int], Tally] = {}
    for one in light:
        if one.state in CLOSED:
            continue
        share = shares.get(one.pk)
        for who in _answerable(owners.get(one.owner), share, today):
            _count(found.setdefault(who, Tally()), one, today)
        for person in share.waiting if share else ():
            waits = one._replace(state=State.SUBMITTED)
            _count(found.setdefault((person.name, int(person.key)), Tally()), waits, today)
    return dict(sorted(found.items(), key=lambda item: (-item[1].late, -item[1].soon, -item[1].open, item[0])))


def _answerable(owner: Owner | None, share: Share | None, today: date) -> list[tuple[str, int]]:
    if owner is None or is_over(owner):
        return [("", 0)]
    if share is not None and (share.missing or share.waiting):
        return [(person.name, int(person.key)) for person in share.missing]
    if isinstance(owner, Group):
        return [(owner.name, 0)]
    return [(person.name, int(person.key)) for person in owner.holders(today)] or [(owner.name, 0)]


def by_field(light: Iterable[Light], today: date) -> dict[str, Tally]:
    """Open work by the field of the index."""
    found: dict[str, Tally] = {}
    for one in light:
        if one.state not in CLOSED:
            _count(found.setdefault(one.field, Tally()), one, today)
    return found


def _count(tally: Tally, one: Light, today: date) -> None:
    tally.open += 1
    tally.late += is_late(one.state, one.due, today=today)
    tally.soon += _is_soon(one, today)
    tally.waiting += one.state == State.SUBMITTED


def points_of(light: Iterable[Light]) -> tuple[Decimal, Decimal]:
    """Points that are sure, and those that still wait; criteria of different plans are not mixed."""
    states: dict[int, set[State]] = {}
    plans: dict[int, dict[int, PlanTask]] = {}
    for one in light:
        states.setdefault(one.task, set()).update((one.state, State.PLANNED) if one.coming else (one.state,))
        task = PlanTask(number=str(one.task), text="", criterion=one.criterion or None, gain=one.gain)
        plans.setdefault(one.plan, {})[one.task] = task
    sure = waiting = Decimal(0)
    for tasks in plans.values():
        settled, still = sure_and_open(gains(tasks.values(), lambda task: _state_of(states[int(task.number)])))
        sure, waiting = sure + settled, waiting + still
    return sure, waiting


def _state_of(states: set[State]) -> State:
    """A task that comes back is done when all its times are."""
    counted = states - {State.CANCELLED}
    if not counted:
        return State.CANCELLED
    return State.ACCEPTED if counted == {State.ACCEPTED} else State.DOING
