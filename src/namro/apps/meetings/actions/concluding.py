"""Conclusions are written down, changed, taken out; those that became tasks are changed in their plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from namro.apps.meetings.actions.holding import MeetingConflict
from namro.apps.meetings.models import Conclusion, Meeting
from namro.apps.meetings.permissions import check_write
from namro.apps.meetings.quotas import fits
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.plans.bridge import rhythm_in, set_rhythm
from namro.core.base.errors import NamroError
from namro.core.improvement.quotas_read import Quota, quotas_in
from namro.core.timetable.rhythm import Rhythm

_TEXTS = ("group", "text", "deliverable")


@transaction.atomic
def set_conclusion(
    user: User, meeting: Meeting, *, values: Mapping[str, Any], at: datetime, row: Conclusion | None = None,
    version: int = 0,
) -> Conclusion:  # fmt: skip
    """Write down a conclusion, or change one as it was seen in `version`.

    `values`: group, text, deliverable, `owner` (Owning), `due` (a day or None), `rhythm` (Rhythm or None),
    `quantity` (how much each time and of what, or (None, "")).
    """
    check_write(user, meeting)
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    if row is None:
        last = meeting.conclusions.aggregate(last=Max("place"))["last"] or 0
        found = Conclusion(meeting=meeting, place=last + 1)
    else:
        found = _open(meeting, row, version)
    for name in _TEXTS:
        if name in values:
            setattr(found, name, values[name].strip())
    if "owner" in values:
        found.give(values["owner"])
    if "quantity" in values:
        found.quantity, found.measure = values["quantity"]
    time = values.get("due", found.due), values.get("rhythm", rhythm_in(found))
    if time != (found.due, rhythm_in(found)):  # the printed wording stays as long as its time does
        found.due, found.due_text = time[0], ""
        set_rhythm(found, time[1])
    found.save()
    record(user, AuditEntry.Act.MEETING_CONCLUDED, at=at, subject=meeting.code, note=found.text, unit=meeting.unit_id)
    return found


@transaction.atomic
def take_quota(
    user: User, meeting: Meeting, row: Conclusion, place: int, *, version: int, at: datetime
) -> tuple[Conclusion, Quota]:
    """Count what the words of a conclusion ask for (`place` among `quotas_in`); return what counts it now.

    The first number is set on the conclusion; another one becomes a conclusion of its own right after it.
    """
    check_write(user, meeting)
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    found = _open(meeting, row, version)
    quotas = quotas_in(found.text)
    if not 0 <= place < len(quotas):
        raise NamroError(_("Nội dung kết luận không còn số lượng này. Xem lại rồi ghi tay."), code="quota")
    quota = quotas[place]
    counts = found if fits(found, place) else _beside(found, quota)
    counts.quantity, counts.measure = quota.number, quota.measure
    if counts.period != quota.period:  # the printed day of the same rhythm stays
        counts.due, counts.due_text = None, ""
        set_rhythm(counts, Rhythm(period=quota.period))
    counts.save()
    if counts is not found:
        found.save(update_fields=["version"])
    note = _("Số lượng “%(printed)s”: %(text)s") % {"printed": quota.printed, "text": counts.text}
    record(user, AuditEntry.Act.MEETING_CONCLUDED, at=at, subject=meeting.code, note=note, unit=meeting.unit_id)
    return counts, quota


def _beside(row: Conclusion, quota: Quota) -> Conclusion:
    """A conclusion of its own for one sentence of another, right after it, charged to whom that one is printed for."""
    row.meeting.conclusions.filter(place__gt=row.place).update(place=F("place") + 1)
    return Conclusion(
        meeting=row.meeting, place=row.place + 1, group=row.group, text=quota.clause, lead_text=row.lead_text,
        helpers_text=row.helpers_text,
    )  # fmt: skip


@transaction.atomic
def drop_conclusion(user: User, meeting: Meeting, row: Conclusion, *, version: int, at: datetime) -> None:
    """Take a conclusion out."""
    check_write(user, meeting)
    found = _open(meeting, row, version)
    text = found.text
    found.delete()
    record(
        user, AuditEntry.Act.MEETING_CONCLUDED, at=at, subject=meeting.code, unit=meeting.unit_id,
        note=_("Bỏ: %(text)s") % {"text": text},
    )  # fmt: skip


def _open(meeting: Meeting, row: Conclusion, version: int) -> Conclusion:
    found = Conclusion.objects.select_for_update().get(pk=row.pk, meeting=meeting)
    if found.task_id:
        raise NamroError(_("Kết luận này đã thành việc của kế hoạch. Sửa việc ở trang kế hoạch."), code="task")
    if found.version != version:
        raise MeetingConflict
    found.version += 1
    return found
