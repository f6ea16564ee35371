"""What people of the unit put down about a dossier: papers that were issued, and how an open one really stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.dossiers.letters import review
from namro.apps.dossiers.models import Answer, Dossier, DossierPaper, OpenAnswer, Paper
from namro.apps.dossiers.permissions import check_note
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.recording import record
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError

#: Papers that take a dossier off a list of the board: which of its marks they set.
_MARKS = {Paper.APOLOGY: "has_apology", Paper.PAUSE: "has_pause_paper"}


@dataclass(frozen=True, slots=True)
class Said:
    """An answer of the weekly list: what is true, since which day, what shows it."""

    answer: Answer
    day: date | None
    proof: str


def put_paper(
    user: User, dossier: Dossier, kind: Paper, *, number: str, day: date, new_due: date | None, at: datetime
) -> None:
    """Put a paper down. Raises NamroError for one that cannot be, PermissionDenied."""
    check_note(user, dossier.unit_id)
    if not number.strip():
        raise NamroError(_("Ghi số của văn bản, ví dụ 12/PXL-UBND."), code="number")
    if day > at.astimezone(VIETNAM).date():
        raise NamroError(_("Ngày văn bản nằm trong tương lai. Ghi ngày đã ban hành."), code="day")
    if kind == Paper.APOLOGY and new_due is None:
        raise NamroError(_("Phiếu xin lỗi cần ngày hẹn lại."), code="new_due")
    if new_due is not None and new_due < day:
        raise NamroError(_("Ngày hẹn lại trước ngày văn bản. Sửa một trong hai."), code="new_due")
    with transaction.atomic():
        again = kind == Paper.APOLOGY and DossierPaper.objects.filter(dossier=dossier, kind=kind).exists()
        if again:
            raise NamroError(_("Đã hẹn lại một lần. Mỗi hồ sơ chỉ hẹn lại một lần (R05)."), code="twice")
        DossierPaper.objects.create(
            dossier=dossier, kind=kind, number=number.strip()[:60], day=day, new_due=new_due, by=user, at=at
        )
        if kind in _MARKS:
            Dossier.objects.filter(pk=dossier.pk).update(**{_MARKS[kind]: True})
            review(at, dossiers=[dossier.pk])
        _record(user, dossier, f"{kind.label} {number.strip()}", at=at)


def answer_open(user: User, dossier: Dossier, said: Said, *, at: datetime) -> None:
    """Say how a dossier really stands that the system shows open. Raises NamroError, PermissionDenied."""
    check_note(user, dossier.unit_id)
    over = said.answer != Answer.RUNNING
    if over and said.day is None:
        raise NamroError(_("Ghi ngày đã trả, rút hoặc hủy."), code="day")
    if over and not said.proof.strip():
        raise NamroError(_("Ghi căn cứ, ví dụ “Sổ trả kết quả, trang 41, dòng 7”."), code="proof")
    ended = _end_of(said.day) if over and said.day else None
    if said.day is not None and said.day > at.astimezone(VIETNAM).date():
        raise NamroError(_("Ngày nằm trong tương lai. Ghi ngày đã xong."), code="day")
    if ended is not None and dossier.accepted_at is not None and ended < dossier.accepted_at:
        raise NamroError(_("Ngày xong trước ngày tiếp nhận. Kiểm tra lại sổ."), code="day")
    with transaction.atomic():
        held = Dossier.objects.select_for_update().get(pk=dossier.pk)
        if not held.is_open:
            raise NamroError(_("Hệ thống đã ghi hồ sơ này xong; không cần trả lời nữa."), code="gone")
        OpenAnswer.objects.filter(dossier=held, current=True).update(current=False)
        OpenAnswer.objects.create(
            dossier=held, answer=said.answer, ended_at=ended, proof=said.proof.strip()[:300], by=user, at=at
        )
        Dossier.objects.filter(pk=held.pk).update(settled=over)
        review(at, dossiers=[held.pk])
        _record(user, held, f"{said.answer.label}: {said.proof.strip()}", at=at)


def _end_of(day: date) -> datetime:
    """The book names the day only; the last minute of it is never too early."""
    return datetime.combine(day, time(23, 59), VIETNAM)


def _record(user: User, dossier: Dossier, note: str, *, at: datetime) -> None:
    record(
        user, AuditEntry.Act.DOSSIER_NOTED, at=at, subject=f"dossier:{dossier.code}", note=note, unit=dossier.unit_id
    )
