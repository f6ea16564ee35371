"""Reading what was handed in, in the background: everything of it is kept at the end, or nothing.

Whatever ends a reading half-way (the machine, the process, a stop) leaves the job as it was; `runs.background` sees to
it that it is read again. The file waits until the reading has ended one way or the other.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from functools import partial
from time import monotonic
from typing import Any

from django.db import DatabaseError, transaction
from django_tasks import task

from namro.apps.exchange import waiting
from namro.apps.exchange.intake import Content, already_read, read, save
from namro.apps.exchange.models import ImportJob
from namro.apps.library import storage
from namro.apps.runs.background import Background
from namro.core.base.clock import Clock, system_clock
from namro.core.base.errors import UnreadableDocument

State = ImportJob.State

#: Seconds between two notes of the progress, and before the first one: short readings need none.
_PERIOD = 0.5


@task()
def read_import(key: int) -> None:
    """Read one job; the entry of the queue."""
    read_waiting(key, clock=system_clock)


READING = Background(
    model=ImportJob,
    name="import",
    working=State.READING,
    enqueue=lambda key: read_import.enqueue(key),
    anew={"done": 0, "total": 0},
    related=("by",),
    hold=lambda job: waiting.held(job.code),
    is_held=lambda job: waiting.is_held(job.code),
)


def read_waiting(key: int, *, clock: Clock) -> None:
    """Read the job's file if it still waits for that. A job that somebody else reads or has read is left alone."""
    try:
        job = READING.work_on(key, partial(_read, clock=clock), clock=clock)
    except FileNotFoundError:
        ImportJob.objects.filter(pk=key, state=State.WAITING).update(state=State.FAILED, changed_at=clock())
        return
    if job is not None and job.state in {State.DONE, State.REFUSED}:
        waiting.remove(job.code)


class Progress:
    """Notes pages (or parts) done and in all, seldom, for the page that waits."""

    def __init__(self, job: ImportJob) -> None:
        self._mine = ImportJob.objects.filter(pk=job.pk, state=State.READING)
        self._next = monotonic() + _PERIOD
        self._noted = False

    def __call__(self, done: int, total: int) -> None:
        """Write it down if the last time is long enough ago, or if this is the last part of a long reading."""
        now = monotonic()
        if now < self._next and not (self._noted and done >= total > 0):
            return
        self._next, self._noted = now + _PERIOD, True
        with suppress(DatabaseError):  # a note that cannot be written is no reason to stop reading
            self._mine.update(done=done, total=total)


def _read(job: ImportJob, *, clock: Clock) -> None:
    try:
        _finish(job, clock)
    except UnreadableDocument as fault:
        _refuse(job, fault, at=clock())


def _finish(job: ImportJob, clock: Clock) -> None:
    known = already_read(job.by, job.sha256)
    if known:
        _end(job, State.DONE, at=clock(), document=known)
        return
    path = waiting.file_of(job.code)
    values = read(path, name=job.name, progress=Progress(job))
    storage.keep(path, job.sha256)
    with transaction.atomic():
        content = Content(job.sha256, job.name, job.size)
        kept = save(job.by, content, values, handed_in=job.at, at=clock())
        _end(job, State.DONE, at=clock(), document=kept.document, fresh=kept.fresh)


def _refuse(job: ImportJob, fault: UnreadableDocument, *, at: datetime) -> None:
    nothing = {"sha256": "", "size": 0, "done": 0, "total": 0}
    name = "" if fault.code == "secret" else job.name
    _end(job, State.REFUSED, at=at, message=fault.message, name=name, **nothing)


def _end(job: ImportJob, state: ImportJob.State, *, at: datetime, **columns: Any) -> None:
    ImportJob.objects.filter(pk=job.pk, state__in=ImportJob.OPEN).update(state=state, changed_at=at, **columns)
    job.state = state
