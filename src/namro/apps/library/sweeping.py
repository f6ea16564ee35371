"""Reading of evidence that was cut off is taken up again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.library import orphans, previews
from namro.apps.library.jobs import give_back, is_read_now, read_evidence
from namro.apps.library.models import EvidenceFile

State = EvidenceFile.State

#: How often a file is read that ends the process reading it.
MOST_ATTEMPTS = 3
#: A version that waits longer is queued once more, in case its entry got lost; none is read twice.
QUEUED_AGAIN = timedelta(minutes=10)


def keep_up(at: datetime) -> None:
    """Called every few seconds by the worker. May run in several processes at once, and while evidence is read."""
    for file in EvidenceFile.objects.filter(state=State.READING):
        if not is_read_now(file):
            _take_up(file, at)
    forgotten = EvidenceFile.objects.filter(state=State.WAITING, changed_at__lt=at - QUEUED_AGAIN)
    for key in list(forgotten.values_list("pk", flat=True)):
        with transaction.atomic():
            if forgotten.filter(pk=key).update(changed_at=at):
                read_evidence.enqueue(key)
    if orphans.tidy_weekly(at):
        previews.clear_old(at)


def _take_up(file: EvidenceFile, at: datetime) -> None:
    if file.attempts < MOST_ATTEMPTS:
        give_back(file, at=at, attempts=file.attempts)
        return
    mine = EvidenceFile.objects.filter(pk=file.pk, state=State.READING, attempts=file.attempts)
    message = _("Tệp làm việc đọc bị ngắt %(n)d lần. Mở tệp gốc, lưu lại rồi nộp phiên bản mới.") % {"n": file.attempts}
    mine.update(state=State.FAILED, message=message, changed_at=at)
