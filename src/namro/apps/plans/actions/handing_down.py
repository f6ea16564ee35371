"""Tasks of an upper plan given to units below, taken into their own plans, or sent back with a reason."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, Unit, User
from namro.apps.plans.actions.drafting import make_plan
from namro.apps.plans.actions.editing import open_plan
from namro.apps.plans.blank import blank_plan
from namro.apps.plans.from_above import changed_from_above
from namro.apps.plans.handings import units_below
from namro.apps.plans.models import Handing, Plan, Task
from namro.apps.plans.permissions import check_answer_handing, check_write
from namro.core.base.errors import NamroError


@transaction.atomic
def give_down(user: User, plan: Plan, tasks: Collection[int], units: Collection[int], *, at: datetime) -> int:
    """Give tasks of a plan in force to units below; who has a task already keeps it. Return how many are new."""
    check_write(user, plan)
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if not plan.versions.exists():
        raise NamroError(_("Kế hoạch chưa được duyệt lần nào. Trình lãnh đạo duyệt rồi giao xuống."), code="state")
    rows = list(Task.objects.filter(plan=plan, pk__in=set(tasks), dropped=False).order_by("place"))
    if not rows:
        raise NamroError(_("Chưa chọn nhiệm vụ nào. Đánh dấu nhiệm vụ cần giao."), code="tasks")
    chosen = set(units)
    if not chosen:
        raise NamroError(_("Chưa chọn đơn vị nào. Đánh dấu đơn vị nhận."), code="units")
    if not chosen <= {unit for unit, _name in units_below(plan.unit_id, user.standing.day)}:
        raise NamroError(_("Có đơn vị không thuộc cấp dưới của đơn vị lập kế hoạch. Tải lại trang."), code="units")
    there = set(Handing.objects.filter(upper__in=rows).values_list("upper", "unit"))
    fresh = [
        Handing(upper=row, unit_id=unit, due=row.due, given_by=user, given_at=at)
        for row in rows
        for unit in sorted(chosen)
        if (row.pk, unit) not in there
    ]
    Handing.objects.bulk_create(fresh)
    if fresh:
        note = _("%(tasks)d nhiệm vụ, %(units)d đơn vị") % {"tasks": len(rows), "units": len(chosen)}
        record(user, AuditEntry.Act.TASK_GIVEN_DOWN, at=at, subject=plan.code, note=note)
    return len(fresh)


@transaction.atomic
def take_given(user: User, handing: Handing, plan: Plan | None, *, at: datetime) -> Task:
    """Take a task from above into a plan of the unit; without one, into a new plan of the upper plan's kind and year.

    The task says where it comes from, and has the upper task's wording, product, day and criterion.
    """
    row = _locked(user, handing)
    if row.state != Handing.State.GIVEN:
        raise NamroError(_("Nhiệm vụ này đã được trả lời rồi. Tải lại trang."), code="state")
    upper = row.upper
    plan = open_plan(user, plan) if plan is not None else _new_plan(user, row.unit, upper.plan, at=at)
    if plan.unit_id != row.unit_id:
        raise NamroError(_("Kế hoạch được chọn không phải của đơn vị nhận. Chọn lại."), code="unit")
    made = Task.objects.create(
        plan=plan,
        place=(plan.tasks.aggregate(last=Max("place"))["last"] or 0) + 1,
        group=upper.group,
        text=upper.text,
        criterion=upper.criterion,
        criterion_name=upper.criterion_name,
        deliverable=upper.deliverable,
        since=max(plan.since, date(upper.since.year, 1, 1)),
        due=row.due,
        due_text=upper.due_text if not upper.period else "",
        period=upper.period,
        day=upper.day,
        month=upper.month,
        before=upper.before,
    )
    row.state, row.made, row.answered_by, row.answered_at = Handing.State.TAKEN, made, user, at
    row.save(update_fields=["state", "made", "answered_by", "answered_at"])
    note = _("Nhận: %(text)s") % {"text": upper.text}
    record(user, AuditEntry.Act.TASK_FROM_ABOVE, at=at, subject=plan.code, note=note)
    changed_from_above(user, [plan.unit_id], range(plan.since.year, plan.last.year + 1), at=at)
    return made


@transaction.atomic
def return_given(user: User, handing: Handing, reason: str, *, at: datetime) -> None:
    """Send a task back to the upper level with a reason."""
    row = _locked(user, handing)
    if row.state != Handing.State.GIVEN:
        raise NamroError(_("Nhiệm vụ này đã được trả lời rồi. Tải lại trang."), code="state")
    if not reason.strip():
        raise NamroError(_("Chưa ghi lý do gửi trả. Ghi vì sao đơn vị không nhận được việc này."), code="reason")
    row.state, row.answer, row.answered_by, row.answered_at = Handing.State.RETURNED, reason.strip()[:1000], user, at
    row.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    note = _("Gửi trả: %(text)s") % {"text": row.upper.text}
    record(user, AuditEntry.Act.TASK_FROM_ABOVE, at=at, subject=row.upper.plan.code, note=note)


def _locked(user: User, handing: Handing) -> Handing:
    check_answer_handing(user, handing)
    list(Handing.objects.select_for_update().filter(pk=handing.pk))  # outer joins cannot be locked on PostgreSQL
    return Handing.objects.select_related("upper__plan", "unit").get(pk=handing.pk)


def _new_plan(user: User, unit: Unit, upper: Plan, *, at: datetime) -> Plan:
    blank = blank_plan(unit.pk, upper.year, today=user.standing.day, kind=upper.kind)
    made, _fresh = make_plan(user, unit.pk, blank, at=at)
    return made
