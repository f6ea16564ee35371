"""Putting the waiting place in order: what was cut off is read again, what has ended goes."""

from __future__ import annotations

from datetime import datetime, timedelta

from namro.apps.exchange import waiting
from namro.apps.exchange.jobs import READING
from namro.apps.exchange.models import ImportJob

State = ImportJob.State

#: How long a file that could not be read stays for "read again", and how long the word about a job stays.
FILE_STAYS = timedelta(days=1)
WORD_STAYS = timedelta(days=7)
#: A file is on disk a moment before its row is.
_ARRIVAL = timedelta(hours=1)


def sweep(at: datetime) -> None:
    """Do all of it. May run in several processes at once, and while jobs are read."""
    READING.keep_up(at)
    ImportJob.objects.exclude(state__in=ImportJob.OPEN).filter(changed_at__lt=at - WORD_STAYS).delete()
    _clear(at)


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
