"""Evidence of the library is attached to a row, or taken off it again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.library.models import Evidence
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.registers.actions.writing import tell
from namro.apps.registers.models import RegisterRow, RowEvent, RowProof
from namro.apps.registers.permissions import check_write
from namro.apps.registers.tallies import count_again, held
from namro.core.base.errors import NamroError
from namro.core.registers import Register
from namro.core.registers.rows import needs_proof


def attach_proof(user: User, register: Register, row: RegisterRow, evidence: Evidence, *, at: datetime) -> None:
    """Let a piece of the unit's evidence prove a row; one that does already is left. Raises NamroError."""
    check_write(user, register, row.unit_id)
    if evidence.unit_id != row.unit_id or evidence.removed_at:
        raise NamroError(
            _("Minh chứng này không có trong thư viện của đơn vị. Chọn một minh chứng khác."), code="evidence"
        )
    with transaction.atomic():
        row = _held(register, row)
        _proof, fresh = RowProof.objects.get_or_create(row=row, evidence=evidence, defaults={"by": user, "at": at})
        if fresh:
            _written(user, register, row, evidence, kind=RowEvent.Kind.PROVED, at=at)


def detach_proof(user: User, register: Register, row: RegisterRow, evidence: Evidence, *, at: datetime) -> None:
    """Take a piece of evidence off a row; it stays in the library."""
    check_write(user, register, row.unit_id)
    with transaction.atomic():
        row = _held(register, row)
        gone, _kinds = RowProof.objects.filter(row=row, evidence=evidence).delete()
        if gone:
            _written(user, register, row, evidence, kind=RowEvent.Kind.UNPROVED, at=at)


def _held(register: Register, row: RegisterRow) -> RegisterRow:
    held(register, row.unit_id, row.date.year)
    row = RegisterRow.objects.select_for_update().get(pk=row.pk)
    if row.removed_at:
        raise NamroError(_("Dòng này đã bỏ. Lấy lại rồi mới gắn minh chứng."), code="removed")
    return row


def _written(
    user: User, register: Register, row: RegisterRow, evidence: Evidence, *, kind: RowEvent.Kind, at: datetime
) -> None:
    """The row's count and mark follow; its version stays, since no form shows them."""
    row.proofs = row.proof.count()
    row.lacks_proof = not row.proofs and needs_proof(register, row.data)
    row.save(update_fields=["proofs", "lacks_proof"])
    RowEvent.objects.create(row=row, version=row.version, kind=kind, note=evidence.code, by=user, at=at)
    count_again(register, row.unit_id, [row.date.year])
    record(
        user, AuditEntry.Act.REGISTER_PROOF, at=at, subject=f"register:{row.code}",
        note=f"{kind.label}: {evidence.code}", unit=row.unit_id,
    )  # fmt: skip
    tell(register, row.unit_id, {row.date.year}, actor=user, at=at)
