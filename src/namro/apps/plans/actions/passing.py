"""Work passed from person to person: offered and answered, or ordered by a leader. The history says who had it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, OwnerKind, Owning, User
from namro.apps.people.queries.people import people_of
from namro.apps.plans.actions.saying import LONGEST, reason_in
from namro.apps.plans.actions.working import Grip, grip, note_event
from namro.apps.plans.models import HandOver, Occurrence, Task, TaskChange, WorkEvent
from namro.apps.plans.news import handed_over
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.improvement.owners import Group
from namro.core.improvement.passing import PASSED, PASSING_WORDS, Passing, Step, check_pass
from namro.core.improvement.states import CLOSED, Role


@transaction.atomic
def offer_work(user: User, occurrence: Occurrence, receiver: int, *, reason: str, at: datetime) -> HandOver:
    """Offer the task to somebody who takes it or not; a leader's word needs no answer.

    Raises NamroError where the person may not, the receiver cannot, or an offer waits already.
    """
    held = _held(user, occurrence)
    giver = giver_of(held)
    ordered = Role.LEADER in held.roles
    if not ordered and held.roles.isdisjoint({Role.OWNER, Role.COORDINATOR}):
        raise NamroError(_("Chỉ người thực hiện, đầu mối hoặc lãnh đạo bàn giao việc này."), code="role")
    task, day = held.occurrence.task, at.astimezone(VIETNAM).date()
    if _waiting(task):
        raise NamroError(_("Việc đang chờ người nhận trả lời. Rút đề nghị đó rồi bàn giao lại."), code="waiting")
    taker = people_of(task.plan.unit_id, day).filter(pk=receiver).first()
    here = taker is not None
    check_pass(str(giver.pk), str(receiver), _steps(task), here=here)
    assert taker is not None
    row = HandOver.objects.create(
        task=task, giver=giver, receiver=taker, by=user, at=at, reason=reason_in(reason), state=Passing.OFFERED
    )
    if ordered:
        return _settle(held, row, Passing.ORDERED, answer="", at=at)
    return _told(held, row, at=at)


@transaction.atomic
def answer_offer(user: User, occurrence: Occurrence, *, taken: bool, answer: str, at: datetime) -> HandOver:
    """Take the work over, or decline with a reason. Only who it was offered to answers."""
    held = _held(user, occurrence)
    row = _offer(held)
    if row.receiver_id != user.pk:
        raise NamroError(_("Chỉ người được đề nghị nhận trả lời."), code="role")
    if taken:
        check_pass(str(row.giver_id), str(user.pk), _steps(held.occurrence.task), here=True)
    return _settle(
        held, row, Passing.TAKEN if taken else Passing.DECLINED, answer=answer if taken else reason_in(answer), at=at
    )


@transaction.atomic
def withdraw_offer(user: User, occurrence: Occurrence, *, at: datetime) -> HandOver:
    """Offer it no longer."""
    held = _held(user, occurrence)
    if held.roles.isdisjoint(set(Role)):
        raise NamroError(_("Chỉ người thực hiện, đầu mối hoặc lãnh đạo rút đề nghị bàn giao."), code="role")
    return _settle(held, _offer(held), Passing.WITHDRAWN, answer="", at=at)


def giver_of(held: Grip) -> User:
    """Who has the work now: one person. Raises NamroError for work of a group, of nobody, or that is closed."""
    row, owner = held.occurrence, held.owner
    if row.state in CLOSED:
        raise NamroError(_("Việc đã đóng nên không bàn giao nữa."), code="state")
    if owner is None or isinstance(owner, Group):
        raise NamroError(
            _("Việc của cả nhóm không bàn giao từng người. Đầu mối đổi nhóm trong kế hoạch."), code="group"
        )
    here = owner.holders(held.user.standing.day) or ((owner,) if row.task.owner_user_id else ())
    keys = {int(person.key) for person in here}
    if len(keys) != 1:
        raise NamroError(
            _("Không có đúng một người đang giữ việc này. Đầu mối chọn người trong kế hoạch điều chỉnh."), code="owner"
        )
    return User.objects.get(pk=keys.pop())


def _held(user: User, occurrence: Occurrence) -> Grip:
    held = grip(user, occurrence, whole=True)
    Task.objects.select_for_update().get(pk=held.occurrence.task_id)
    return held


def _waiting(task: Task) -> HandOver | None:
    return HandOver.objects.filter(task=task, state=Passing.OFFERED).select_related("giver", "receiver").first()


def _offer(held: Grip) -> HandOver:
    found = _waiting(held.occurrence.task)
    if found is None:
        raise NamroError(_("Đề nghị bàn giao này đã được trả lời hoặc đã rút. Tải lại trang."), code="state")
    return found


def _steps(task: Task) -> list[Step]:
    rows = HandOver.objects.filter(task=task, state__in=PASSED).select_related("giver").order_by("id")
    return [
        Step(str(row.giver_id), str(row.receiver_id), row.at.astimezone(VIETNAM).date(), row.giver.full_name)
        for row in rows
    ]


def _settle(held: Grip, row: HandOver, state: Passing, *, answer: str, at: datetime) -> HandOver:
    row.state, row.answer = state, answer.strip()[:LONGEST]
    row.answered_by, row.answered_at = held.user, at
    row.save()
    if state in PASSED:
        _give(held, row, at=at)
    return _told(held, row, at=at)


def _give(held: Grip, row: HandOver, *, at: datetime) -> None:
    """The whole task is the receiver's from now on; a plan that is being amended sees the change as anybody's."""
    task = held.occurrence.task
    old = task.owner_user or task.owner_position
    task.give(Owning(OwnerKind.PERSON, row.receiver_id))
    task.version += 1
    task.save(update_fields=["owner_kind", "owner_user", "owner_position", "owner_group", "version"])
    TaskChange.objects.create(
        task=task, version=task.version, by=held.user, at=at, field="owner", old=str(old), new=str(row.receiver)
    )


def _told(held: Grip, row: HandOver, *, at: datetime) -> HandOver:
    words = PASSING_WORDS[Passing(row.state)]
    said = f"{words}: {row.giver.full_name} → {row.receiver.full_name}. {row.answer or row.reason}"
    note_event(held, WorkEvent.PASSED, said=said, at=at)
    record(held.user, AuditEntry.Act.WORK_DONE, at=at, subject=held.occurrence.code, note=said[:400])
    handed_over.send(HandOver, hand_over=row, at=at)
    return row
