"""What a unit has posted of the procedures in force, and what is late by rule R10; a fixed number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from namro.apps.dossiers.models import Level, Posting, Procedure
from namro.apps.people.models import LOCAL
from namro.core.service.findings import Circumstances
from namro.core.service.postings import posting_limit
from namro.core.timetable import WorkingTime, default_hours, hours_of_unit, national_calendar


class Standing(StrEnum):
    """How a procedure stands with a unit."""

    OVERDUE = "qua-han"
    LATE = "tre"
    WAITING = "con-han"
    DONE = "dung-han"
    UNDATED = "khong-ngay"


@dataclass(frozen=True, slots=True)
class Posted:
    """A procedure with its limit, the day it was first posted, and how that stands."""

    procedure: Procedure
    limit: datetime | None
    first: date | None
    standing: Standing


def in_force(today: date) -> Q:
    """Return the condition on editions in force on a day."""
    return Q(since__lte=today) & (Q(until=None) | Q(until__gt=today))


def procedures_of(kind: str, today: date) -> QuerySet[Procedure]:
    """Return the procedures in force that a unit of this kind settles."""
    levels = (Level.COMMUNE, Level.ALL) if kind in LOCAL else (Level.PROVINCE, Level.ALL)
    return Procedure.objects.filter(in_force(today), level__in=levels)


def postings_of(unit: int, unit_code: str, kind: str, now: datetime, today: date) -> list[Posted]:
    """Return every procedure that a unit has to post, the most urgent first; one query."""
    limit = _limits(unit_code)
    rows = procedures_of(kind, today).annotate(first=Min("postings__day", filter=Q(postings__unit=unit)))
    order = list(Standing)
    found = [_posted(row, vars(row)["first"], limit(row.act_day) if row.act_day else None, now) for row in rows]
    return sorted(found, key=lambda one: (order.index(one.standing), one.limit or now, one.procedure.code))


def overdue_postings(unit: int, unit_code: str, kind: str, now: datetime, today: date) -> int:
    """Return how many procedures a unit should have posted by now and has not; one query, no rows of the catalogue."""
    limit = _limits(unit_code)
    missing = procedures_of(kind, today).exclude(act_day=None)
    missing = missing.filter(~Exists(Posting.objects.filter(unit=unit, procedure=OuterRef("pk"))))
    days = missing.order_by("act_day").values_list("act_day").annotate(n=Count("pk"))
    return sum(n for decided, n in days if decided is not None and now > limit(decided))


def _limits(unit_code: str) -> Callable[[date], datetime]:
    office = WorkingTime(national_calendar(), hours_of_unit(unit_code) or default_hours())

    @cache
    def limit_of(decided: date) -> datetime:
        return posting_limit(decided, Circumstances(office=office))

    return limit_of


def _posted(row: Procedure, first: date | None, limit: datetime | None, now: datetime) -> Posted:
    if limit is None:
        standing = Standing.DONE if first else Standing.UNDATED
    elif first is not None:
        standing = Standing.LATE if first > limit.date() else Standing.DONE
    else:
        standing = Standing.OVERDUE if now > limit else Standing.WAITING
    return Posted(row, limit, first, standing)


def counts_of(rows: Iterable[Posted]) -> Counter[Standing]:
    """Return how many stand how."""
    return Counter(one.standing for one in rows)


def places_of(unit: int, procedures: Iterable[int]) -> dict[int, list[Posting]]:
    """Return where some procedures are posted by a unit, with the proof; one query."""
    found: dict[int, list[Posting]] = {}
    rows = Posting.objects.filter(unit=unit, procedure__in=list(procedures)).select_related("evidence")
    for one in rows.order_by("day", "id"):
        found.setdefault(one.procedure_id, []).append(one)
    return found
