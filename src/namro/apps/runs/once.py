"""Work of each day, begun once however many schedulers there are, and taken up again when it was cut off.

A scheduler calls `begin` every few seconds; whoever wins the slot puts the work in the queue, in the same transaction.
The work itself asks `open_run` whether anything is left to do and says `finish` at its end. A worker that was killed,
or work that failed, never says so: after `longest` the slot is given out again. So the work must bear being done
twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F

from namro.apps.runs.models import Run
from namro.core.base.clock import VIETNAM

#: How often work of one day is begun at most: what ends its process every time must not do so all day.
MOST_ATTEMPTS = 4

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Daily:
    """Work done once a day, from `since` on by the clock of Viet Nam; not ended after `longest`, it was cut off."""

    name: str
    since: time
    longest: timedelta


def begin(work: Daily, now: datetime, enqueue: Callable[[str], object]) -> Run | None:
    """Have the day's work done unless it was begun; take up one that was cut off. Return the run if it begins here.

    `enqueue` gets the slot, the day as 2026-11-22. Two who call at once: one of them begins.
    """
    local = now.astimezone(VIETNAM)
    if local.time() < work.since:
        return None
    slot = slot_of(local.date())
    seen = Run.objects.filter(name=work.name, slot=slot).first()
    if seen is not None and not _is_cut_off(seen, work, now):
        return None  # what is asked every few seconds waits for nobody
    with transaction.atomic():
        run, fresh = Run.objects.get_or_create(name=work.name, slot=slot, defaults={"started_at": now})
        if not fresh:
            if not _is_cut_off(run, work, now) or not _taken_up(run, now):
                return None
            run.refresh_from_db()
            _log.warning("%s was cut off; it is begun for the %d. time", run, run.attempts)
        enqueue(slot)
    return run


def _is_cut_off(run: Run, work: Daily, now: datetime) -> bool:
    return run.ended_at is None and run.started_at < now - work.longest and run.attempts < MOST_ATTEMPTS


def _taken_up(run: Run, now: datetime) -> bool:
    """Take this attempt's place; whoever comes second finds that the count has moved on."""
    mine = Run.objects.filter(pk=run.pk, ended_at=None, attempts=run.attempts)
    return bool(mine.update(attempts=F("attempts") + 1, started_at=now))


def slot_of(day: date) -> str:
    """Return the slot of a day's work."""
    return day.isoformat()


def open_run(work: Daily, slot: str) -> Run | None:
    """Return the run that is to be worked on; None when somebody has ended it, or nobody began it."""
    return Run.objects.filter(name=work.name, slot=slot, ended_at=None).first()


def finish(run: Run, at: datetime, *, compared: int = 0, differences: int = 0, note: str = "") -> None:
    """Say that the work is done, and what was found."""
    run.ended_at, run.compared, run.differences, run.note = at, compared, differences, note
    run.save(update_fields=["ended_at", "compared", "differences", "note"])
