"""What runs in the background: counting what changed, and counting everything each night."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from functools import partial

from django.db import transaction
from django_tasks import task

from namro.apps.indicators.computing import count, every_unit, machine, reading_from
from namro.apps.indicators.definitions import indicators
from namro.apps.indicators.entering import tell_owners
from namro.apps.people.models import User
from namro.apps.runs import once
from namro.apps.runs.models import Run
from namro.core.base.clock import system_clock

#: Before the results are compared.
COUNT = once.Daily("indicators", since=time(1), longest=timedelta(hours=1))


@task()
def count_changed(kind: str, of: str, units: list[int], years: list[int], actor: int) -> int:
    """Count what reads a source, in the name of whoever changed it; the entry of the queue."""
    known = reading_from(kind, of)
    return count(User.objects.get(pk=actor), units, years, known=known, at=system_clock())


@task()
def count_all(slot: str) -> int:
    """Count everything of this year, in January and February of last year too; the entry of the queue."""
    run = once.open_run(COUNT, slot)
    if run is None:
        return 0
    now = system_clock()
    years = [now.year - 1, now.year] if now.month <= 2 else [now.year]
    tell_owners(now)
    found = count(machine(), every_unit(), years, known=[one for one in indicators().values() if one.asked], at=now)
    once.finish(run, system_clock(), compared=found)
    return found


def count_later(kind: str, units: Iterable[int], years: Iterable[int], *, actor: User, of: str = "") -> None:
    """Have what reads a source counted once the change is committed. Apps above call it when their tasks change."""
    if reading_from(kind, of):
        wanted = sorted(set(units)), sorted(set(years))
        transaction.on_commit(partial(count_changed.enqueue, kind, of, *wanted, actor.pk))


def keep_up(now: datetime) -> Run | None:
    """Called every few seconds by the worker: begins the night's counting, once however many call."""
    return once.begin(COUNT, now, count_all.enqueue)
