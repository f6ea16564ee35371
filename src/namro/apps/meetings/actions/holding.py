"""Calling a meeting, changing what is known of it, ending it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.meetings.models import Conclusion, Meeting
from namro.apps.meetings.permissions import check_make, check_write
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.queries.people import positions_of
from namro.apps.plans.bridge import BETWEEN, printed_time, set_rhythm
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.improvement import PlanTask

FIELDS = (
    "kind", "title", "starts_at", "place", "chair", "secretary", "present", "absent", "agenda", "said", "previous",
)  # fmt: skip
_GROUP = 300


class MeetingConflict(NamroError):
    """Somebody changed the meeting since the form was made. Nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            _("Người khác vừa sửa cuộc họp này. Chưa ghi gì của bạn; xem lại rồi bấm lần nữa."), code="conflict"
        )


@transaction.atomic
def save_meeting(
    user: User, *, values: Mapping[str, Any], at: datetime, meeting: Meeting | None = None, version: int = 0,
    unit: int = 0, source: str = "", duties: Iterable[tuple[str, PlanTask]] = (),
) -> Meeting:  # fmt: skip
    """Call a meeting of a `unit`, or change one as it was seen in `version`; `values` by FIELDS.

    `duties` are those of an imported notice (`source`), (group, duty), and become its first conclusions.
    """
    if meeting is None:
        check_make(user, unit)
        row = Meeting(unit_id=unit, source=source, made_by=user, made_at=at)
    else:
        check_write(user, meeting)
        row = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if row.version != version:
            raise MeetingConflict
        row.version += 1
    for name in FIELDS:
        if name in values:
            setattr(row, name, values[name])
    _check(row)
    row.chair_as = next((one.name for one in positions_of(row.chair, _day(row.starts_at))), "")[:160]
    row.save()
    Conclusion.objects.bulk_create(_printed(row, place, *one) for place, one in enumerate(duties, start=1))
    act = AuditEntry.Act.MEETING_CHANGED if meeting else AuditEntry.Act.MEETING_MADE
    record(user, act, at=at, subject=row.code, note=row.title, unit=row.unit_id)
    return row


@transaction.atomic
def end_meeting(user: User, meeting: Meeting, *, ended_at: datetime, at: datetime) -> Meeting:
    """Say when it was over; its minutes and notice are complete from then on. Said again, the time is corrected."""
    check_write(user, meeting)
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if ended_at <= row.starts_at:
        raise NamroError(_("Giờ kết thúc phải sau giờ bắt đầu. Ghi lại giờ kết thúc."), code="ended")
    if ended_at > at:
        raise NamroError(_("Giờ kết thúc chưa tới. Ghi khi cuộc họp đã xong."), code="ended")
    row.ended_at, row.version = ended_at, row.version + 1
    row.save(update_fields=["ended_at", "version"])
    record(user, AuditEntry.Act.MEETING_ENDED, at=at, subject=row.code, note=row.title, unit=row.unit_id)
    return row


def _check(row: Meeting) -> None:
    before = row.previous
    if before is not None and (before.unit_id != row.unit_id or before.starts_at >= row.starts_at):
        raise NamroError(_("Cuộc họp trước phải của cùng đơn vị và diễn ra trước cuộc này. Chọn lại."), code="previous")
    if row.ended_at and row.ended_at <= row.starts_at:
        raise NamroError(_("Cuộc họp đã ghi giờ kết thúc; giờ bắt đầu phải trước giờ đó."), code="ended")


def _printed(meeting: Meeting, place: int, group: str, duty: PlanTask) -> Conclusion:
    """A duty as it was printed; nobody owes it until people choose."""
    rhythm, due = printed_time(duty)
    row = Conclusion(
        meeting=meeting,
        place=place,
        group=group[:_GROUP],
        text=duty.text,
        deliverable=duty.deliverable or "",
        lead_text=BETWEEN.join(duty.lead)[:500],
        helpers_text=BETWEEN.join(duty.collaborators),
        due=due,
        due_text=(duty.due_text or "")[:500],
    )
    set_rhythm(row, rhythm)
    return row


def _day(at: datetime) -> Any:
    return at.astimezone(VIETNAM).date()
