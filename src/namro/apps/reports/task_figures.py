"""Figures and lists that the work of a unit's plans tells: what was due, done, late, what comes next.

A time of a task counts as done when what was submitted by the close of the data was accepted; the day of submission
counts, never the reviewer's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from namro.apps.people.owners import owners_of
from namro.apps.plans.models import DueMove, Occurrence, Plan
from namro.apps.plans.queries import with_task
from namro.apps.reports.sources import Asked
from namro.core.base.folding import fold
from namro.core.improvement.extensions import Outcome
from namro.core.improvement.states import STATE_WORDS, State
from namro.core.reporting import paper_words as said
from namro.core.reporting.paper import Grid
from namro.core.reporting.values import Value, share_of
from namro.core.timetable import days_late, national_calendar
from namro.ui.formats import day

#: More rows than this are not printed in a report; the list says how many there are.
MOST = 60


@dataclass(frozen=True, slots=True)
class _Work:
    """The times of tasks that matter for one report, and the two ends of its window."""

    rows: tuple[Occurrence, ...]
    first: date
    last: date
    ahead: date

    def done(self, row: Occurrence) -> bool:
        """Whether it was done by the close of the data."""
        return row.state == State.ACCEPTED and row.submitted_on is not None and row.submitted_on <= self.last

    @property
    def due(self) -> list[Occurrence]:
        """Due inside the window."""
        return [row for row in self.rows if row.due and self.first <= row.due <= self.last]

    @property
    def year(self) -> list[Occurrence]:
        """Due since the beginning of the year, up to the close."""
        return [row for row in self.rows if row.due and row.due <= self.last]

    def named(self, ref: str) -> list[Occurrence]:
        """The times that a reference means."""
        name, _colon, words = ref.partition(":")
        wanted: dict[str, Callable[[], list[Occurrence]]] = {
            "due": lambda: self.due,
            "share": lambda: self.due,
            "due_done": lambda: [row for row in self.due if self.done(row)],
            "in_time": lambda: [row for row in self.due if self.done(row) and not _late(row)],
            "done_late": lambda: [row for row in self.due if self.done(row) and _late(row)],
            "overdue": lambda: [row for row in self.year if not self.done(row)],
            "year_due": lambda: self.year,
            "year_done": lambda: [row for row in self.year if self.done(row)],
            "done": lambda: [
                row for row in self.rows if self.done(row) and row.submitted_on and row.submitted_on >= self.first
            ],
            "ahead": lambda: [
                row
                for row in self.rows
                if row.due and self.last < row.due <= self.ahead and row.state != State.ACCEPTED
            ],
        }
        found = wanted[name]() if name in wanted else []
        fields = [fold(word) for word in words.split("|") if word]
        return [row for row in found if not fields or any(word in fold(row.task.group) for word in fields)]


class TaskFigures:
    """Plans answer for a report."""

    def values(self, asked: Asked, refs: Collection[str]) -> Mapping[str, Value]:
        """Return the counts; two queries."""
        work = _work(asked)
        origin = said.FROM_PLANS
        found = {
            ref: Value(value=Decimal(len(work.named(ref))), origin=origin)
            for ref in refs
            if ref not in ("share", "extended")
        }
        if "share" in refs:
            found["share"] = share_of(Decimal(len(work.named("due_done"))), Decimal(len(work.due)), origin=origin)
        if "extended" in refs:
            found["extended"] = Value(value=Decimal(len(_extended(asked))), origin=origin)
        return found

    def grids(self, asked: Asked, refs: Collection[str]) -> Mapping[str, Grid]:
        """Return the lists; five queries."""
        work = _work(asked)
        names = _names({row for ref in refs for row in work.named(ref)}, asked.today)
        return {ref: _grid(ref, work.named(ref), names, work) for ref in refs}

    def behind(self, asked: Asked, ref: str) -> Sequence[tuple[str, str, str]]:
        """Return the times of tasks that a figure counts, the earliest first."""
        rows = _extended(asked) if ref == "extended" else _work(asked).named(ref)
        return [
            (row.task.text, reverse("plans:work", args=[row.code]), f"{_due(row)} · {STATE_WORDS[State(row.state)]}")
            for row in sorted(rows, key=lambda row: (row.due or date.max, row.pk))
        ]


def _work(asked: Asked) -> _Work:
    first, last = asked.window
    ahead = last + (last - first) + timedelta(days=1)
    year = min(first, date(last.year, 1, 1))
    rows = _counted(asked.unit).filter(Q(due__range=(year, ahead)) | Q(submitted_on__range=(first, last)))
    return _Work(tuple(with_task(rows).order_by("due", "task__place", "id")), first, last, ahead)


def _counted(unit: int) -> QuerySet[Occurrence]:
    in_force = Q(task__plan__status__in=(Plan.Status.APPROVED, Plan.Status.AMENDING, Plan.Status.SUBMITTED))
    rows = Occurrence.objects.filter(in_force, task__plan__unit=unit, task__dropped=False, due__isnull=False)
    return rows.exclude(state=State.CANCELLED)


def _extended(asked: Asked) -> list[Occurrence]:
    """Times whose due day was moved to a later one inside the window."""
    moves = DueMove.objects.filter(
        outcome=Outcome.GRANTED, new__gt=F("old"), decided_at__date__range=asked.window
    ).values("occurrence")
    return list(with_task(_counted(asked.unit).filter(pk__in=moves)))


def _names(rows: Iterable[Occurrence], today: date) -> dict[int, str]:
    tasks = {row.task.pk: row.task for row in rows}
    owners = owners_of(tasks.values(), today=today)
    return {key: owners[key].name if key in owners else task.lead_text for key, task in tasks.items()}


def _grid(ref: str, rows: Sequence[Occurrence], names: Mapping[int, str], work: _Work) -> Grid:
    kind = ref.partition(":")[0]
    last = said.LAST_COLUMN.get(kind, said.PRODUCT)
    columns = (
        ("TT", 7, True),
        (said.TASK, 41, False),
        (said.LEAD, 20, False),
        (said.DUE, 14, True),
        (last, 18, kind == "overdue"),
    )
    tasks: dict[int, list[Occurrence]] = {}
    for row in rows:
        tasks.setdefault(row.task_id, []).append(row)
    shown = [
        (str(place), times[0].task.text, names.get(key, ""), _days(times), _last(kind, times, work))
        for place, (key, times) in enumerate(islice(tasks.items(), MOST), start=1)
    ]
    if len(tasks) > MOST:
        shown.append(("", said.more_tasks(len(tasks) - MOST), "", "", ""))
    return Grid(columns=columns, rows=tuple(shown))


def _days(times: Sequence[Occurrence]) -> str:
    """The day, or the first and last day of work that came back: "02/10/2026 – 16/10/2026 (3 lần)"."""
    days = sorted(row.due for row in times if row.due)
    if len(days) < 2:
        return day(days[0]) if days else ""
    return said.times_between(day(days[0]), day(days[-1]), len(days))


def _last(kind: str, times: Sequence[Occurrence], work: _Work) -> str:
    if kind == "overdue":
        first = min(row.due for row in times if row.due)
        return str(days_late(first, work.last, national_calendar()))
    if kind != "done":
        return times[0].task.deliverable
    late = sum(_late(row) for row in times)
    if not late:
        return said.ON_TIME
    return said.late_times(late, len(times))


def _late(row: Occurrence) -> bool:
    return bool(row.due and row.submitted_on and row.submitted_on > row.due)


def _due(row: Occurrence) -> str:
    return day(row.due) if row.due else ""
