"""What runs in the background: draining the marks, the nightly rebuild."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.crypto import get_random_string
from django_tasks import task

from namro.apps.assessments.actions.rounds import begin_due
from namro.apps.assessments.draining import drain
from namro.apps.assessments.models import Run
from namro.apps.assessments.rebuilding import rebuild
from namro.apps.indicators.marking import mark
from namro.apps.indicators.models import Fact, Mark
from namro.apps.indicators.sets import in_force
from namro.core.base.clock import VIETNAM, system_clock

REBUILD, EDITIONS = "rebuild", "editions"
#: From this hour on, by the clock of Viet Nam, the day's rebuild may begin.
_HOUR = 2
#: A rebuild that has not ended by then was cut off.
_LONGEST, _ATTEMPTS = timedelta(hours=2), 3


@task()
def drain_marks() -> int:
    """Bring marked results up to date; the entry of the queue."""
    return drain(clock=system_clock)


@task()
def rebuild_all(slot: str) -> None:
    """Compute everything again and compare; the entry of the queue."""
    run = Run.objects.filter(name=REBUILD, slot=slot, ended_at=None).first()
    if run is not None:
        rebuild(run, clock=system_clock)


def keep_up(now: datetime) -> None:
    """Called every few seconds by the worker: what was left behind is taken up, and the night's work begun."""
    mark_for_new_editions(now)
    if Mark.objects.exists() and not _waits(drain_marks.module_path):
        drain_marks.enqueue()
    begin_due(now)
    begin_rebuild(now)


def mark_for_new_editions(now: datetime) -> int:
    """Have everything computed again when the editions in force are not those of the last time; return how much."""
    editions = ",".join(edition.key for edition in in_force())
    last = Run.objects.filter(name=EDITIONS).order_by("-pk").values_list("note", flat=True).first()
    if editions == (last or ""):
        return 0
    with transaction.atomic():
        pairs = set(Fact.objects.filter(superseded_by=None).values_list("unit_id", "year").distinct())
        mark(pairs)
        slot = get_random_string(16)  # the same editions may come back
        Run.objects.create(name=EDITIONS, slot=slot, started_at=now, ended_at=now, note=editions, compared=len(pairs))
    return len(pairs)


def begin_rebuild(now: datetime) -> Run | None:
    """Begin the rebuild of the day unless it was begun; take up one that was cut off. Return the run if it begins."""
    local = now.astimezone(VIETNAM)
    if local.hour < _HOUR:
        return None
    with transaction.atomic():
        slot = f"{local:%Y-%m-%d}"
        run, fresh = Run.objects.get_or_create(name=REBUILD, slot=slot, defaults={"started_at": now})
        if not fresh:
            cut_off = Run.objects.filter(
                pk=run.pk, ended_at=None, attempts__lt=_ATTEMPTS, started_at__lt=now - _LONGEST
            )
            fresh = bool(cut_off.update(attempts=F("attempts") + 1, started_at=now))
        if fresh:
            rebuild_all.enqueue(slot)
    return run if fresh else None


def _waits(path: str) -> bool:
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.filter(task_path=path, status="READY").exists()
