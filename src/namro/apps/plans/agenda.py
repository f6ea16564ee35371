"""What one person owes, looks after, and has to decide. The number of queries does not grow with the number of rows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Sum

from namro.apps.people.heirs import heirs
from namro.apps.people.models import GroupMember, OwnerKind, Role, User
from namro.apps.people.permissions import Handovers
from namro.apps.people.queries.organisation import unit_handovers
from namro.apps.plans.models import Collaborator, Occurrence, Piece, Task, Told, WorkEvent
from namro.apps.plans.permissions import readable_by
from namro.apps.plans.queries import asks_for_time, with_task, with_time
from namro.core.base.spans import Span, with_origins
from namro.core.improvement.agenda import Section, section_of
from namro.core.improvement.states import CLOSED, State

#: A task without a due day that is never finished.
CONTINUOUS = "ongoing"


@dataclass(frozen=True, slots=True)
class Duties:
    """Through what a person owes work: by name (`here`), by positions and groups during a time, by helping today.

    Positions are those held and those of which the held ones took over all work. `readable` is the condition on the
    occurrences that the person may read.
    """

    user: int
    day: date
    here: bool
    positions: tuple[tuple[int, Span], ...]
    helping: frozenset[int]
    groups: tuple[tuple[int, Span], ...]
    readable: Q
    handovers: Handovers


def duties_of(user: User) -> Duties:
    """Return through what the person owes work; two queries, a third one for who took over another position's work.

    Who held positions and holds none any more has left and owes nothing by name (`owners.owners_of` says the same).
    """
    day = user.standing.day
    seats = user.standing.seats
    held = [(seat.position, seat.span) for seat in seats]
    after = heirs(wanted=any(seat.took_over or seat.ended for seat in seats))
    here = not held or (min(span.since for _, span in held) <= day and any(_lasts(span, day) for _, span in held))
    rows = GroupMember.objects.filter(position__in={position for position, _ in held})
    groups = [
        (group, together)
        for group, place, since, until in rows.values_list("group", "position", "since", "until")
        for position, span in held
        if position == place and (together := span.common(Span(since, until)))
    ]
    positions = tuple(work for position, span in held for work in after.work_of(position, span))
    helping = after.helped_by((position for position, span in held if span.covers(day)), day)
    handovers = unit_handovers()
    readable = readable_by(user, "task__plan__", handovers)
    return Duties(user.pk, day, here, positions, helping, tuple(groups), readable, handovers)


def _lasts(span: Span, day: date) -> bool:
    return span.until is None or span.until > day


def owed_by(duties: Duties) -> Q:
    """Return the condition on occurrences that the person owes.

    Work follows the position; for all of a group any member of today may deliver; where each member owes a product,
    the members of the due day do.
    """
    found = Q(task__owner_position__in={position for position, span in duties.positions if span.covers(duties.day)})
    if duties.here:
        found |= Q(task__owner_user=duties.user)
    now = {group for group, span in duties.groups if span.covers(duties.day)}
    found |= Q(task__owner_kind=OwnerKind.ANY, task__owner_group__in=now)
    for group, span in duties.groups:
        then = Q(due__gte=span.since) & (Q(due__lt=span.until) if span.until else Q())
        if span.covers(duties.day):
            then |= Q(due__isnull=True)
        found |= Q(then, task__owner_kind=OwnerKind.EACH, task__owner_group=group)
    return found


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a list before it is fetched whole."""

    pk: int
    task: int
    section: Section
    due: date | None
    gain: Decimal | None


def _tasks(duties: Duties) -> QuerySet[Task]:
    """Tasks with which the person ever had to do: work is looked for among these, not in a whole province."""
    me = Q(user=duties.user) | Q(position__in=duties.helping)
    return Task.objects.filter(
        Q(owner_user=duties.user)
        | Q(owner_position__in={position for position, _span in duties.positions})
        | Q(owner_group__in={group for group, _span in duties.groups})
        | Q(pk__in=Collaborator.objects.filter(me).values("task"))
        | Q(pk__in=Piece.objects.filter(user=duties.user).values("occurrence__task"))
    )


def _readable(duties: Duties) -> QuerySet[Occurrence]:
    """What the person may read, joined with the own product where every member of a group owes one."""
    rows = Occurrence.objects.filter(duties.readable, task__in=_tasks(duties))
    return rows.alias(own=FilteredRelation("pieces", condition=Q(pieces__user=duties.user)))


def agenda(duties: Duties) -> list[Entry]:
    """Return everything open that the person owes, the most urgent first, in one query."""
    rows = _readable(duties)
    rows = rows.filter(owed_by(duties)).exclude(state__in=CLOSED).order_by("due", "task__place", "pk")
    found = []
    rows = rows.annotate(asks_time=asks_for_time())
    columns = (
        "pk",
        "task",
        "state",
        "due",
        "task__period",
        "task__owner_kind",
        "own__state",
        "task__gain",
        "asks_time",
    )
    for pk, task, state, due, period, kind, own, gain, asks in rows.values_list(*columns):
        mine = State(own or State.PLANNED) if kind == OwnerKind.EACH else State(state)
        section = section_of(mine, due, today=duties.day, continuous=period == CONTINUOUS, asks_time=asks)
        if section is not None:
            found.append(Entry(pk, task, section, due, gain))
    return sorted(found, key=lambda entry: entry.due or date.max)


def to_decide(user: User, handovers: Handovers) -> list[int]:
    """Return the work that waits for the person to decide, the longest waiting first, in one query."""
    if not user.standing.has(Role.COORDINATOR, Role.LEADER):
        return []
    day = user.standing.day
    reviewed = with_origins(user.standing.units(Role.COORDINATOR, Role.LEADER), handovers, day)
    led = with_origins(user.standing.units(Role.LEADER), handovers, day)
    wanted = Q(_or_a_piece(State.SUBMITTED), task__plan__unit__in=reviewed)
    wanted |= Q(Q(_or_a_piece(State.STUCK), asks_for_time(), _connector=Q.OR), task__plan__unit__in=led)
    rows = Occurrence.objects.filter(wanted).exclude(state__in=CLOSED)
    return list(rows.order_by(F("submitted_on").asc(nulls_last=True), "due", "pk").values_list("pk", flat=True))


def _or_a_piece(state: State) -> Q:
    """The whole, or the product of some member, is in this state."""
    some = Exists(Piece.objects.filter(occurrence=OuterRef("pk"), state=state))
    return Q(Q(state=state), some, _connector=Q.OR)


def counts(duties: Duties) -> tuple[int, int]:
    """Return how much the person has finished, and how much open work the person helps with; one query."""
    rows = _readable(duties)
    found = rows.aggregate(
        done=Count("pk", filter=_finished(duties)),
        helped=Count("pk", filter=Exists(_helping(duties)) & ~Q(state__in=CLOSED)),
    )
    return found["done"], found["helped"]


def finished(duties: Duties) -> QuerySet[Occurrence]:
    """What the person finished, or held the position when it was handed in, the newest first."""
    rows = _readable(duties).filter(_finished(duties))
    return rows.order_by(F("accepted_on").desc(nulls_last=True), "-pk")


def helped(duties: Duties) -> QuerySet[Occurrence]:
    """Open work that the person helps with, the most urgent first."""
    rows = _readable(duties).filter(Exists(_helping(duties))).exclude(state__in=CLOSED)
    return rows.order_by(F("due").asc(nulls_last=True), "pk")


def _finished(duties: Duties) -> Q:
    """What was done stays with who held the position or was in the group on the day of handing in."""
    whole = Q(task__owner_user=duties.user)
    for position, span in duties.positions:
        whole |= Q(_handed_in(span), task__owner_position=position)
    for group, span in duties.groups:
        whole |= Q(_handed_in(span), task__owner_kind=OwnerKind.ANY, task__owner_group=group)
    return Q(whole, state=State.ACCEPTED) | Q(task__owner_kind=OwnerKind.EACH, own__state=State.ACCEPTED)


def _handed_in(days: Span) -> Q:
    return Q(submitted_on__gte=days.since) & (Q(submitted_on__lt=days.until) if days.until else Q())


def _helping(duties: Duties) -> QuerySet[Collaborator]:
    me = Q(user=duties.user) | Q(position__in=duties.helping)
    return Collaborator.objects.filter(me, task=OuterRef("task"))


def rows_of(user: User, keys: Collection[int]) -> dict[int, Occurrence]:
    """Return rows of a list by their ids, in one query; the ids come from what the person may read.

    `own_state`, `own_submitted_on`, `own_accepted_on` are those of the person's product where each member owes one;
    `proof_count` counts the person's proof there and all proof elsewhere, `proof_total` everybody's; `told` is the
    last reason or question, `counted` what was told of a quantity.
    """
    standing = Q(proofs__taken_back_at=None)
    mine = Q(piece=None) | Q(piece__user=user.pk)
    last = WorkEvent.objects.filter(occurrence=OuterRef("pk"), act__in=("return", "reopen", "ask")).order_by("-id")
    values = Told.objects.filter(mine, occurrence=OuterRef("pk"), removed_at=None).order_by()
    counts = values.values("occurrence").annotate(sum=Sum("value"))
    rows = with_time(with_task(Occurrence.objects.filter(pk__in=keys)))
    found = rows.annotate(own=FilteredRelation("pieces", condition=Q(pieces__user=user.pk))).annotate(
        own_state=F("own__state"),
        own_submitted_on=F("own__submitted_on"),
        own_accepted_on=F("own__accepted_on"),
        counted=Subquery(counts.values("sum")[:1]),
        told=Subquery(last.filter(mine).values("said")[:1]),
        proof_count=Count("proofs", filter=standing & (Q(proofs__piece=None) | Q(proofs__piece__user=user.pk))),
        proof_total=Count("proofs", filter=standing),
    )
    return {row.pk: row for row in found}
