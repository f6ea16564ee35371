"""Erasing the words of a line of the audit record, where they must not be kept: its place in the chain stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.models import AuditEntry, User
from namro.apps.people.permissions import check_erase_words
from namro.apps.people.recording import record
from namro.core.base.errors import NamroError
from namro.core.sealing import erased_name


class NotErased(NamroError):
    """The words of this line cannot be erased."""


@transaction.atomic
def erase_words(user: User, seq: int, *, reason: str, at: datetime) -> None:
    """Take name, subject, note and salt out of a sealed line, and record who did so and why. Raises NotErased."""
    check_erase_words(user)
    if not reason.strip():
        raise NotErased(_("Chưa ghi lý do. Ghi căn cứ của việc xóa, không chép lại nội dung bị xóa."), code="reason")
    row = AuditEntry.objects.select_for_update().filter(seq=seq).first()
    if row is None:
        raise NotErased(_("Không có dòng số %(seq)d. Tìm lại trong nhật ký.") % {"seq": seq}, code="unknown")
    if row.act == AuditEntry.Act.AUDIT_ERASED:
        raise NotErased(_("Dòng này ghi việc xóa một dòng khác nên phải giữ nguyên."), code="kept")
    if not row.salt:
        raise NotErased(_("Nội dung dòng này đã được xóa trước đó."), code="erased")
    AuditEntry.objects.filter(pk=row.pk).update(actor_name="", subject="", note="", folded="", salt="")
    record(user, AuditEntry.Act.AUDIT_ERASED, at=at, subject=erased_name(seq), note=reason.strip())
