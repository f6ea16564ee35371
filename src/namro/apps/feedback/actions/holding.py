"""Holding an item while it is changed, and telling what was done: its event and its line of the audit record."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from namro.apps.feedback.models import Event, Item
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.core.base.errors import NamroError
from namro.core.timetable import WorkingTime, default_hours, national_calendar

_WORDS = 160


def office() -> WorkingTime:
    """The working days and hours by which limits are counted."""
    return WorkingTime(national_calendar(), default_hours())


def hold(item: Item, version: int) -> Item:
    """Return the item, locked, as it was seen. Raises NamroError when somebody changed it meanwhile."""
    row = Item.objects.select_for_update().get(pk=item.pk)
    if row.version != version:
        raise NamroError(
            _("Người khác vừa sửa phản ánh này. Chưa ghi gì của bạn; xem lại rồi bấm lần nữa."), code="conflict"
        )
    row.version += 1
    return row


def told(
    user: User, item: Item, act: str, words: str, *, at: datetime, note: str = "", audit: AuditEntry.Act,
    confidential: bool = False,
) -> None:  # fmt: skip
    """Write the event and the line of the audit record; of what is confidential the record says that it was done."""
    Event.objects.create(item=item, act=act, words=words[:_WORDS], note=note, confidential=confidential, by=user, at=at)
    said = words if confidential or not note else f"{words}: {note}"
    record(user, audit, at=at, subject=item.code, note=said, unit=item.unit_id)
