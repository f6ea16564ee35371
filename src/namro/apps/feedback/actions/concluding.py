"""The leader says of whom an item speaks, and what was found by which act."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.feedback.actions.holding import hold, told
from namro.apps.feedback.models import Item
from namro.apps.feedback.permissions import check_lead
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.queries.people import people_of
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.service.feedback import DONE, OUTCOME_WORDS, Outcome


@transaction.atomic
def say_about(user: User, item: Item, officer: User | None, *, version: int, at: datetime) -> Item:
    """Say of which officer it speaks; only leaders see that it was said of whom."""
    check_lead(user, item.unit_id)
    row = hold(item, version)
    received = row.received_at.astimezone(VIETNAM).date()
    if officer is not None and not _worked_there(row.unit_id, officer, received, at.astimezone(VIETNAM).date()):
        raise NamroError(_("Người này không làm ở đơn vị vào ngày nhận phản ánh. Chọn lại."), code="officer")
    row.about_user = officer
    row.save()
    note = officer.full_name if officer else _("không rõ người")
    told(
        user, row, "about", _("Ghi người bị phản ánh"), at=at, note=note, audit=AuditEntry.Act.FEEDBACK_CONCLUDED,
        confidential=True,
    )  # fmt: skip
    return row


def _worked_there(unit: int, officer: User, *days: date) -> bool:
    return any(people_of(unit, day).filter(pk=officer.pk).exists() for day in days)


@transaction.atomic
def conclude(user: User, item: Item, outcome: str, *, number: str, on: date | None, version: int, at: datetime) -> Item:
    """Say what was found, by the act with this number of this day; said again, it is corrected. Raises NamroError."""
    check_lead(user, item.unit_id)
    row = hold(item, version)
    if row.state not in DONE:
        raise NamroError(_("Phản ánh chưa trả lời nên chưa có kết luận. Ghi trả lời trước."), code="state")
    if outcome not in OUTCOME_WORDS:
        raise NamroError(_("Chưa chọn kết luận. Chọn đúng, đúng một phần hoặc không đúng."), code="outcome")
    if not number.strip() or on is None:
        raise NamroError(_("Kết luận cần số và ngày của văn bản. Ghi cả hai rồi bấm lại."), code="act")
    if not row.received_at.astimezone(VIETNAM).date() <= on <= at.astimezone(VIETNAM).date():
        raise NamroError(_("Ngày văn bản kết luận phải từ ngày nhận đến hôm nay. Sửa lại ngày."), code="act")
    row.outcome, row.act_number, row.act_on = Outcome(outcome), number.strip(), on
    row.save()
    told(
        user, row, "conclude", _("Kết luận: %(words)s") % {"words": OUTCOME_WORDS[Outcome(outcome)]}, at=at,
        note=_("văn bản %(number)s ngày %(day)s") % {"number": row.act_number, "day": f"{on:%d/%m/%Y}"},
        audit=AuditEntry.Act.FEEDBACK_CONCLUDED,
    )  # fmt: skip
    return row
