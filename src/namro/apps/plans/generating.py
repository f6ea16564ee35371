"""The times of recurring work, made night by night some weeks ahead; two at once add nothing twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Q, QuerySet

from namro.apps.plans.models import Occurrence, Task
from namro.core.improvement.events import EventTerm
from namro.core.improvement.laying import AHEAD, due_of, rule_from
from namro.core.improvement.states import State
from namro.core.timetable import Calendar, Term, TermUnit, national_calendar

#: So many tasks are locked and written in one transaction.
_CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Generated:
    """How many times were made, and how many due days follow the calendar anew."""

    added: int
    moved: int


def generate(today: date) -> Generated:
    """Make the times up to some weeks ahead, and let untouched ones follow the calendar."""
    calendar, horizon = national_calendar(), today + AHEAD
    added = 0
    while ids := list(_waiting(horizon).order_by("pk").values_list("pk", flat=True)[:_CHUNK]):
        added += _lay_out(ids, horizon, calendar)
    return Generated(added, follow_calendar(today, calendar))


def _waiting(horizon: date) -> QuerySet[Task]:
    return Task.objects.filter(laid_until__lt=F("ends")).filter(laid_until__lt=horizon)


@transaction.atomic
def _lay_out(ids: Iterable[int], horizon: date, calendar: Calendar) -> int:
    """Make the times of some tasks and write how far they reach.

    Whoever comes second waits for the lock, and finds that the tasks have their times.
    """
    rows = _waiting(horizon).filter(pk__in=list(ids)).select_for_update().order_by("pk")
    made: list[Occurrence] = []
    reached: dict[date, list[int]] = {}
    for key, plain, laid in rows.values_list("pk", "rule", "laid_until"):
        assert plain is not None  # `ends` is set together with the rule
        rule = rule_from(plain)
        made += (
            Occurrence(task_id=key, scheduled=one.scheduled, due=one.due)
            for one in rule.times(horizon, calendar, after=laid)
        )
        reached.setdefault(rule.laid_until(horizon), []).append(key)
    Occurrence.objects.bulk_create(made, batch_size=_CHUNK, ignore_conflicts=True)
    for day, keys in reached.items():
        Task.objects.filter(pk__in=keys).update(laid_until=day)
    return len(made)


def follow_calendar(today: date, calendar: Calendar) -> int:
    """Set due days of times that nobody has touched anew where a day off or a worked Saturday came to be known."""
    untouched = Q(version=0, state=State.PLANNED, due__gte=today - timedelta(days=7))
    known = Q(task__rule__isnull=False) | Q(task__period="")
    rows = Occurrence.objects.filter(untouched, known)
    columns = (
        "pk",
        "scheduled",
        "due",
        "task__before",
        "task__period",
        "happening__on",
        "task__term",
        "task__term_unit",
    )
    moved: dict[date, list[int]] = {}
    for key, scheduled, due, before, period, began, amount, unit in rows.values_list(*columns):
        term = EventTerm(Term(Decimal(amount), TermUnit(unit)), "-") if began and amount else None
        now = due_of(scheduled, calendar, before=before and bool(period), began=(began, term) if term else None)
        if now != due and now >= today:
            moved.setdefault(now, []).append(key)
    for day, keys in moved.items():
        Occurrence.objects.filter(pk__in=keys, version=0).update(due=day)
    return sum(map(len, moved.values()))
