"""More time for one time of a task: asked for by who does the work, decided by the leader. The scheduled day stays."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.plans.actions.saying import LONGEST, reason_in
from namro.apps.plans.actions.working import Grip, grip, note_event
from namro.apps.plans.habits import habits_of
from namro.apps.plans.models import DueMove, Occurrence, WorkEvent
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.improvement.extensions import (
    ASKERS,
    Outcome,
    asked_late,
    check_ask,
    check_decide,
    check_late_reason,
    later_day,
)
from namro.core.improvement.parts import check_part
from namro.core.improvement.states import CLOSED, State
from namro.core.timetable import national_calendar


@transaction.atomic
def ask_for_time(
    user: User, occurrence: Occurrence, wanted: date, *, reason: str, at: datetime, late_why: str = ""
) -> DueMove:
    """Ask for another due day. Raises NamroError when it cannot be asked for now, by this person, or for this day.

    Asked for later than the unit wants, it is marked, and `late_why` must say why so late.
    """
    held = _held(user, occurrence)
    row = held.occurrence
    check_ask(State(row.state), held.roles, due=row.due, waiting=_waiting(row).exists())
    said = reason_in(reason)
    day = later_day(wanted, due=row.due, today=_local(at), calendar=national_calendar())
    _check_whole(row, day)
    ahead = habits_of(row.task.plan.unit_id, _local(at)).ask_ahead
    late = asked_late(row.due, today=_local(at), ahead=ahead, calendar=national_calendar())
    why = check_late_reason(late_why, late=late, ahead=ahead)[:LONGEST]
    made = DueMove.objects.create(
        occurrence=row, by=user, at=at, old=row.due, wanted=wanted, reason=said, late=late, late_why=why
    )
    mark = _(" (xin muộn: %(why)s)") % {"why": why} if late else ""
    _note(held, WorkEvent.TIME_ASKED, f"{_day(row.due)} → {_day(day)}: {said}{mark}", at=at)
    return made


@transaction.atomic
def grant_time(user: User, occurrence: Occurrence, due: date, *, answer: str, at: datetime, asked: int) -> Occurrence:
    """Give the time that was asked for, to the day asked for or to another one, with the reason.

    `asked` is the wish that was seen.
    """
    held = _held(user, occurrence)
    check_decide(held.roles)
    wish = _wish(held.occurrence, asked)
    day = later_day(due, due=held.occurrence.due, today=_local(at), calendar=national_calendar())
    _check_whole(held.occurrence, day)
    said = reason_in(answer)
    _settle(wish, user, Outcome.GRANTED, answer=said, at=at, new=day)
    return _moved(held, day, f": {said}", at=at)


@transaction.atomic
def refuse_time(user: User, occurrence: Occurrence, *, answer: str, at: datetime, asked: int) -> Occurrence:
    """Say no, with the reason; the due day in force stays."""
    held = _held(user, occurrence)
    check_decide(held.roles)
    wish = _wish(held.occurrence, asked)
    _settle(wish, user, Outcome.REFUSED, answer=reason_in(answer), at=at)
    _note(held, WorkEvent.TIME_REFUSED, answer.strip(), at=at)
    return held.occurrence


@transaction.atomic
def withdraw_wish(user: User, occurrence: Occurrence, *, at: datetime, asked: int) -> Occurrence:
    """Ask no longer."""
    held = _held(user, occurrence)
    if ASKERS.isdisjoint(held.roles):
        raise NamroError(_("Chỉ người thực hiện hoặc đầu mối rút đề nghị gia hạn."), code="role")
    _settle(_wish(held.occurrence, asked), user, Outcome.WITHDRAWN, answer="", at=at)
    _note(held, WorkEvent.TIME_WITHDRAWN, "", at=at)
    return held.occurrence


@transaction.atomic
def move_due(user: User, occurrence: Occurrence, due: date, *, reason: str, at: datetime) -> Occurrence:
    """Give more or less time for this once without being asked. Only the leader does; a wish that waits comes first."""
    held = _held(user, occurrence)
    check_decide(held.roles)
    row, said = held.occurrence, reason_in(reason)
    if row.state in CLOSED:
        raise NamroError(_("Việc đã đóng nên không đổi hạn."), code="state")
    if _waiting(row).exists():
        raise NamroError(_("Có đề nghị gia hạn đang chờ. Tải lại trang, đồng ý hoặc không đồng ý."), code="waiting")
    day = national_calendar().previous_working_day(due)
    if day < row.task.since:
        raise NamroError(_("Hạn mới trước ngày bắt đầu của nhiệm vụ."), code="fields")
    _check_whole(row, day)
    if day == row.due:
        raise NamroError(_("Ngày này tính về đúng hạn đang áp dụng. Chọn ngày khác."), code="day")
    made = DueMove(occurrence=row, by=user, at=at, old=row.due, wanted=due, reason=said)
    _settle(made, user, Outcome.GRANTED, answer="", at=at, new=day)
    return _moved(held, day, f": {said}", at=at)


def _check_whole(row: Occurrence, day: date) -> None:
    """A part of other work is due no later than the whole."""
    whole = row.task.part_of
    if whole is not None:
        check_part(day, whole=whole.due, since=row.task.since, count=0)


def _held(user: User, occurrence: Occurrence) -> Grip:
    """The whole, as the day is the same for all; but every member of a group may ask."""
    held = grip(user, occurrence)
    held.piece = None
    return held


def _waiting(row: Occurrence) -> QuerySet[DueMove]:
    return DueMove.objects.filter(occurrence=row, outcome=Outcome.WAITING)


def _wish(row: Occurrence, asked: int) -> DueMove:
    found = _waiting(row).filter(pk=asked).first()
    if found is None:
        raise NamroError(
            _("Đề nghị gia hạn này đã được quyết định hoặc đã rút. Trang đã tải lại bản mới nhất."), code="state"
        )
    return found


def _settle(wish: DueMove, user: User, outcome: Outcome, *, answer: str, at: datetime, new: date | None = None) -> None:
    wish.outcome, wish.new, wish.answer = outcome, new, answer.strip()[:LONGEST]
    wish.decided_by, wish.decided_at = user, at
    wish.save()


def _moved(held: Grip, day: date, told: str, *, at: datetime) -> Occurrence:
    was, held.occurrence.due = held.occurrence.due, day
    _note(held, WorkEvent.MOVED, f"{_day(was)} → {_day(day)}{told}", at=at)
    return held.occurrence


def _note(held: Grip, act: str, said: str, *, at: datetime) -> None:
    note_event(held, act, said=said, at=at)
    record(held.user, AuditEntry.Act.WORK_DONE, at=at, subject=held.occurrence.code, note=f"{act} {said}"[:200])


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "–"


def _local(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()
