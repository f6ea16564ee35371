"""Handing a file in, and waiting a moment for its reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from time import monotonic, sleep

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from namro.apps.exchange import waiting
from namro.apps.exchange.intake import already_read
from namro.apps.exchange.jobs import read_import
from namro.apps.exchange.models import ImportedDocument, ImportJob
from namro.apps.library.codes import new_code
from namro.apps.library.uploads import safe_name
from namro.apps.people.models import User

State = ImportJob.State

#: How many files of one person may wait at a time: the waiting place is not to fill the disk.
MOST_WAITING = 20
#: Seconds between two looks at a job that is waited for.
_LOOK = 0.05


class TooManyWaiting(Exception):
    """The person has handed in more than can be read soon."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What an upload became: a document read before, or a job."""

    document: ImportedDocument | None = None
    job: ImportJob | None = None


def hand_in(user: User, upload: UploadedFile, *, at: datetime) -> HandedIn:
    """Take an upload into the waiting place and have it read, unless its content is known. Raises TooManyWaiting."""
    if ImportJob.objects.filter(by=user, state__in=ImportJob.OPEN).count() >= MOST_WAITING:
        raise TooManyWaiting
    name, code = safe_name(upload.name or ""), new_code()
    sha256, size = waiting.take(code, upload.chunks(), suffix=PurePath(name).suffix)
    known = already_read(user, sha256)
    if known:
        waiting.remove(code)
        return HandedIn(document=known)
    job = ImportJob(code=code, by=user, at=at, changed_at=at, name=name, size=size, sha256=sha256)
    return HandedIn(job=_queued(job))


def read_again(job: ImportJob, *, at: datetime) -> None:
    """Have a job that failed read once more; nothing happens to one that has not failed or whose file is gone."""
    if not waiting.is_there(job.code):
        return
    with transaction.atomic():
        failed = ImportJob.objects.filter(pk=job.pk, state=State.FAILED)
        if failed.update(state=State.WAITING, attempts=0, done=0, total=0, changed_at=at):
            read_import.enqueue(job.pk)


def awaited(job: ImportJob, *, seconds: float) -> ImportJob | None:
    """Return the job as it is when it has ended, or after `seconds`; None when its owner has been told elsewhere."""
    deadline = monotonic() + seconds
    while True:
        now = ImportJob.objects.select_related("document").filter(pk=job.pk).first()
        if now is None or not now.is_open or monotonic() >= deadline:
            return now
        sleep(_LOOK)


def _queued(job: ImportJob) -> ImportJob:
    """Save and queue the job; where one with the same content is open already, that one is returned."""
    same = ImportJob.objects.filter(by=job.by, sha256=job.sha256)
    while True:
        try:
            with transaction.atomic():
                failed = list(same.filter(state=State.FAILED))
                same.filter(pk__in=[old.pk for old in failed]).delete()
                job.save(force_insert=True)
                read_import.enqueue(job.pk)
        except IntegrityError:
            running = same.filter(state__in=ImportJob.OPEN).first()
            if running:
                waiting.remove(job.code)
                return running
        else:
            for old in failed:
                waiting.remove(old.code)
            return job
