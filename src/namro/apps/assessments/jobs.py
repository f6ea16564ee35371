"""What runs in the background: draining the marks, the nightly rebuild."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.crypto import get_random_string
from django_tasks import task

from namro.apps.assessments.actions.rounds import begin_due
from namro.apps.assessments.draining import drain
from namro.apps.assessments.rebuilding import rebuild
from namro.apps.indicators.marking import mark
from namro.apps.indicators.models import Fact, Mark
from namro.apps.indicators.sets import in_force
from namro.apps.runs import once
from namro.apps.runs.models import Run
from namro.core.base.clock import system_clock

REBUILD = once.Daily("rebuild", since=time(2), longest=timedelta(hours=2))
EDITIONS = "editions"


@task()
def drain_marks() -> int:
    """Bring marked results up to date; the entry of the queue."""
    return drain(clock=system_clock)


@task()
def rebuild_all(slot: str) -> None:
    """Compute everything again and compare; the entry of the queue."""
    run = once.open_run(REBUILD, slot)
    if run is not None:
        rebuild(run, clock=system_clock)


def keep_up(now: datetime) -> None:
    """Called every few seconds by the worker: what was left behind is taken up, and the night's work begun."""
    mark_for_new_editions(now)
    if Mark.objects.exists() and not _waits(drain_marks.module_path):
        drain_marks.enqueue()
    begin_due(now)
    once.begin(REBUILD, now, rebuild_all.enqueue)


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


def _waits(path: str) -> bool:
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.filter(task_path=path, status="READY").exists()
