"""Letters made at hand, sent, withdrawn: each act one transaction with one line of the audit record."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.dossiers.actions.noting import put_paper
from namro.apps.dossiers.letters import Prepared, look, night_words, prepare, review, row_of
from namro.apps.dossiers.models import Dossier, DossierLetter, LetterKind, LetterState, Paper
from namro.apps.dossiers.permissions import check_note
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.recording import record
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.base.folding import tidy
from namro.core.service import letters as core

_NUMBER, _WHY = 60, 300


def prepare_today(user: User, unit: int, *, at: datetime) -> Prepared:
    """Make what today needs in a unit, as the night does. Raises PermissionDenied."""
    check_note(user, unit)
    with transaction.atomic():
        found = prepare(at.astimezone(VIETNAM).date(), at, unit=unit, by=user.pk)
        if found.made or found.withdrawn:
            note = night_words(found)
            record(user, AuditEntry.Act.DOSSIER_LETTER, at=at, subject="dossiers:letters", note=note, unit=unit)
    return found


def prepare_apology(user: User, dossier: Dossier, *, new_due: date | None, reason: str, at: datetime) -> DossierLetter:
    """Make an apology with a new date, or write it anew while it waits. Raises NamroError, PermissionDenied."""
    check_note(user, dossier.unit_id)
    today = at.astimezone(VIETNAM).date()
    if new_due is not None and new_due <= today:
        raise NamroError(_("Ngày hẹn lại phải sau hôm nay. Chọn một ngày làm việc sắp tới."), code="new_due")
    with transaction.atomic():
        (found,) = look([dossier.pk])
        kind = core.LetterKind.APOLOGY
        letter = core.letter_of(kind, found.value, today, at, found.office)
        if why := core.not_needed(kind, letter.due, letter.unit, found.value, at, found.office):
            raise NamroError(_("Không lập phiếu xin lỗi: %(why)s") % {"why": why}, code="letter")
        waits = DossierLetter.objects.filter(dossier=dossier, kind=LetterKind.APOLOGY, state=LetterState.PREPARED)
        row = waits.first() or row_of(found, letter, by=user.pk, at=at)
        if row.pk is None and DossierLetter.objects.filter(dossier=dossier, kind=row.kind, on=today).exists():
            raise NamroError(_("Hôm nay đã lập phiếu xin lỗi của hồ sơ này. Mở danh sách thư."), code="twice")
        row.new_due, row.reason = new_due, tidy(reason)[:_WHY]
        row.save()
        _record(user, row, dossier, _("lập"), at=at)
    return row


def mark_sent(
    user: User, letter: DossierLetter, *, number: str, day: date, new_due: date | None = None, at: datetime
) -> None:
    """Put number and day on a letter that was issued; an apology becomes the dossier's paper with its new date.

    `new_due` is the new date where it was written on an apology by hand.

    Raises NamroError, also for a letter that its dossier has made needless: it is withdrawn then.
    """
    check_note(user, letter.unit_id)
    if not tidy(number):
        raise NamroError(_("Ghi số của văn bản, ví dụ 12/UBND-VP."), code="number")
    if not letter.at.astimezone(VIETNAM).date() <= day <= at.astimezone(VIETNAM).date():
        raise NamroError(_("Ngày gửi phải từ ngày lập thư đến hôm nay. Sửa ngày."), code="day")
    review(at, dossiers=[letter.dossier_id])
    with transaction.atomic():
        row = _waiting(letter)
        if row.kind == LetterKind.APOLOGY:
            row.new_due = new_due or row.new_due
        if row.kind == LetterKind.APOLOGY and row.new_due is None:
            raise NamroError(
                _("Phiếu xin lỗi chưa có ngày hẹn lại. Ghi ngày hẹn lại như trên phiếu đã gửi."), code="new_due"
            )
        row.state, row.number, row.day = LetterState.SENT, tidy(number)[:_NUMBER], day
        row.closed_by, row.closed_at = user, at
        row.save()
        if row.kind == LetterKind.APOLOGY:  # after it counts as sent: a paper of the dossier withdraws what still waits
            put_paper(user, row.dossier, Paper.APOLOGY, number=number, day=day, new_due=row.new_due, at=at)
        _record(user, row, row.dossier, _("gửi số %(number)s") % {"number": row.number}, at=at)


def withdraw(user: User, letter: DossierLetter, *, why: str, at: datetime) -> None:
    """Take an unsent letter back. Raises NamroError without a reason."""
    check_note(user, letter.unit_id)
    if not tidy(why):
        raise NamroError(_("Ghi lý do rút thư, ví dụ “cơ quan đã trả kết quả qua điện thoại”."), code="why")
    with transaction.atomic():
        row = _waiting(letter)
        row.state, row.why, row.closed_by, row.closed_at = LetterState.WITHDRAWN, tidy(why)[:_WHY], user, at
        row.save()
        _record(user, row, row.dossier, _("rút: %(why)s") % {"why": row.why}, at=at)


def _waiting(letter: DossierLetter) -> DossierLetter:
    row = DossierLetter.objects.select_for_update(of=("self",)).select_related("dossier").get(pk=letter.pk)
    if row.state == LetterState.WITHDRAWN:
        raise NamroError(_("Thư đã rút: %(why)s Không gửi nữa.") % {"why": row.why}, code="gone")
    if row.state == LetterState.SENT:
        raise NamroError(_("Thư đã gửi, số %(number)s.") % {"number": row.number}, code="gone")
    return row


def _record(user: User, row: DossierLetter, dossier: Dossier, said: str, *, at: datetime) -> None:
    note = f"{row.get_kind_display()} {row.on:%d/%m/%Y}: {said}"
    subject = f"dossier:{dossier.code}"
    record(user, AuditEntry.Act.DOSSIER_LETTER, at=at, subject=subject, note=note, unit=row.unit_id)
