"""Putting the waiting place in order: what was cut off is read again, what has ended goes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from namro.apps.exchange import waiting
from namro.apps.exchange.jobs import give_back, read_import
from namro.apps.exchange.models import ImportJob

State = ImportJob.State

#: How often a file is read that ends the process reading it; then its owner decides.
MOST_ATTEMPTS = 3
#: How long a file that could not be read stays for "read again", and how long the word about a job stays.
FILE_STAYS = timedelta(days=1)
WORD_STAYS = timedelta(days=7)
#: A job that waits longer is queued once more, in case its entry got lost; a job is never read twice.
_QUEUED_AGAIN = timedelta(minutes=10)
#: A file is on disk a moment before its row is.
_ARRIVAL = timedelta(hours=1)


def sweep(at: datetime) -> None:
    """Do all of it. May run in several processes at once, and while jobs are read."""
    for job in ImportJob.objects.filter(state=State.READING):
        if not waiting.is_held(job.code):
            _take_up(job, at)
    _queue_again(at)
    ImportJob.objects.exclude(state__in=ImportJob.OPEN).filter(changed_at__lt=at - WORD_STAYS).delete()
    _clear(at)


def _take_up(job: ImportJob, at: datetime) -> None:
    if job.attempts < MOST_ATTEMPTS:
        give_back(job, at=at, attempts=job.attempts)
        return
    mine = ImportJob.objects.filter(pk=job.pk, state=State.READING, attempts=job.attempts)
    mine.update(state=State.FAILED, changed_at=at)


def _queue_again(at: datetime) -> None:
    forgotten = ImportJob.objects.filter(state=State.WAITING, changed_at__lt=at - _QUEUED_AGAIN)
    for key in forgotten.values_list("pk", flat=True):
        with transaction.atomic():
            if forgotten.filter(pk=key).update(changed_at=at):
                read_import.enqueue(key)


def _clear(at: datetime) -> None:
    """Remove files that nobody waits for."""
    found = waiting.codes()
    rows = {job.code: job for job in ImportJob.objects.filter(code__in=found)}
    for code, came in found.items():
        job = rows.get(code)
        if job is None:
            stays = came > (at - _ARRIVAL).timestamp()
        else:
            stays = job.is_open or (job.state == State.FAILED and job.changed_at > at - FILE_STAYS)
        if not stays:
            waiting.remove(code)
