"""From a draft to a plan in force: submit, approve (tasks are given out), send back, amend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from json import dumps

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.owners import owners_of
from namro.apps.plans.actions.saying import reason_in
from namro.apps.plans.actions.working import close_wishes
from namro.apps.plans.aims import aims_of
from namro.apps.plans.bridge import plain_plan, written_plan
from namro.apps.plans.counting import count_plan
from namro.apps.plans.falling import find_again
from namro.apps.plans.faulty import Faulty, faults_in
from namro.apps.plans.models import Comment, Occurrence, Plan, PlanVersion, Task, WorkEvent
from namro.apps.plans.permissions import check_decide, check_write
from namro.apps.plans.queries import helpers_of, moves_of, tasks_in
from namro.apps.plans.times import changes, is_touched, put_in_force, times_of
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.improvement.owners import Owner
from namro.core.improvement.states import CLOSED, State
from namro.core.timetable import national_calendar

#: What a plan may become from where it is.
_MOVES = {
    "submit": ((Plan.Status.DRAFT, Plan.Status.AMENDING), Plan.Status.SUBMITTED),
    "approve": ((Plan.Status.SUBMITTED,), Plan.Status.APPROVED),
    "send_back": ((Plan.Status.SUBMITTED,), Plan.Status.DRAFT),
    "amend": ((Plan.Status.APPROVED,), Plan.Status.AMENDING),
}


@transaction.atomic
def submit(user: User, plan: Plan, *, at: datetime) -> Plan:
    """Lay the plan before the leader. Raises Faulty while a task has no owner or an impossible day."""
    check_write(user, plan)
    plan = _moved(plan, "submit")
    tasks, today = tasks_in(plan), at.astimezone(VIETNAM).date()
    _check(tasks, owners_of(tasks, today=today), today=today)
    record(user, AuditEntry.Act.PLAN_SUBMITTED, at=at, subject=plan.code)
    return plan


@transaction.atomic
def send_back(user: User, plan: Plan, *, reason: str, at: datetime) -> Plan:
    """Send the plan back to be mended; a plan that was in force before stays in force."""
    check_decide(user, plan)
    plan = _moved(plan, "send_back", reason=reason_in(reason))
    if plan.versions.exists():
        plan.status = Plan.Status.AMENDING
        plan.save(update_fields=["status"])
    record(user, AuditEntry.Act.PLAN_SENT_BACK, at=at, subject=plan.code, note=reason)
    return plan


@transaction.atomic
def amend(user: User, plan: Plan, *, reason: str, at: datetime) -> Plan:
    """Open a plan in force for changes; they hold from the next approval on."""
    check_write(user, plan)
    plan = _moved(plan, "amend", reason=reason_in(reason))
    record(user, AuditEntry.Act.PLAN_AMENDED, at=at, subject=plan.code, note=reason)
    return plan


@transaction.atomic
def approve(user: User, plan: Plan, *, at: datetime) -> PlanVersion:
    """Put the plan in force: keep the version as it is, and give its tasks out."""
    check_decide(user, plan)
    plan = _moved(plan, "approve")
    tasks, today = tasks_in(plan), at.astimezone(VIETNAM).date()
    owners = owners_of(tasks, today=today)
    _check(tasks, owners, today=today)
    helpers, aims = helpers_of(tasks, today=today), aims_of(plan, today=today)
    content = plain_plan(written_plan(plan, tasks, owners=owners, helpers=helpers, aims=aims))
    version = PlanVersion.objects.create(
        plan=plan,
        number=plan.versions.count() + 1,
        approved_by=user,
        approved_at=at,
        reason=plan.reason,
        content=content,
        sha256=sha256(dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest(),
    )
    left = _give_out(plan, tasks, today=today)
    _cancel(user, left, said=_("Kỳ này không còn trong kế hoạch đã điều chỉnh."), at=at)
    _take_away(user, plan, at=at)
    find_again([plan], at=at)
    count_plan(user, plan)
    record(user, AuditEntry.Act.PLAN_APPROVED, at=at, subject=plan.code, note=str(version.number))
    return version


def _moved(plan: Plan, act: str, *, reason: str | None = None) -> Plan:
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    sources, target = _MOVES[act]
    if plan.status not in sources:
        raise NamroError(
            _("Kế hoạch đang ở trạng thái “%(state)s”. Tải lại trang để xem việc làm được lúc này.")
            % {"state": plan.get_status_display()},
            code="state",
        )
    plan.status = target
    if reason is not None:
        plan.reason = reason
    plan.version += 1
    plan.save(update_fields=["status", "reason", "version"])
    return plan


def _check(tasks: Sequence[Task], owners: Mapping[int, Owner], *, today: date) -> None:
    if not tasks:
        raise NamroError(_("Kế hoạch chưa có nhiệm vụ nào. Thêm nhiệm vụ rồi trình."), code="empty")
    if found := faults_in(tasks, owners, today=today):
        raise Faulty(found, {task.pk: task.text for task in tasks})


def _give_out(plan: Plan, tasks: Sequence[Task], *, today: date) -> list[Occurrence]:
    """Lay out the times of every task beside those that are there, some weeks ahead; the nights go on from there.

    Return times that are not in the plan any more, but about which somebody said something.
    """
    calendar = national_calendar()
    # The night's run waits: it must not go on by the rule of before.
    list(Task.objects.select_for_update().filter(plan=plan).order_by("pk").values_list("pk", flat=True))
    granted = moves_of(Occurrence.objects.filter(task__plan=plan))
    known: dict[int, list[Occurrence]] = {}
    for occurrence in Occurrence.objects.filter(task__plan=plan).order_by("scheduled", "nth"):
        known.setdefault(occurrence.task_id, []).append(occurrence)
    added: list[Occurrence] = []
    moved: list[Occurrence] = []
    gone: list[Occurrence] = []
    for task in tasks:
        wanted = times_of(task, last=plan.last, today=today, calendar=calendar)
        old = known.get(task.pk, [])
        over = [one for one in old if task.event or (task.period and one.due and one.due < today)]
        more, other, less = changes(task, [one for one in old if one not in over], wanted, granted=granted)
        added, moved, gone = added + more, moved + other, gone + less
        put_in_force(task, last=plan.last, today=today)
    left = _spoken_of(gone)
    Occurrence.objects.filter(pk__in={one.pk for one in gone} - {one.pk for one in left}).delete()
    Occurrence.objects.bulk_update(moved, ["due"])
    Occurrence.objects.bulk_create(added)
    Task.objects.bulk_update(tasks, ["rule", "ends", "laid_until"])
    return left


def _spoken_of(rows: Sequence[Occurrence]) -> list[Occurrence]:
    keys = set(Comment.objects.filter(occurrence__in=[one.pk for one in rows]).values_list("occurrence", flat=True))
    return [one for one in rows if one.pk in keys]


def _take_away(user: User, plan: Plan, *, at: datetime) -> None:
    """Work of tasks that were taken out: untouched times go, begun ones are cancelled and stay in the history."""
    for dropped in (True, False):
        parts = Task.objects.filter(part_of__task__plan=plan, part_of__task__dropped=dropped)
        parts.update(dropped=dropped)
    plan.tasks.filter(dropped=True).update(rule=None, ends=None, laid_until=None)
    rows = Occurrence.objects.filter(task__plan=plan, task__dropped=True).exclude(state__in=CLOSED)
    found = list(rows)
    spoken = {one.pk for one in _spoken_of(found)}
    begun = [one for one in found if is_touched(one) or one.pk in spoken]
    rows.exclude(pk__in=[one.pk for one in begun]).delete()
    _cancel(user, begun, said=_("Nhiệm vụ được bỏ khỏi kế hoạch."), at=at)


def _cancel(user: User, rows: Sequence[Occurrence], *, said: str, at: datetime) -> None:
    for one in rows:
        one.state, one.version = State.CANCELLED, one.version + 1
    Occurrence.objects.bulk_update(rows, ["state", "version"])
    close_wishes(rows, user, at=at)
    day = at.astimezone(VIETNAM).date()
    WorkEvent.objects.bulk_create(
        WorkEvent(occurrence=one, act="cancel", by=user, at=at, on=day, said=said) for one in rows
    )
