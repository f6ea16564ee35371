"""The leader writes and sends the evaluation of somebody's month, the person answers, the leader takes it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.notices.telling import tell
from namro.apps.officers.figures import PersonMonth, packed, person_month
from namro.apps.officers.models import TEXT_LENGTH, Evaluation, EvaluationEvent
from namro.apps.officers.month import Month
from namro.apps.officers.permissions import check_act, parts_on
from namro.apps.people.models import AuditEntry, Unit, User
from namro.apps.people.recording import record
from namro.core.base.errors import NamroError
from namro.core.base.folding import writable
from namro.core.service.evaluation_states import TABLE, State
from namro.core.service.officers import Edition


class Conflict(NamroError):
    """Somebody did something since the page was made; nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            _("Đánh giá vừa có người khác sửa. Chưa ghi gì; xem lại bản mới nhất rồi bấm lần nữa."), code="conflict"
        )


@dataclass(frozen=True, slots=True)
class Said:
    """What is said with an act: the text, points of indices by their numbers, the version that was seen."""

    text: str = ""
    judged: Mapping[int, int] = field(default_factory=dict)
    version: int = 0


@transaction.atomic
def act(user: User, unit: Unit, person: int, month: Month, name: str, said: Said, *, at: datetime) -> Evaluation:
    """Do an act of the table. Raises NamroError, PermissionDenied."""
    check_act(user, unit.pk, person, name)
    text = _text(said.text)
    row = _held(unit, person, month)
    if row.version != said.version:
        raise Conflict
    if name == "send" and not text:
        text = row.judgement
    target = TABLE.after(State(row.state), name, parts_on(user, unit.pk, person), said=text)
    found = person_month(unit.pk, month, person, at) if name in ("save", "send") else None
    if name in ("save", "send"):
        _judge(row, found, text, said.judged)
    if name == "send" and found is not None:
        _send(row, found, month, at=at)
    if name == "answer":
        row.answer = text
    if name == "reopen":
        row.content, row.answer = {}, ""
    row.state, row.version = target, row.version + 1
    row.save()
    EvaluationEvent.objects.create(
        evaluation=row, version=row.version, act=name, by=user, at=at, said=text, content=row.content
    )
    _tell(user, row, month, name, at=at)
    return row


def _held(unit: Unit, person: int, month: Month) -> Evaluation:
    Evaluation.objects.get_or_create(unit=unit, user_id=person, month=month.first, defaults={"state": State.DRAFTED})
    return Evaluation.objects.select_for_update().get(unit=unit, user_id=person, month=month.first)


def _judge(row: Evaluation, found: PersonMonth | None, text: str, judged: Mapping[int, int]) -> None:
    if found is None:
        raise NamroError(
            _("Người này không xử lý hồ sơ nào trong tháng. Kiểm tra tên người xử lý ở trang tháng của đơn vị."),
            code="nothing",
        )
    row.judgement, row.judged = text, {str(key): n for key, n in _checked(found.edition, judged).items()}


def _checked(edition: Edition, judged: Mapping[int, int]) -> dict[int, int]:
    allowed = {one.number for one in edition.judged}
    for number, n in judged.items():
        if number not in allowed or not 0 <= n <= edition.most:
            said = _("Điểm chỉ số %(number)d phải từ 0 đến %(most)d. Chọn lại.")
            raise NamroError(said % {"number": number, "most": edition.most}, code="judged")
    return dict(judged)


def _send(row: Evaluation, found: PersonMonth, month: Month, *, at: datetime) -> None:
    if at < month.end:
        said = _("Tháng chưa hết. Gửi từ ngày %(day)s, khi số liệu đã đủ.")
        raise NamroError(said % {"day": f"{month.following.first:%d/%m/%Y}"}, code="early")
    row.content = packed(found, {int(key): n for key, n in row.judged.items()})
    row.sent_at = at


def _text(text: str) -> str:
    found = writable(text).strip()
    if len(found) > TEXT_LENGTH:
        said = _("Nội dung dài %(length)d ký tự, nhiều nhất %(most)d. Viết ngắn lại.")
        raise NamroError(said % {"length": len(found), "most": TEXT_LENGTH}, code="long")
    return found


def _tell(user: User, row: Evaluation, month: Month, name: str, *, at: datetime) -> None:
    """The record names the act, never the words; the person hears of what was sent or taken back."""
    record(
        user, AuditEntry.Act.OFFICER_EVALUATED, at=at, subject=row.code,
        note=f"{TABLE.by_name[name].words} {month.first:%m/%Y}", unit=row.unit_id,
    )  # fmt: skip
    words = {
        "send": _("Đánh giá tháng %(month)s của bạn đã được gửi") % {"month": f"{month.first:%m/%Y}"},
        "reopen": _("Đánh giá tháng %(month)s của bạn được mở lại để sửa") % {"month": f"{month.first:%m/%Y}"},
    }
    if name in words:
        url = reverse("officers:person", args=[str(month), row.user_id])
        key = f"danh-gia-thang:{row.code}:{row.version}"
        tell([row.user_id], "decision", words[name], f"{url}?don-vi={row.unit.code}", key=key, at=at)
