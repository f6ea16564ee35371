"""Reading evidence in the background: all of what was found is kept at the end, or nothing.

Whatever ends a reading half-way leaves the version as it was; `runs.background` sees to it that it is read again. What
people wrote of the evidence is theirs: the reader fills only what nobody has touched.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from namro.apps.library import describing, orphans, storage
from namro.apps.library.intake import Found, read
from namro.apps.library.models import Evidence, EvidenceFile
from namro.apps.runs.background import Background
from namro.core.base.clock import Clock, system_clock

State = EvidenceFile.State


@task()
def read_evidence(key: int) -> None:
    """Read one version; the entry of the queue."""
    read_waiting(key, clock=system_clock)


def _given_up(file: EvidenceFile) -> dict[str, str]:
    message = _("Tệp làm việc đọc bị ngắt %(n)d lần. Mở tệp gốc, lưu lại rồi nộp phiên bản mới.") % {"n": file.attempts}
    return {"message": message}


READING = Background(
    model=EvidenceFile,
    name="evidence",
    working=State.READING,
    enqueue=lambda key: read_evidence.enqueue(key),
    given_up=_given_up,
)


def read_waiting(key: int, *, clock: Clock) -> None:
    """Read a version that still waits for it. One that somebody else reads or has read is left alone."""
    READING.work_on(key, partial(_read, clock=clock), clock=clock)


def _read(file: EvidenceFile, *, clock: Clock) -> None:
    with storage.named(file.sha256, file.kind) as path:
        found = read(path, file.kind)
    _keep(file, found, at=clock())


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
