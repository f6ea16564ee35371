"""What people did with one time of a task on the way, and may do: lists, values, parts, comments, passing on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from namro.apps.people.models import User
from namro.apps.people.owners import owners_of
from namro.apps.people.queries.people import people_of
from namro.apps.plans.desk import Desk
from namro.apps.plans.habits import habits_of
from namro.apps.plans.models import CheckItem, Comment, Goal, HandOver, Occurrence, Tick, Told
from namro.apps.plans.permissions import can_comment
from namro.apps.plans.queries import with_task
from namro.core.improvement.milestones import Milestone, Stand, stand_of
from namro.core.improvement.milestones import Told as ToldValue
from namro.core.improvement.owners import Group, Owner
from namro.core.improvement.passing import Passing
from namro.core.improvement.quantities import Pace, pace, period_of
from namro.core.improvement.states import CLOSED, Role, State

#: So many comments and values are shown, the newest first.
COMMENTS, VALUES = 50, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Doings:
    """`ticks` by the line, `counts` by the member of a group (0: the whole), `people` who may be called or given to."""

    items: tuple[CheckItem, ...]
    ticks: Mapping[int, Tick]
    goals: tuple[tuple[Goal, Stand], ...]
    told: tuple[Told, ...]
    counts: Mapping[int, Decimal]
    parts: tuple[Occurrence, ...]
    part_owners: Mapping[int, Owner]
    whole: Occurrence | None
    comments: tuple[Comment, ...]
    passings: tuple[HandOver, ...]
    people: tuple[tuple[int, str], ...]
    ahead: int
    can_write: bool

    @property
    def offer(self) -> HandOver | None:
        """The offer to take the work over that waits for an answer."""
        return next((row for row in self.passings if row.state == Passing.OFFERED), None)


def doings_of(desk: Desk) -> Doings:
    """Return everything beside the desk; the number of queries is fixed."""
    row, today = desk.row, desk.user.standing.day
    task = row.task
    values = list(
        Told.objects.filter(occurrence=row, removed_at=None).select_related("by", "piece").order_by("-on", "-id")
    )
    known = [ToldValue(one.on, one.value) for one in values if desk.member is None or _of_member(one, desk.member)]
    goals = Goal.objects.filter(task=task, removed_at=None).order_by("day")
    parts = tuple(with_task(Occurrence.objects.filter(task__part_of=row, task__dropped=False)).order_by("due", "pk"))
    comments = Comment.objects.filter(occurrence=row).select_related("by", "removed_by").prefetch_related("called")
    passings = HandOver.objects.filter(task=task).select_related("giver", "receiver", "by", "answered_by")
    return Doings(
        items=tuple(CheckItem.objects.filter(task=task, removed_at=None).order_by("id")),
        ticks={tick.item_id: tick for tick in Tick.objects.filter(occurrence=row).select_related("by")},
        goals=tuple((one, stand_of(Milestone(one.value, one.day, one.before), known, today=today)) for one in goals),
        told=tuple(values[:VALUES]),
        counts=_counts(values),
        parts=parts,
        part_owners=owners_of((part.task for part in parts), today=today),
        whole=task.part_of,
        comments=tuple(comments.order_by("-id")[:COMMENTS])[::-1],
        passings=tuple(passings.order_by("id")),
        people=tuple(people_of(task.plan.unit_id, today).order_by("full_name", "pk").values_list("pk", "full_name")),
        ahead=habits_of(task.plan.unit_id, desk.user.standing.day).ask_ahead,
        can_write=can_comment(desk.user, task.plan),
    )


def pace_of(desk: Desk, counts: Mapping[int, Decimal], *, member: int | None) -> Pace | None:
    """How the count of a member, or of the whole, stands today; None where the task does not count."""
    row, task, today = desk.row, desk.row.task, desk.user.standing.day
    if task.quantity is None:
        return None
    whole = member is None
    people = max(1, len(desk.members)) if desk.each and whole else 1
    done = sum(counts.values(), Decimal(0)) if whole else counts.get(member or 0, Decimal(0))
    span = period_of(task.period, row.due or max(today, row.scheduled), since=task.since)
    return pace(done, task.quantity * people, measure=task.measure, span=span, today=today)


def passes_on(desk: Desk, found: Doings) -> bool:
    """Whether the person may offer or order the work to somebody else now."""
    single = desk.owner is not None and not isinstance(desk.owner, Group)
    return single and found.offer is None and bool(desk.roles) and State(desk.row.state) not in CLOSED


def splits(desk: Desk) -> bool:
    """Whether the person may split parts off the work now."""
    whole = not desk.each and desk.row.task.part_of_id is None
    return whole and bool(desk.roles) and State(desk.row.state) not in CLOSED


def writes_list(desk: Desk) -> bool:
    """Whether the person may write the list of things to do and tick it."""
    mine = not desk.roles.isdisjoint({Role.OWNER, Role.COORDINATOR}) or str(desk.user.pk) in {
        person.key for person in desk.members
    }
    return mine and State(desk.row.state) not in CLOSED


def sets_goals(desk: Desk) -> bool:
    """Whether the person may say what has to be reached on the way."""
    return not desk.roles.isdisjoint({Role.COORDINATOR, Role.LEADER}) and State(desk.row.state) not in CLOSED


def calls(user: User, found: Doings) -> tuple[tuple[int, str], ...]:
    """The people whom the person may call in a comment."""
    return tuple((key, name) for key, name in found.people if key != user.pk)


def _of_member(one: Told, member: int) -> bool:
    return one.piece is not None and one.piece.user_id == member


def _counts(values: list[Told]) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    for one in values:
        key = one.piece.user_id if one.piece else 0
        found[key] = found.get(key, Decimal(0)) + one.value
    return found
