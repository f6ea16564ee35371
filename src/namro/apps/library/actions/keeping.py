"""Removing evidence, which keeps it, and taking it back; reading a file once more; taking one out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.library import attachments, storage
from namro.apps.library.jobs import read_evidence
from namro.apps.library.models import Evidence, EvidenceFile
from namro.apps.library.permissions import check_write
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.core.base.errors import NamroError

State = EvidenceFile.State


@transaction.atomic
def remove(user: User, evidence: Evidence, *, at: datetime) -> Evidence:
    """Take a piece of evidence out of the lists; row, files and history stay. Raises NamroError."""
    row = _held(user, evidence)
    if row.removed_at:
        raise NamroError(_("Minh chứng này đã được bỏ từ trước. Tải lại trang."), code="removed")
    keeper = attachments.keeper()
    refused = keeper.refusal(row) if keeper else ""
    if refused:
        raise NamroError(refused, code="attached")
    row.removed_by, row.removed_at = user, at
    return _settled(user, row, AuditEntry.Act.EVIDENCE_REMOVED, at=at)


@transaction.atomic
def restore(user: User, evidence: Evidence, *, at: datetime) -> Evidence:
    """Put a removed piece back. Raises NamroError."""
    row = _held(user, evidence)
    if not row.removed_at:
        raise NamroError(_("Minh chứng này đang có trong thư viện. Tải lại trang."), code="there")
    row.removed_by = row.removed_at = None
    return _settled(user, row, AuditEntry.Act.EVIDENCE_RESTORED, at=at)


@transaction.atomic
def read_again(user: User, evidence: Evidence, *, at: datetime) -> bool:
    """Have the current file read once more, unless it is being read; whether it will be."""
    row = _held(user, evidence)
    ended = row.files.filter(current=True).exclude(state__in=EvidenceFile.OPEN).exclude(sha256="")
    for key in list(ended.values_list("pk", flat=True)):
        ended.filter(pk=key).update(state=State.WAITING, attempts=0, changed_at=at, message="")
        record(user, AuditEntry.Act.EVIDENCE_READ_AGAIN, at=at, subject=f"evidence:{row.code}")
        read_evidence.enqueue(key)
        return True
    return False


def take_file(user: User, file: EvidenceFile, *, at: datetime) -> Path:
    """Return the path of a file and record who took it."""
    record(
        user, AuditEntry.Act.EVIDENCE_DOWNLOADED, at=at,
        subject=f"evidence:{file.evidence.code}", note=f"{file.version}: {file.name}",
    )  # fmt: skip
    return storage.path_of(file.sha256)


def _held(user: User, evidence: Evidence) -> Evidence:
    row = Evidence.objects.select_for_update().get(pk=evidence.pk)
    check_write(user, row.unit_id)
    return row


def _settled(user: User, row: Evidence, act: AuditEntry.Act, *, at: datetime) -> Evidence:
    row.save(update_fields=["removed_by", "removed_at"])
    record(user, act, at=at, subject=f"evidence:{row.code}", note=row.files.get(current=True).name)
    return row
