"""Procedures are reviewed, proposals decided, sample dossiers given and taken away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.dossiers.models import Aim, Procedure, ProcedureReview, SampleDossier, Verdict
from namro.apps.dossiers.permissions import check_note
from namro.apps.library.models import Evidence
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.recording import record
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.base.folding import tidy, writable

_TEXT = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What a review says; `saved` in the unit of the procedure's limit."""

    aim: str
    text: str
    day: date
    paper: str = ""
    saved: float | None = None


@transaction.atomic
def put_review(
    user: User, unit: int, procedure: Procedure, said: Reviewed, *, evidence: Evidence | None, at: datetime
) -> ProcedureReview:
    """Put a review down, or a proposal. Raises NamroError, PermissionDenied."""
    check_note(user, unit)
    text = writable(said.text).strip()
    if said.aim not in Aim.values:
        raise NamroError(_("Chọn kết quả rà soát trong danh sách."), code="aim")
    if not text or len(text) > _TEXT:
        raise NamroError(_("Ghi nội dung rà soát, nhiều nhất %(n)d chữ.") % {"n": _TEXT}, code="text")
    if said.day > at.astimezone(VIETNAM).date():
        raise NamroError(_("Ngày rà soát nằm trong tương lai. Sửa lại ngày."), code="day")
    _check_saved(procedure, said)
    row = ProcedureReview.objects.create(
        unit_id=unit, procedure=procedure, aim=said.aim, text=text, day=said.day, paper=tidy(said.paper)[:160],
        saved=said.saved, evidence=evidence, by=user, at=at,
    )  # fmt: skip
    _record(user, procedure, unit, str(row.get_aim_display()), at)
    return row


def _check_saved(procedure: Procedure, said: Reviewed) -> None:
    if said.aim == Aim.TIME and said.saved is None:
        raise NamroError(_("Ghi số thời gian đề xuất cắt, theo đơn vị thời hạn của thủ tục."), code="saved")
    if said.aim != Aim.TIME and said.saved is not None:
        raise NamroError(_("Chỉ đề xuất cắt giảm thời gian mới ghi số thời gian cắt."), code="saved")
    if said.saved is not None and (said.saved <= 0 or not procedure.amount or said.saved >= procedure.amount):
        raise NamroError(_("Thời gian cắt phải lớn hơn 0 và nhỏ hơn thời hạn của thủ tục."), code="saved")


@transaction.atomic
def decide_review(user: User, key: int, verdict: str, *, act: str, on: date | None, at: datetime) -> ProcedureReview:
    """Put down what became of a proposal and by which act. Raises NamroError, PermissionDenied."""
    row = ProcedureReview.objects.select_for_update(of=("self",)).select_related("procedure").get(pk=key)
    check_note(user, row.unit_id)
    if row.aim == Aim.NONE or verdict not in (Verdict.ACCEPTED, Verdict.REFUSED):
        raise NamroError(_("Chỉ đề xuất mới có kết quả: đã thực hiện hoặc không được chấp nhận."), code="verdict")
    if not act.strip() or on is None:
        raise NamroError(_("Ghi số và ngày của văn bản quyết định."), code="act")
    if not row.day <= on <= at.astimezone(VIETNAM).date():
        raise NamroError(_("Ngày quyết định phải từ ngày rà soát đến hôm nay. Sửa lại ngày."), code="act")
    row.verdict, row.decided_by, row.decided_on = verdict, tidy(act)[:160], on
    row.save(update_fields=["verdict", "decided_by", "decided_on"])
    _record(user, row.procedure, row.unit_id, f"{row.get_verdict_display()}: {row.decided_by}", at)
    return row


@transaction.atomic
def give_sample(
    user: User, unit: int, procedure: Procedure, title: str, *, evidence: Evidence | None, at: datetime
) -> SampleDossier:
    """Give a filled-in example; given again it stands again. Raises NamroError, PermissionDenied."""
    check_note(user, unit)
    if not title.strip():
        raise NamroError(_("Ghi tên hồ sơ mẫu, ví dụ “Tờ khai đăng ký khai sinh đã điền”."), code="title")
    if evidence is None or evidence.unit_id != unit:
        raise NamroError(_("Chọn tệp hồ sơ mẫu. Che họ tên, số thật trước khi tải lên."), code="file")
    row, _new = SampleDossier.objects.update_or_create(
        procedure=procedure, evidence=evidence,
        defaults={"unit_id": unit, "title": tidy(title)[:200], "by": user, "at": at, "removed_at": None},
    )  # fmt: skip
    _record(user, procedure, unit, _("thêm hồ sơ mẫu: %s") % row.title, at)
    return row


@transaction.atomic
def take_sample(user: User, key: int, *, at: datetime) -> None:
    """Take an example away; the piece stays in the library. Raises NamroError, PermissionDenied."""
    row = SampleDossier.objects.select_for_update(of=("self",)).select_related("procedure").get(pk=key)
    check_note(user, row.unit_id)
    if row.removed_at is not None:
        raise NamroError(_("Hồ sơ mẫu này đã bỏ."), code="gone")
    row.removed_at = at
    row.save(update_fields=["removed_at"])
    _record(user, row.procedure, row.unit_id, _("bỏ hồ sơ mẫu: %s") % row.title, at)


def _record(user: User, procedure: Procedure, unit: int, note: str, at: datetime) -> None:
    subject = f"procedure:{procedure.code}"
    record(user, AuditEntry.Act.PROCEDURE_REVIEWED, at=at, subject=subject, note=note, unit=unit)
