"""What the sheets of a unit's people are made of, read with a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.people.owners import owners_of
from namro.apps.plans.models import DueMove, HandOver, Occurrence, Piece, Task, WorkEvent
from namro.apps.plans.queries import with_task
from namro.apps.yearly.sources import rows_from_sources
from namro.apps.yearly.stays import Stay
from namro.core.base.clock import VIETNAM
from namro.core.improvement.extensions import OUTCOME_WORDS, Outcome
from namro.core.improvement.owners import Owner
from namro.core.improvement.passing import PASSED
from namro.core.improvement.states import State
from namro.core.improvement.yearly import Material, Passed, Product, Return, Wish, Work, rows_by_person
from namro.core.improvement.yearly_figures import Row
from namro.core.timetable import national_calendar

_TASK = ("occurrence__task__owner_user", "occurrence__task__owner_position", "occurrence__task__owner_group")


def live_rows(unit: int, year: int, stays: Mapping[int, Stay], *, today: date) -> dict[int, tuple[Row, ...]]:
    """Return the rows of everybody in the unit as they are today, before corrections."""
    material = material_of(unit, year, stays, today=today)
    found = rows_by_person(material, today=today, calendar=national_calendar())
    others = rows_from_sources(unit, list(stays), year)
    return {key: (*found[str(key)], *others[key]) for key in stays}


def material_of(unit: int, year: int, stays: Mapping[int, Stay], *, today: date) -> Material:
    """Return the work, returns and wishes of a unit's plans in a year; eight queries at most."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    of_unit = Occurrence.objects.filter(task__plan__unit=unit)
    work = list(with_task(of_unit.filter(_of_year(first, last))).order_by("due", "pk"))
    returns = list(_returns(unit, first, last))
    wishes = list(_wishes(unit, first, last))
    rows = [*work, *(one.occurrence for one in returns), *(one.occurrence for one in wishes)]
    tasks = {row.task_id: row.task for row in rows}
    owing = _Owing(tasks.values(), today)
    pieces = _pieces(work)
    return Material(
        year=year,
        stays={str(key): stay.spans for key, stay in stays.items()},
        work=tuple(_work(row, pieces.get(row.pk, {}), owing) for row in work),
        returns=tuple(_return(one, owing) for one in returns),
        wishes=tuple(_wish(one, owing) for one in wishes),
    )


def _of_year(first: date, last: date) -> Q:
    """Due in the year; without a due day, accepted in it, as a whole or the product of somebody."""
    accepted = Q(accepted_on__range=(first, last)) | Q(
        pk__in=Piece.objects.filter(accepted_on__range=(first, last)).values("occurrence")
    )
    return Q(due__range=(first, last)) | Q(accepted, due=None)


class _Owing:
    """Who owed each task on each day."""

    def __init__(self, tasks: Iterable[Task], today: date) -> None:
        known = list(tasks)
        self.owners: dict[int, Owner] = owners_of(known, today=today)
        self.passed: dict[int, list[Passed]] = {}
        # Asked also where there is no work: the number of queries shall not depend on it.
        rows = HandOver.objects.filter(task__in=[task.pk for task in known] or [0], state__in=PASSED).order_by("id")
        for task, giver, at in rows.values_list("task", "giver", "answered_at"):
            if at is not None:
                self.passed.setdefault(task, []).append(Passed(at.astimezone(VIETNAM).date(), str(giver)))

    def of(self, task: int) -> tuple[Owner | None, tuple[Passed, ...]]:
        """Return the owner of today, and who had it before."""
        return self.owners.get(task), tuple(self.passed.get(task, ()))


def _pieces(work: Iterable[Occurrence]) -> dict[int, dict[str, Product]]:
    rows = Piece.objects.filter(occurrence__in=[row.pk for row in work] or [0])
    found: dict[int, dict[str, Product]] = {}
    for key, user, submitted, accepted in rows.values_list("occurrence", "user", "submitted_on", "accepted_on"):
        found.setdefault(key, {})[str(user)] = Product(submitted, accepted)
    return found


def _returns(unit: int, first: date, last: date) -> QuerySet[WorkEvent]:
    rows = WorkEvent.objects.filter(occurrence__task__plan__unit=unit, act="return", on__range=(first, last))
    return rows.annotate(member=F("piece__user")).select_related(*_TASK).order_by("on", "id")


def _wishes(unit: int, first: date, last: date) -> QuerySet[DueMove]:
    """What was asked for; a day that a leader moved unasked was decided in the moment in which it was written."""
    rows = DueMove.objects.filter(occurrence__task__plan__unit=unit, at__date__range=(first, last))
    unasked = Q(decided_by=F("by"), decided_at=F("at"))
    return rows.exclude(unasked & Q(decided_at__isnull=False)).select_related(*_TASK).order_by("at", "id")


def _path(row: Occurrence) -> str:
    return reverse("plans:work", args=[row.code])


def _work(row: Occurrence, pieces: Mapping[str, Product], owing: _Owing) -> Work:
    owner, passed = owing.of(row.task_id)
    return Work(
        ref=f"work:{row.code}",
        text=row.task.text,
        path=_path(row),
        owner=owner,
        passed=passed,
        due=row.due,
        product=Product(row.submitted_on, row.accepted_on, row.state == State.CANCELLED),
        pieces=pieces,
    )


def _return(one: WorkEvent, owing: _Owing) -> Return:
    owner, passed = owing.of(one.occurrence.task_id)
    member = vars(one)["member"]
    return Return(
        ref=f"return:{one.pk}",
        text=one.occurrence.task.text,
        path=_path(one.occurrence),
        owner=owner,
        passed=passed,
        on=one.on,
        said=one.said,
        member=str(member) if member else "",
    )


def _wish(one: DueMove, owing: _Owing) -> Wish:
    owner, passed = owing.of(one.occurrence.task_id)
    days = f"{one.old:%d/%m/%Y} → {one.new or one.wanted:%d/%m/%Y}" if one.old else f"{one.new or one.wanted:%d/%m/%Y}"
    late = _("; xin muộn: %(why)s") % {"why": one.late_why} if one.late else ""
    return Wish(
        ref=f"wish:{one.pk}",
        text=one.occurrence.task.text,
        path=_path(one.occurrence),
        owner=owner,
        passed=passed,
        on=one.at.astimezone(VIETNAM).date(),
        by=str(one.by_id),
        granted=one.outcome == Outcome.GRANTED and one.new is not None and (one.old is None or one.new > one.old),
        late=one.late,
        outcome=f"{OUTCOME_WORDS[Outcome(one.outcome)]}: {days}{late}",
    )
