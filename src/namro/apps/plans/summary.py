"""All tasks of a plan in short, to count, group and filter: one query, whatever the page shows of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, F, Min, Q, QuerySet

from namro.apps.people.heirs import heirs
from namro.apps.plans.models import Occurrence, Plan, Task
from namro.core.base.folding import fold, tidy
from namro.core.improvement.states import CLOSED, State

#: Which tasks to show: all that stand, those without a person or a day, those to mend, proposals, those taken out.
NO_OWNER, NO_DAY, FAULTY, PROPOSED, DROPPED = "chua-nguoi", "chua-han", "can-sua", "de-xuat", "da-bo"


class Brief(NamedTuple):
    """A task in short."""

    id: int
    group: str
    text: str
    criterion: str
    cause: str
    gain: Decimal | None
    deliverable: str
    owner_kind: str
    owner_position: int | None
    lead_text: str
    due: date | None
    due_token: str
    period: str
    proposed: bool
    dropped: bool

    @property
    def no_day(self) -> bool:
        """Neither a day nor a rhythm."""
        return self.due is None and not self.period


class Standing(NamedTuple):
    """How the times of a task stand; `next` is the first due day of a time for which nothing was handed in.

    `coming` is not 0 while further times are laid out later.
    """

    times: int
    accepted: int
    late: int
    early: int
    cancelled: int
    submitted: int
    returned: int
    stuck: int
    doing: int
    next: date | None
    coming: int = 0

    @property
    def finished(self) -> bool:
        """Nothing more is expected."""
        return self.times == self.accepted + self.cancelled and not self.coming


def briefs(plan: Plan, *, today: date) -> list[Brief]:
    """Return the tasks in order, tasks of one group together; one query, a second one when an owner's position ended.

    Whose position is over by `today` and has no single successor owes nothing: the task is without an owner.
    """
    found = Task.objects.filter(plan=plan, part_of=None).order_by("place", "id")
    ends: dict[int, date | None] = {}
    rows = []
    for *columns, until in found.values_list(*Brief._fields, "owner_position__until"):
        row = Brief(*columns)
        rows.append(row)
        if row.owner_position and until:
            ends[row.owner_position] = until
    after = heirs(wanted=bool(ends))
    over = {key for key, until in ends.items() if after.ending_of(key, until, today).over is not None}
    rows = [row._replace(owner_kind="") if row.owner_position in over else row for row in rows]
    first = {row.group: n for n, row in reversed(list(enumerate(rows)))}
    return sorted(rows, key=lambda row: first[row.group])


def standings(plan: Plan) -> dict[int, Standing]:
    """Return how the work of each task of a plan stands; one query."""
    return _standings(Occurrence.objects.filter(task__plan=plan))


def standings_of(tasks: Iterable[int]) -> dict[int, Standing]:
    """Return how the work of some tasks stands; one query."""
    return _standings(Occurrence.objects.filter(task__in=list(tasks)))


def _standings(work: QuerySet[Occurrence]) -> dict[int, Standing]:
    open_ = ~Q(state__in=[*CLOSED, State.SUBMITTED])
    accepted = Q(state=State.ACCEPTED)

    def count(condition: Q) -> Count:
        return Count("id", filter=condition)

    rows = work.values("task_id")
    found = rows.annotate(
        n_times=Count("id"),
        n_accepted=count(accepted),
        n_late=count(accepted & Q(submitted_on__gt=F("due"))),
        n_early=count(accepted & Q(submitted_on__lt=F("due"))),
        n_cancelled=count(Q(state=State.CANCELLED)),
        n_submitted=count(Q(state=State.SUBMITTED)),
        n_returned=count(Q(state=State.RETURNED)),
        n_stuck=count(Q(state=State.STUCK)),
        n_doing=count(Q(state=State.DOING)),
        n_coming=count(Q(task__laid_until__lt=F("task__ends"))),
        next_due=Min("due", filter=open_),
    )
    columns = [*(f"n_{name}" for name in Standing._fields[:-2]), "next_due", "n_coming"]
    return {key: Standing(*rest) for key, *rest in found.order_by("task_id").values_list("task_id", *columns)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks somebody wants to see; `group` counts from 1, 0 is all."""

    cause: str = ""
    group: int = 0
    only: str = ""
    search: str = ""


def group_names(rows: Iterable[Brief]) -> list[str]:
    """The groups in order."""
    return list(dict.fromkeys(row.group for row in rows if not row.dropped))


def chosen(rows: Sequence[Brief], wanted: Wanted, *, faulty: Iterable[int] = ()) -> list[Brief]:
    """Return the tasks that somebody wants; `faulty` are the ids of those to mend."""
    names = group_names(rows)
    group = names[wanted.group - 1] if 0 < wanted.group <= len(names) else ""
    to_mend = set(faulty)
    keep: Callable[[Brief], bool] = {
        NO_OWNER: lambda row: not row.owner_kind,
        NO_DAY: lambda row: row.no_day,
        FAULTY: lambda row: row.id in to_mend,
        PROPOSED: lambda row: row.proposed,
    }.get(wanted.only, bool)
    words = fold(tidy(wanted.search)).split()
    return [
        row
        for row in rows
        if row.dropped == (wanted.only == DROPPED)
        and (not wanted.cause or row.cause == wanted.cause)
        and (not group or row.group == group)
        and keep(row)
        and (not words or _holds(row, words))
    ]


def _holds(row: Brief, words: list[str]) -> bool:
    text = fold(tidy(f"{row.criterion} {row.text} {row.deliverable} {row.lead_text}"))
    return all(word in text for word in words)
