"""Counting in the background: units whose dossiers changed at once, what is running each night; then the lake."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django_tasks import task

from namro.apps.dossiers.lake import refresh_lake
from namro.apps.indicators.computing import count, machine, reading_from
from namro.apps.indicators.definitions import indicators
from namro.apps.runs import once
from namro.apps.runs.models import Run
from namro.apps.service_index.counting import forget, keep, spans_of_year, units_with_dossiers
from namro.apps.service_index.facts import write_index_facts
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.indicators.periods import Window

#: Before indicators ask for what is counted here.
NIGHT = once.Daily("service_index", since=time(0, 20), longest=timedelta(hours=1))


def on_dossiers_changed(*, units: Iterable[int], **_named: Any) -> None:
    """Forget what was counted, and count anew once the rows are committed."""
    changed = sorted(set(units))
    forget(changed)
    if changed:
        transaction.on_commit(partial(count_changed.enqueue, changed))


@task()
def count_changed(units: list[int]) -> int:
    """Count units again and write their files of the lake; the entry of the queue."""
    found = _counted(units)
    refresh_lake(units)
    return found


def _counted(units: list[int]) -> int:
    """Count, then let indicators of this year and facts follow."""
    now = system_clock()
    found = count_units(units, at=now)
    year = now.astimezone(VIETNAM).year
    known = [one for kind in ("dossiers", "feedback") for one in reading_from(kind)]
    count(machine(), units, [year], known=known, at=now)
    write_index_facts(machine(), units, year, at=now)
    return found


def count_units(units: Iterable[int], *, at: datetime) -> int:
    """Count the periods of this year and the last."""
    year = at.astimezone(VIETNAM).year
    spans = [days for one in (year - 1, year) for days in spans_of_year(one, windows())]
    return keep(list(units), spans, at=at)


def windows() -> list[Window]:
    """Return the windows of the indicators that dossiers are counted for; the calendar is always among them."""
    found = {"calendar": Window("calendar", "")}
    return list((found | {one.window.id: one.window for one in indicators().values()}).values())


@task()
def count_night(slot: str) -> int:
    """Count what is running and what is missing, and bring the lake up to date; the entry of the queue."""
    run = once.open_run(NIGHT, slot)
    if run is None:
        return 0
    found = _counted(units_with_dossiers())
    refresh_lake()
    once.finish(run, system_clock(), compared=found)
    return found


def keep_up(now: datetime) -> Run | None:
    """Called every few seconds by the worker: begins the night's counting, once however many call."""
    return once.begin(NIGHT, now, count_night.enqueue)
