"""Conclusions become tasks of a plan, each linked back to the conclusion it came from."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.meetings.models import Conclusion, Meeting, MeetingPlan
from namro.apps.meetings.permissions import check_give
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, OwnerKind, Unit, User
from namro.apps.people.owning import owning_of, value_of
from namro.apps.plans import actions as plans
from namro.apps.plans.blank import blank_plan
from namro.apps.plans.bridge import rhythm_in
from namro.apps.plans.models import Plan
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError

#: The kind of the plan that conclusions of meetings go into.
_KIND = "reform"


@transaction.atomic
def give_tasks(user: User, meeting: Meeting, *, at: datetime, plan: Plan | None = None) -> Plan:
    """Add every conclusion that is not yet a task to a plan of the unit: the chosen one, else the year's own.

    A plan in force is opened for changes first; the tasks are given out when it is approved. Raises NamroError.
    """
    check_give(user, meeting)
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    waiting = list(row.conclusions.select_for_update().filter(task=None).order_by("place", "id"))
    if not waiting:
        raise NamroError(_("Không còn kết luận nào chưa thành việc. Ghi thêm kết luận trước."), code="nothing")
    if nobody := [str(one.place) for one in waiting if one.owner_kind == OwnerKind.NOBODY]:
        raise NamroError(
            _("Kết luận %(places)s chưa chọn người nhận. Mở từng kết luận, chọn người, rồi bấm lại.")
            % {"places": ", ".join(nobody[:10]) + (", …" if len(nobody) > 10 else "")},
            code="owner_missing",
        )
    day = row.starts_at.astimezone(VIETNAM).date()
    plan = plan or _plan_of_year(user, row, day, at=at)
    if plan.unit_id != row.unit_id:
        raise NamroError(_("Kế hoạch này của đơn vị khác. Chọn kế hoạch của đơn vị họp."), code="plan")
    if plan.status == Plan.Status.APPROVED:
        plan = plans.amend(user, plan, reason=_("Kết luận họp ngày %(day)s: %(title)s") % _words(row, day), at=at)
    for one in waiting:
        _give(user, one, plan, day, at=at)
    row.plan = plan
    row.save(update_fields=["plan"])
    note = _("%(n)s việc, kế hoạch %(code)s") % {"n": len(waiting), "code": plan.code}
    record(user, AuditEntry.Act.MEETING_TASKED, at=at, subject=row.code, note=note, unit=row.unit_id)
    return plan


def _plan_of_year(user: User, meeting: Meeting, day: date, *, at: datetime) -> Plan:
    Unit.objects.select_for_update().get(pk=meeting.unit_id)
    known = MeetingPlan.objects.filter(unit=meeting.unit_id, year=day.year).select_related("plan").first()
    if known is not None:
        return known.plan
    title = _("Thực hiện kết luận các cuộc họp năm %(year)s") % {"year": day.year}
    blank = blank_plan(meeting.unit_id, day.year, today=day, kind=_KIND, title=title)
    made, _fresh = plans.make_plan(user, meeting.unit_id, blank, at=at)
    MeetingPlan.objects.create(unit_id=meeting.unit_id, year=day.year, plan=made)
    return made


def _give(user: User, one: Conclusion, plan: Plan, day: date, *, at: datetime) -> None:
    values = {
        "text": one.text,
        "deliverable": one.deliverable,
        "group": _("Kết luận họp ngày %(day)s") % {"day": f"{day:%d/%m/%Y}"},
        "since": max(day, plan.since),
        "owner": owning_of(value_of(one)),
        "due": one.due,
        "rhythm": rhythm_in(one),
        "quantity": (one.quantity, one.measure),
    }
    one.task = plans.add_task(user, plan, values=values, at=at)
    one.version += 1
    one.save(update_fields=["task", "version"])


def _words(meeting: Meeting, day: date) -> dict[str, str]:
    return {"day": f"{day:%d/%m/%Y}", "title": meeting.title}
