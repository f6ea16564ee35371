"""A row is taken out of its register with a reason, or put back; it is never deleted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.registers.actions.writing import check_unique, tell, told, write_keys
from namro.apps.registers.models import RegisterKey, RegisterRow, RowEvent
from namro.apps.registers.models.rows import REASON_LENGTH
from namro.apps.registers.permissions import check_write
from namro.apps.registers.tallies import count_again, held
from namro.core.base.errors import NamroError
from namro.core.base.folding import tidy
from namro.core.registers import Register


def remove_row(user: User, register: Register, row: RegisterRow, *, why: str, at: datetime) -> RegisterRow:
    """Take a row out. Raises NamroError without a reason, or when it is out already."""
    check_write(user, register, row.unit_id)
    reason = tidy(why)
    if not reason:
        raise NamroError(_("Chưa ghi lý do bỏ dòng. Ghi lý do, ví dụ: ghi trùng với dòng 12."), code="reason")
    if len(reason) > REASON_LENGTH:
        raise NamroError(_("Lý do dài quá %(most)d ký tự. Viết ngắn lại.") % {"most": REASON_LENGTH}, code="reason")
    with transaction.atomic():
        held(register, row.unit_id, row.date.year)
        row = RegisterRow.objects.select_for_update().get(pk=row.pk)
        if row.removed_at:
            raise NamroError(_("Dòng này đã bỏ rồi. Mở lại danh sách."), code="removed")
        row.removed_by, row.removed_at, row.removed_why = user, at, reason
        RegisterKey.objects.filter(row=row).delete()
        _written(user, register, row, RowEvent.Kind.REMOVED, note=reason, at=at)
        record(
            user, AuditEntry.Act.REGISTER_ROW_REMOVED, at=at, subject=f"register:{row.code}",
            note=f"{told(register, row)}: {reason}", unit=row.unit_id,
        )  # fmt: skip
    return row


def restore_row(user: User, register: Register, row: RegisterRow, *, at: datetime) -> RegisterRow:
    """Put a removed row back. Raises NamroError, or RowRefused where a unique value is taken meanwhile."""
    check_write(user, register, row.unit_id)
    with transaction.atomic():
        held(register, row.unit_id, row.date.year)
        row = RegisterRow.objects.select_for_update().get(pk=row.pk)
        if not row.removed_at:
            raise NamroError(_("Dòng này đang có trong sổ. Mở lại danh sách."), code="there")
        check_unique(register, row.unit_id, row.data, but=row.pk)
        row.removed_by = row.removed_at = None
        row.removed_why = ""
        _written(user, register, row, RowEvent.Kind.RESTORED, note="", at=at)
        write_keys(register, [row])
        record(
            user, AuditEntry.Act.REGISTER_ROW_RESTORED, at=at, subject=f"register:{row.code}",
            note=told(register, row), unit=row.unit_id,
        )  # fmt: skip
    return row


def _written(user: User, register: Register, row: RegisterRow, kind: RowEvent.Kind, *, note: str, at: datetime) -> None:
    row.version += 1
    row.save()
    RowEvent.objects.create(row=row, version=row.version, kind=kind, note=note, by=user, at=at)
    count_again(register, row.unit_id, [row.date.year])
    tell(register, row.unit_id, {row.date.year}, actor=user, at=at)
