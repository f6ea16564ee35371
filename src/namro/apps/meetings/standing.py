"""How the tasks of a meeting stand on a day: by conclusion and by person. Eight queries, however many tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.db.models import Prefetch, Sum

from namro.apps.meetings.models import Conclusion, Meeting
from namro.apps.people.owners import owners_of
from namro.apps.plans.models import Occurrence, Piece, Told
from namro.apps.plans.queries import with_task
from namro.core.base.names import sort_key
from namro.core.improvement.owners import Group, Owner, Person, Share, delivered
from namro.core.improvement.quantities import plain
from namro.core.improvement.states import State

_HANDED_IN = {State.SUBMITTED, State.ACCEPTED}


class Came(StrEnum):
    """How one product of one person came in, on the day that is looked from."""

    ON_TIME = "on_time"
    LATE = "late"
    OVERDUE = "overdue"
    OPEN = "open"


@dataclass(slots=True)
class Count:
    """Products by how they came in."""

    on_time: int = 0
    late: int = 0
    overdue: int = 0
    open: int = 0

    def add(self, came: Came) -> None:
        """Count one more."""
        setattr(self, came.value, getattr(self, came.value) + 1)

    @property
    def done(self) -> int:
        """What came in, in time or not."""
        return self.on_time + self.late


@dataclass(frozen=True, slots=True)
class Line:
    """One conclusion with its task's latest time that was due by the day, or else the first one to come.

    `share` where every member of a group owes a product; `count` is over all times that were due; `counted` is how much
    of a quantity was told by the day, "3/4 tin".
    """

    conclusion: Conclusion
    work: Occurrence | None
    owner: Owner | None
    share: Share | None
    count: Count
    counted: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """The tasks of a meeting on a day. `waiting` conclusions are not tasks yet, or their plan is not in force."""

    meeting: Meeting
    day: date
    lines: tuple[Line, ...]
    people: tuple[tuple[str, Count], ...]
    total: Count = field(default_factory=Count)

    @property
    def waiting(self) -> int:
        """Conclusions that nobody was given yet."""
        return sum(line.work is None for line in self.lines)

    def to_remind(self) -> list[tuple[Occurrence, Owner | None, Share | None]]:
        """The work that is not done, for a message."""
        open_ = [line for line in self.lines if line.work and line.work.state not in {*_HANDED_IN, State.CANCELLED}]
        return [(line.work, line.owner, line.share) for line in open_ if line.work]


def standing_of(meeting: Meeting, day: date) -> Standing:
    """Return how the meeting's tasks stand on a day: what was handed in after it has not come in yet."""
    rows = meeting.conclusions.select_related("task__owner_user", "task__owner_position", "task__owner_group")
    conclusions = list(rows.order_by("place", "id"))
    owners = owners_of([row.task for row in conclusions if row.task], today=day)
    works: dict[int, list[Occurrence]] = {}
    found = with_task(Occurrence.objects.filter(task__concluded__meeting=meeting))
    for work in found.prefetch_related(Prefetch("pieces", Piece.objects.order_by("id"))).order_by("scheduled"):
        works.setdefault(work.task_id, []).append(work)
    told = _told_by(meeting, day)
    people: dict[str, Count] = {}
    total = Count()
    lines = []
    for row in conclusions:
        owner = owners.get(row.task_id) if row.task_id else None
        due = _by(works.get(row.task_id or 0, ()), day)
        count = Count()
        for work in due:
            for name, came in _came_in(work, owner, day):
                count.add(came)
                total.add(came)
                people.setdefault(name, Count()).add(came)
        last = due[-1] if due else None
        share = _share(last, owner, day) if last else None
        lines.append(Line(row, last, owner, share, count, _counted(last, owner, told, day) if last else ""))
    named = sorted(people.items(), key=lambda item: (-item[1].overdue, -item[1].late, sort_key(item[0])))
    return Standing(meeting, day, tuple(lines), tuple(named), total)


def _told_by(meeting: Meeting, day: date) -> dict[int, Decimal]:
    """How much was told of each time by a day."""
    rows = Told.objects.filter(occurrence__task__concluded__meeting=meeting, removed_at=None, on__lte=day)
    return dict(rows.order_by().values_list("occurrence").annotate(Sum("value")))


def _counted(work: Occurrence, owner: Owner | None, told: dict[int, Decimal], day: date) -> str:
    task = work.task
    if task.quantity is None:
        return ""
    people = len(owner.holders(work.due or day)) if isinstance(owner, Group) and owner.each else 1
    done, owed = told.get(work.pk, Decimal(0)), task.quantity * max(1, people)
    return f"{plain(done)}/{plain(owed)} {task.measure}".strip()


def _by(works: Sequence[Occurrence], day: date) -> list[Occurrence]:
    """The times that were due by the day; where none was, the first one."""
    live = [work for work in works if work.state != State.CANCELLED]
    return [work for work in live if work.due and work.due <= day] or live[:1]


def _came_in(work: Occurrence, owner: Owner | None, day: date) -> Iterator[tuple[str, Came]]:
    on = work.due or day
    if isinstance(owner, Group) and owner.each:
        pieces = {str(piece.user_id): piece for piece in work.pieces.all()}
        for person in owner.holders(on):
            yield person.name, _came(pieces.get(person.key), work.due, day)
        return
    holders: Sequence[Person] = () if owner is None or isinstance(owner, Group) else owner.holders(on)
    for name in [person.name for person in holders] or [owner.name if owner else work.task.lead_text]:
        yield name, _came(work, work.due, day)


def _came(owed: Occurrence | Piece | None, due: date | None, day: date) -> Came:
    handed_in = owed.submitted_on if owed is not None and owed.state in _HANDED_IN else None
    if handed_in is not None and handed_in <= day:
        return Came.LATE if due and handed_in > due else Came.ON_TIME
    return Came.OVERDUE if due and due < day else Came.OPEN


def _share(work: Occurrence, owner: Owner | None, day: date) -> Share | None:
    """How many of a group's products are there; what waits for a decision was delivered by its person."""
    if not isinstance(owner, Group) or not owner.each:
        return None
    there = {
        str(piece.user_id)
        for piece in work.pieces.all()
        if piece.state in _HANDED_IN and piece.submitted_on and piece.submitted_on <= day
    }
    return delivered(owner, there, work.due or day)
