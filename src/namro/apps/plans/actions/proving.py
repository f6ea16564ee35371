"""Proof: a file or an address beside the work. A file that was replaced stays as what it was."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.library import storage
from namro.apps.library.accepting import check_link
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.plans.actions.working import Grip, grip, note_event
from namro.apps.plans.models import Occurrence, Proof, WorkEvent
from namro.core.base.errors import NamroError
from namro.core.improvement.states import CLOSED, Role


def add_file(
    user: User, occurrence: Occurrence, path: Path, *, name: str, kind: str, at: datetime, member: int | None = None
) -> Proof:
    """Keep a file as proof. `kind` is what `library.accepting.kind_of` says of it, `name` a safe file name.

    The file is stored before the row is written: a row never names a file that is not there.
    """
    sha256 = storage.digest_of(path)
    storage.keep(path, sha256)
    with transaction.atomic():
        held = open_grip(user, occurrence, member)
        if held.proofs.filter(sha256=sha256).exists():
            raise NamroError(_("Tệp “%(name)s” đã có ở việc này.") % {"name": name}, code="known")
        return _added(held, at=at, name=name, kind=kind, size=path.stat().st_size, sha256=sha256)


@transaction.atomic
def add_link(
    user: User, occurrence: Occurrence, link: str, *, at: datetime, name: str = "", member: int | None = None
) -> Proof:
    """Keep an address (http or https) as proof; nothing is fetched from it."""
    check_link(link)
    held = open_grip(user, occurrence, member)
    return _added(held, at=at, name=(name or link)[:200], link=link)


@transaction.atomic
def take_proof_back(user: User, proof: Proof, *, at: datetime) -> Proof:
    """Take a proof back while the work is open; the file and the row stay in the history."""
    held = open_grip(user, proof.occurrence, proof.piece.user_id if proof.piece else None)
    row = Proof.objects.select_for_update().get(pk=proof.pk)
    if row.taken_back_at is not None:
        raise NamroError(_("Minh chứng này đã được rút. Tải lại trang."), code="state")
    row.taken_back_at = at
    row.save(update_fields=["taken_back_at"])
    note_event(held, WorkEvent.PROOF_TAKEN_BACK, said=row.name, at=at)
    record(user, AuditEntry.Act.PROOF_TAKEN_BACK, at=at, subject=held.occurrence.code, note=row.name)
    return row


def take_proof(user: User, proof: Proof, *, at: datetime) -> Path:
    """Return the path of a proof's file and record who took it."""
    record(user, AuditEntry.Act.PROOF_DOWNLOADED, at=at, subject=proof.occurrence.code, note=proof.name)
    return storage.path_of(proof.sha256)


def open_grip(user: User, occurrence: Occurrence, member: int | None) -> Grip:
    """Lock work whose proof the person may change; call it in a transaction. Raises NamroError with the reason."""
    held = grip(user, occurrence, member=member)
    if held.roles.isdisjoint({Role.OWNER, Role.COORDINATOR}):
        raise NamroError(_("Chỉ người thực hiện hoặc đầu mối nộp minh chứng."), code="role")
    if held.each and held.piece is None:
        raise NamroError(_("Việc này mỗi người nộp riêng. Chọn sản phẩm của từng người."), code="member")
    if held.owed.state in CLOSED:
        raise NamroError(_("Việc đã đóng nên minh chứng không đổi nữa. Nhờ lãnh đạo mở lại."), code="state")
    return held


def _added(held: Grip, *, at: datetime, **values: str | int) -> Proof:
    proof = Proof.objects.create(occurrence=held.occurrence, piece=held.piece, by=held.user, at=at, **values)
    note_event(held, WorkEvent.PROOF, said=proof.name, at=at)
    record(held.user, AuditEntry.Act.PROOF_ADDED, at=at, subject=held.occurrence.code, note=proof.name)
    return proof
