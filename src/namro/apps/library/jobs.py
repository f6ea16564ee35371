"""Reading evidence in the background: all of what was found is kept at the end, or nothing.

Whatever ends a reading half-way leaves the version as it was, and `sweeping` sees to it that it is read again. What
people wrote of the evidence is theirs: the reader fills only what nobody has touched.
"""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django_tasks import task

from namro.apps.library import describing, locks, orphans, storage
from namro.apps.library.intake import Found, read
from namro.apps.library.models import Evidence, EvidenceFile
from namro.core.base.clock import Clock, system_clock

State = EvidenceFile.State

_log = logging.getLogger(__name__)


@task()
def read_evidence(key: int) -> None:
    """Read one version; the entry of the queue."""
    read_waiting(key, clock=system_clock)


def read_waiting(key: int, *, clock: Clock) -> None:
    """Read a version that still waits for it. One that somebody else reads or has read is left alone."""
    with locks.held(f"evidence-{key}"):
        mine = EvidenceFile.objects.filter(pk=key, state=State.WAITING)
        if not mine.update(state=State.READING, attempts=F("attempts") + 1, changed_at=clock()):
            return
        _read(EvidenceFile.objects.get(pk=key), clock)


def is_read_now(file: EvidenceFile) -> bool:
    """Whether a process that is alive reads the version."""
    return locks.is_held(f"evidence-{file.pk}")


def give_back(file: EvidenceFile, *, at: datetime, attempts: int) -> None:
    """Put a version that is not read any more back into the queue, unless it has moved on since it was fetched."""
    with transaction.atomic():
        mine = EvidenceFile.objects.filter(pk=file.pk, state=State.READING, attempts=file.attempts)
        if mine.update(state=State.WAITING, attempts=attempts, changed_at=at):
            read_evidence.enqueue(file.pk)


def _read(file: EvidenceFile, clock: Clock) -> None:
    try:
        with storage.named(file.sha256, file.kind) as path:
            found = read(path, file.kind)
        _keep(file, found, at=clock())
    except Exception:  # whatever broke is ours: the version must not stay "reading" for ever, and the log says why
        _log.exception("reading of evidence file %s broke off", file.pk)
        EvidenceFile.objects.filter(pk=file.pk).update(state=State.FAILED, changed_at=clock())
    except BaseException:  # the process is told to stop: the version waits for the next one
        give_back(file, at=clock(), attempts=file.attempts - 1)
        raise


def _keep(file: EvidenceFile, found: Found, *, at: datetime) -> None:
    if found.secret:
        _let_go(file, found, at=at)
        return
    with transaction.atomic():
        evidence = Evidence.objects.select_for_update().get(pk=file.evidence_id)
        EvidenceFile.objects.filter(pk=file.pk).update(
            state=State.READ if found.readable else State.FAILED,
            message=found.message,
            described=found.described,
            signatures=found.signatures,
            signed=found.signed,
            pages=found.pages,
            changed_at=at,
        )
        if evidence.files.filter(pk=file.pk, current=True).exists():
            theirs = describing.by_people(evidence)
            values = describing.fitting({field: text for field, text in (found.described or {}).items() if text})
            free = {field: text for field, text in values.items() if field not in theirs}
            describing.write(evidence, free, by=None, at=at)


def _let_go(file: EvidenceFile, found: Found, *, at: datetime) -> None:
    """Keep nothing of a document with a stamp of secrecy but the word that it was one."""
    with transaction.atomic():
        evidence = Evidence.objects.select_for_update().get(pk=file.evidence_id)
        EvidenceFile.objects.filter(pk=file.pk).update(
            state=State.FAILED, message=found.message, name="", sha256="", size=0, changed_at=at
        )
        describing.search_again(evidence)
        evidence.save(update_fields=["search"])
    orphans.forget(file.sha256)
