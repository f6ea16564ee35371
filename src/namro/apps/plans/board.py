"""The work of whole units, for those who lead, coordinate or watch them.

One light row for each time of a task is read and counted in memory; only the few rows that are shown are fetched whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When

from namro.apps.people.models import OwnerKind, Role, User
from namro.apps.people.owners import owners_of
from namro.apps.people.queries.organisation import organisation_on
from namro.apps.plans.models import FallenValue, Occurrence, Piece, Proof, Task, WorkEvent
from namro.apps.plans.queries import asks_for_time, extended, with_task, with_time
from namro.apps.plans.tallies import (
    STUCK,
    Light,
    OwnerKey,
    Product,
    Tally,
    by_field,
    by_person,
    columns_of,
    handed_in,
    people_in,
    points_of,
    with_whole_groups,
)
from namro.core.base.spans import with_origins
from namro.core.improvement.owners import Owner, Share, delivered
from namro.core.improvement.states import CLOSED, State
from namro.core.timetable import national_calendar, working_days

#: Whose work is on the board.
WATCHING = (Role.LEADER, Role.COORDINATOR, Role.WATCHER)
#: So many values below last year's are counted; a province has no more to read.
_MOST_FALLEN = 500
#: Rows shown in a column; the others are counted.
SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everything on the board. `columns` are ids in their order, `rows` those shown, whole.

    `people` are tallies by (name, id of the account or 0), `fields` by title. `sure` and `possible` are points.
    `extended` counts the work that was given more time.
    `review_days` are the working days that each submission has waited for its decision.
    """

    today: date
    total: int
    done: int
    extended: int
    columns: Mapping[str, list[int]]
    rows: Mapping[int, Occurrence]
    owners: Mapping[int, Owner]
    shares: Mapping[int, Share]
    people: Mapping[tuple[str, int], Tally]
    fields: Mapping[str, Tally]
    sure: Decimal
    possible: Decimal
    review_days: list[int]
    questions: Mapping[int, str] = field(default_factory=dict)
    #: Values below last year's, those shown; `fallen_total` counts all.
    fallen: Sequence[FallenValue] = ()
    fallen_total: int = 0


def watched_units(user: User) -> tuple[frozenset[int], str]:
    """Return the units whose board the person sees, with those that they took over from, and the names of the own."""
    own = user.standing.units(*WATCHING)
    if not own:
        return own, ""
    tree, handovers = organisation_on(user.standing.day)
    names = ", ".join(tree.nodes[unit].name for unit in sorted(own) if unit in tree.nodes)
    return with_origins(own, handovers, user.standing.day), names


def board_of(units: Collection[int], *, today: date, shown: int = SHOWN) -> Board:
    """Return the board of some units; the number of queries is fixed.

    Open work of all plans counts, closed work only of those that still run.
    """
    light = _light(units, today)
    owner_by_key = _owners(light, today)
    pieces = _pieces(light)
    shares = {
        one.pk: _share(owner, pieces.get(one.pk, ()), one.due or today)
        for one in light
        if one.owner[0] == OwnerKind.EACH and (owner := owner_by_key.get(one.owner)) is not None
    }
    light = with_whole_groups(light, shares)
    columns = columns_of(light, pieces, today, owners=owner_by_key)
    wanted = {pk for keys in columns.values() for pk in keys[:shown]}
    rows = {row.pk: row for row in _whole(wanted)}
    sure, possible = points_of(light)
    calendar = national_calendar()
    held = handed_in(light, pieces)
    fallen = fallen_in(units, today)
    return Board(
        today=today,
        total=sum(one.state != State.CANCELLED for one in light),
        done=sum(one.state == State.ACCEPTED for one in light),
        extended=sum(one.extended and one.state != State.CANCELLED for one in light),
        columns=columns,
        rows=rows,
        owners={row.task_id: owner for row in rows.values() if (owner := owner_by_key.get(_key_of(row.task)))},
        shares=shares,
        people=by_person(light, owner_by_key, shares, today),
        fields=by_field(light, today),
        sure=sure,
        possible=possible,
        review_days=sorted((max(0, working_days(day, today, calendar)) for day, _pk in held), reverse=True),
        questions=_questions(columns[STUCK][:shown]),
        fallen=fallen[:shown],
        fallen_total=len(fallen),
    )


def fallen_in(units: Collection[int], today: date) -> list[FallenValue]:
    """Return what is below last year's value in the running plans of some units, with its plan; one query."""
    rows = FallenValue.objects.filter(plan__unit__in=units, plan__since__lte=today, plan__last__gte=today)
    return list(rows.select_related("plan").order_by("plan__unit__code", "plan", "place")[:_MOST_FALLEN])


def _share(owner: Owner, products: Sequence[Product], day: date) -> Share:
    waiting = people_in(State.SUBMITTED, products)
    return delivered(owner, people_in(State.ACCEPTED, products), day, waiting=waiting)


_LIGHT = (
    "pk", "task", "task__plan", "state", "due", "submitted_on", "task__owner_kind", "task__owner_user",
    "task__owner_position", "task__owner_group", "task__group", "task__criterion", "task__gain", "proven", "asks_time",
    "extended", "coming",
)  # fmt: skip


def _light(units: Collection[int], today: date) -> list[Light]:
    running = Q(task__plan__last__gte=today) | ~Q(state__in=CLOSED)
    proof = Proof.objects.filter(occurrence=OuterRef("pk"), taken_back_at=None)
    rows = Occurrence.objects.filter(running, task__plan__unit__in=units).annotate(
        proven=Exists(proof),
        asks_time=asks_for_time(),
        extended=extended(),
        coming=Case(When(task__laid_until__lt=F("task__ends"), then=Value(True)), default=Value(False)),
    )
    states = {state.value: state for state in State}
    return [
        Light(pk, task, plan, states[state], due, submitted, (kind, user, position, group), *rest)
        for pk, task, plan, state, due, submitted, kind, user, position, group, *rest in rows.order_by(
            F("due").asc(nulls_last=True), "task__place", "pk"
        ).values_list(*_LIGHT)
    ]


def _key_of(task: Task) -> OwnerKey:
    return task.owner_kind, task.owner_user_id, task.owner_position_id, task.owner_group_id


def _owners(light: Iterable[Light], today: date) -> dict[OwnerKey, Owner]:
    """Owners by what names them: each is asked for once, however many tasks it has."""
    one_each = {one.owner: one.task for one in light if one.owner[0]}
    tasks = list(
        Task.objects.filter(pk__in=one_each.values()).select_related("owner_user", "owner_position", "owner_group")
    )
    found = owners_of(tasks, today=today)
    return {_key_of(task): found[task.pk] for task in tasks}


def _pieces(light: Iterable[Light]) -> dict[int, list[Product]]:
    """The products of members, by the id of the time, where every member of a group owes one."""
    owed = [one.pk for one in light if one.owner[0] == OwnerKind.EACH and one.state not in CLOSED]
    rows = Piece.objects.filter(occurrence__in=owed).exclude(state=State.PLANNED)
    found: dict[int, list[Product]] = {}
    for key, user, state, day in rows.values_list("occurrence", "user", "state", "submitted_on"):
        found.setdefault(key, []).append(Product(user, State(state), day))
    return found


def _whole(keys: Collection[int]) -> Iterable[Occurrence]:
    proofs = Count("proofs", filter=Q(proofs__taken_back_at=None))
    return with_time(with_task(Occurrence.objects.filter(pk__in=keys))).annotate(proof_total=proofs)


def _questions(keys: Collection[int]) -> dict[int, str]:
    rows = WorkEvent.objects.filter(occurrence__in=keys, act="ask").order_by("id")
    return dict(rows.values_list("occurrence", "said"))
