"""More time for an answer is asked for ahead of its limit, and decided by the leader."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.feedback.actions.holding import hold, told
from namro.apps.feedback.models import Extension, Item
from namro.apps.feedback.permissions import check_lead, parts_of
from namro.apps.people.models import AuditEntry, User
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.improvement.extensions import asked_late, later_day
from namro.core.service.feedback import OPEN, own_limit, rules
from namro.core.timetable import national_calendar


@transaction.atomic
def ask_extension(user: User, item: Item, *, wanted: date, reason: str, version: int, at: datetime) -> Extension:
    """Ask for a later limit; late wishes are marked, those after the limit refused. Raises NamroError."""
    row = hold(item, version)
    today = at.astimezone(VIETNAM).date()
    _check_ask(user, row, reason, today)
    day = later_day(wanted, due=row.limit_on, today=today, calendar=national_calendar())
    late = asked_late(row.limit_on, today=today, ahead=rules().extension_ahead, calendar=national_calendar())
    row.save()
    made = Extension.objects.create(
        item=row, wanted=day, before=row.limit_on, reason=reason.strip(), late=late, asked_by=user, asked_at=at
    )
    words = _("Xin gia hạn đến %(day)s") % {"day": f"{day:%d/%m/%Y}"}
    if late:
        words += _(" (xin muộn, chưa đủ %(n)d ngày làm việc trước hạn)") % {"n": rules().extension_ahead}
    told(user, row, "ask_extension", words, at=at, note=made.reason, audit=AuditEntry.Act.FEEDBACK_EXTENDED)
    return made


def _check_ask(user: User, row: Item, reason: str, today: date) -> None:
    if not parts_of(user, row):
        raise NamroError(_("Chỉ người xử lý, đầu mối hoặc lãnh đạo xin gia hạn mục này."), code="role")
    if row.state not in OPEN:
        raise NamroError(_("Phản ánh đã trả lời hoặc đã chuyển đi nên không xin gia hạn nữa."), code="state")
    if today > row.limit_on:
        raise NamroError(
            _("Hạn %(day)s đã qua, không xin gia hạn được nữa. Trả lời ngay, ghi lý do trễ trong trả lời.")
            % {"day": f"{row.limit_on:%d/%m/%Y}"},
            code="over",
        )
    if not reason.strip():
        raise NamroError(_("Chưa ghi lý do xin gia hạn. Ghi lý do rồi gửi lại."), code="reason")
    if row.extensions.filter(granted=None).exists():
        raise NamroError(_("Đã có đề nghị gia hạn đang chờ lãnh đạo quyết định."), code="waiting")


@transaction.atomic
def decide_extension(user: User, item: Item, *, granted: bool, note: str, version: int, at: datetime) -> Item:
    """Grant or refuse the wish that waits; granted, the limit and the unit's own day move. Raises NamroError."""
    check_lead(user, item.unit_id)
    row = hold(item, version)
    wish = row.extensions.select_for_update().filter(granted=None).first()
    if wish is None:
        raise NamroError(_("Không còn đề nghị gia hạn nào đang chờ. Tải lại trang."), code="none")
    if not granted and not note.strip():
        raise NamroError(_("Chưa ghi lý do không đồng ý. Ghi lý do rồi bấm lại."), code="note")
    wish.granted, wish.decided_by, wish.decided_at, wish.note = granted, user, at, note.strip()
    wish.save()
    if granted:
        row.limit_on = wish.wanted
        row.own_on = own_limit(row.limit_on, row.received_at.astimezone(VIETNAM).date(), national_calendar())
    row.save()
    words = _("Đồng ý gia hạn đến %(day)s") if granted else _("Không đồng ý gia hạn đến %(day)s")
    told(
        user, row, "decide_extension", words % {"day": f"{wish.wanted:%d/%m/%Y}"}, at=at, note=wish.note,
        audit=AuditEntry.Act.FEEDBACK_EXTENDED,
    )  # fmt: skip
    return row
