"""What runs in the background: counting what changed, and counting everything each night."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction
from django_tasks import task

from namro.apps.indicators.computing import count, every_unit, machine, reading_from
from namro.apps.indicators.definitions import indicators
from namro.apps.indicators.entering import tell_owners
from namro.apps.indicators.models import IndicatorRun
from namro.apps.people.models import User
from namro.core.base.clock import VIETNAM, system_clock

#: From this hour on, by the clock of Viet Nam, the day's counting may begin; before the results are compared.
_HOUR = 1


@task()
def count_changed(kind: str, of: str, units: list[int], years: list[int], actor: int) -> int:
    """Count what reads a source, in the name of whoever changed it; the entry of the queue."""
    known = reading_from(kind, of)
    return count(User.objects.get(pk=actor), units, years, known=known, at=system_clock())


@task()
def count_all(slot: str) -> int:
    """Count everything of this year, in January and February of last year too; the entry of the queue."""
    now = system_clock()
    years = [now.year - 1, now.year] if now.month <= 2 else [now.year]
    del slot
    tell_owners(now)
    return count(machine(), every_unit(), years, known=[one for one in indicators().values() if one.asked], at=now)


def count_later(kind: str, units: Iterable[int], years: Iterable[int], *, actor: User, of: str = "") -> None:
    """Have what reads a source counted once the change is committed. Apps above call it when their tasks change."""
    if reading_from(kind, of):
        wanted = sorted(set(units)), sorted(set(years))
        transaction.on_commit(partial(count_changed.enqueue, kind, of, *wanted, actor.pk))


def keep_up(now: datetime) -> None:
    """Called every few seconds by the worker: begins the night's counting, once however many call."""
    local = now.astimezone(VIETNAM)
    if local.hour < _HOUR:
        return
    slot = f"{local:%Y-%m-%d}"
    if IndicatorRun.objects.filter(slot=slot).exists():
        return
    with transaction.atomic():
        _run, fresh = IndicatorRun.objects.get_or_create(slot=slot, defaults={"started_at": now})
        if fresh:
            transaction.on_commit(partial(count_all.enqueue, slot))
