"""Events that begin work: each that is recorded makes one time of the task, due by the term that runs from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.plans.bridge import event_in
from namro.apps.plans.models import Happening, Occurrence, Plan, Task
from namro.apps.plans.permissions import check_start
from namro.apps.plans.times import is_touched
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.improvement.events import check_event_day
from namro.core.timetable import national_calendar

_LONGEST, _LONGEST_DOCUMENT = 500, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Began:
    """An event as somebody records it; `document` is its number or name."""

    on: date
    what: str
    document: str = ""


@transaction.atomic
def record_event(user: User, task: Task, began: Began, *, at: datetime) -> Occurrence:
    """Give out one time of the task. Raises NamroError for a day that cannot be, or the same event twice."""
    row = _taken(user, task, at)
    begins = event_in(row)
    if begins is None or row.dropped or not row.plan.versions.exists():
        raise NamroError(_("Việc này không tính hạn theo sự kiện, hoặc kế hoạch chưa được duyệt."), code="state")
    what, document = " ".join(began.what.split()), " ".join(began.document.split())
    if not what:
        raise NamroError(_("Chưa ghi việc gì đã xảy ra. Ghi như “nhận đủ hồ sơ của hộ A”."), code="text_missing")
    if len(what) > _LONGEST or len(document) > _LONGEST_DOCUMENT:
        raise NamroError(_("Dài quá %(most)d ký tự. Rút gọn lại.") % {"most": _LONGEST}, code="text_long")
    check_event_day(began.on, today=at.astimezone(VIETNAM).date(), since=row.since)
    if Happening.objects.filter(occurrence__task=row, on=began.on, what__iexact=what).exists():
        raise NamroError(
            _("Sự kiện này đã được ghi. Nếu là một sự kiện khác trong ngày, ghi rõ hơn để phân biệt."), code="known"
        )
    due = begins.due(began.on, national_calendar())
    # The number is free: the task is locked.
    last = Occurrence.objects.filter(task=row, scheduled=due).aggregate(last=Max("nth"))["last"]
    made = Occurrence.objects.create(task=row, scheduled=due, due=due, nth=0 if last is None else last + 1)
    Happening.objects.create(occurrence=made, on=began.on, what=what, document=document, by=user, at=at)
    note = f"{began.on:%d/%m/%Y} {what} → {due:%d/%m/%Y}"
    record(user, AuditEntry.Act.WORK_DONE, at=at, subject=made.code, note=note)
    return made


@transaction.atomic
def take_event_back(user: User, occurrence: Occurrence, *, at: datetime) -> None:
    """Take an event that was recorded by mistake back, as long as nobody has done anything with the work."""
    _taken(user, occurrence.task, at)
    row = Occurrence.objects.select_for_update(of=("self",)).select_related("happening").get(pk=occurrence.pk)
    if is_touched(row) or row.comments.exists() or row.parts.exists():
        raise NamroError(
            _("Việc đã có người làm nên không rút sự kiện. Nhờ lãnh đạo hủy việc, ghi lý do."), code="state"
        )
    note = f"− {row.happening.on:%d/%m/%Y} {row.happening.what}"
    record(user, AuditEntry.Act.WORK_DONE, at=at, subject=row.code, note=note)
    row.delete()


def _taken(user: User, task: Task, at: datetime) -> Task:
    """Lock the task for somebody who may record its events."""
    row = Task.objects.select_for_update().get(pk=task.pk)
    row.plan = Plan.objects.get(pk=row.plan_id)
    check_start(user, row, today=at.astimezone(VIETNAM).date())
    return row
