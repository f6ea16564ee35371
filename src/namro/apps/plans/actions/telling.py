"""Values told on the way: quantities delivered, figures as of a day, and the values to reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.plans.actions.working import Grip, grip, note_event
from namro.apps.plans.models import Goal, Occurrence, Told, WorkEvent
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.improvement.milestones import Milestone, check_milestone
from namro.core.improvement.quantities import MOST, check_quantity, plain
from namro.core.improvement.states import CLOSED, Role, State

_LONGEST = 500
#: So many values to reach at most.
_GOALS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What is told: how much, as of which day, and words."""

    number: Decimal
    on: date
    said: str = ""


@transaction.atomic
def tell_amount(user: User, occurrence: Occurrence, value: Value, *, at: datetime, member: int | None = None) -> Told:
    """Write down how much of the work is there.

    Where the task counts, it is added to what was told before; otherwise the newest day counts.
    """
    held = grip(user, occurrence, member=member)
    _check_teller(held)
    task, today = held.occurrence.task, at.astimezone(VIETNAM).date()
    if value.on > today or value.on < task.since:
        told = {"since": f"{task.since:%d/%m/%Y}", "today": f"{today:%d/%m/%Y}"}
        raise NamroError(_("Ngày của số liệu phải từ %(since)s đến hôm nay, %(today)s.") % told, code="day")
    number = check_quantity(value.number) if task.quantity else _figure(value.number)
    row = Told.objects.create(
        occurrence=held.occurrence,
        piece=held.piece,
        on=value.on,
        value=number,
        said=value.said.strip()[:_LONGEST],
        by=user,
        at=at,
    )
    words = f"{plain(number)} {task.measure}".strip()
    said = f"{words} ({value.on:%d/%m/%Y})" + (f": {row.said}" if row.said else "")
    if State(held.owed.state) is State.PLANNED:
        held.owed.state = State.DOING
    note_event(held, WorkEvent.TOLD, said=said, at=at)
    record(user, AuditEntry.Act.WORK_DONE, at=at, subject=held.occurrence.code, note=said[:400])
    return row


@transaction.atomic
def take_value_back(user: User, told: Told, *, at: datetime) -> Told:
    """Take a value back that was a mistake; it stays in the history."""
    held = grip(user, told.occurrence, member=told.piece.user_id if told.piece else None)
    _check_teller(held)
    row = Told.objects.select_for_update().get(pk=told.pk)
    if row.removed_at is not None:
        raise NamroError(_("Số này đã được rút. Tải lại trang."), code="state")
    row.removed_by, row.removed_at = user, at
    row.save(update_fields=["removed_by", "removed_at"])
    said = f"{plain(row.value)} {held.occurrence.task.measure} ({row.on:%d/%m/%Y})"
    note_event(held, WorkEvent.TOLD_BACK, said=said, at=at)
    record(user, AuditEntry.Act.WORK_DONE, at=at, subject=held.occurrence.code, note=f"− {said}"[:400])
    return row


@transaction.atomic
def add_goal(user: User, occurrence: Occurrence, goal: Milestone, *, at: datetime) -> Goal:
    """Add a value to reach on the way."""
    held = _coordinated(user, occurrence)
    task = held.occurrence.task
    others = list(Goal.objects.filter(task=task, removed_at=None))
    if len(others) >= _GOALS:
        raise NamroError(_("Một việc có tối đa %(most)d mốc.") % {"most": _GOALS}, code="many")
    _figure(goal.value)
    known = [Milestone(one.value, one.day, one.before) for one in others]
    check_milestone(goal, known, since=task.since, due=held.occurrence.due)
    row = Goal.objects.create(task=task, value=goal.value, day=goal.day, before=goal.before, by=user, at=at)
    note = f"{plain(goal.value)} {task.measure} → {goal.day:%d/%m/%Y}"
    record(user, AuditEntry.Act.WORK_DONE, at=at, subject=held.occurrence.code, note=note)
    return row


@transaction.atomic
def remove_goal(user: User, occurrence: Occurrence, goal: int, *, at: datetime) -> None:
    """Take a value to reach away."""
    held = _coordinated(user, occurrence)
    row = Goal.objects.select_for_update().filter(pk=goal, task=held.occurrence.task, removed_at=None).first()
    if row is None:
        raise NamroError(_("Mốc này không còn. Tải lại trang."), code="gone")
    row.removed_by, row.removed_at = user, at
    row.save(update_fields=["removed_by", "removed_at"])
    note = f"− {plain(row.value)} → {row.day:%d/%m/%Y}"
    record(user, AuditEntry.Act.WORK_DONE, at=at, subject=held.occurrence.code, note=note)


def _figure(number: Decimal) -> Decimal:
    if not number.is_finite() or not 0 <= number <= MOST or number != round(number, 3):
        raise NamroError(_("Giá trị là số từ 0, nhiều nhất ba số lẻ, ví dụ 58 hoặc 58,5."), code="quantity")
    return number


def _check_teller(held: Grip) -> None:
    if held.roles.isdisjoint({Role.OWNER, Role.COORDINATOR}):
        raise NamroError(_("Chỉ người thực hiện hoặc đầu mối ghi số liệu."), code="role")
    if held.each and held.piece is None:
        raise NamroError(_("Việc này mỗi người nộp riêng. Chọn sản phẩm của từng người."), code="member")
    if held.owed.state in CLOSED:
        raise NamroError(_("Việc đã đóng nên số liệu không đổi nữa. Nhờ lãnh đạo mở lại."), code="state")


def _coordinated(user: User, occurrence: Occurrence) -> Grip:
    held = grip(user, occurrence, whole=True)
    if held.roles.isdisjoint({Role.COORDINATOR, Role.LEADER}):
        raise NamroError(_("Chỉ đầu mối hoặc lãnh đạo đặt mốc phải đạt."), code="role")
    if held.occurrence.state in CLOSED:
        raise NamroError(_("Việc đã đóng nên mốc không đổi nữa."), code="state")
    return held
