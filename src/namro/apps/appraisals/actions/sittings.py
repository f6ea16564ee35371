"""A sitting of the council: opened with its members, attendance, closed with its minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from namro.apps.appraisals.chairing import check_chair
from namro.apps.appraisals.minutes import minutes_of
from namro.apps.appraisals.models import Attendance, Member, Motion, Sitting
from namro.apps.assessments.models import Round
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.core.assessment.council import Duty, Presence, Quorum, QuorumRule, quorum
from namro.core.assessment.minutes import minutes_to_data
from namro.core.base.errors import NamroError
from namro.ui.formats import moment


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who is to sit in the council; `user` is the id of the account, if there is one."""

    name: str
    title: str = ""
    body: str = ""
    duty: Duty = Duty.MEMBER
    user: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """When and where a sitting is held, and how many members must take part."""

    held_at: datetime
    place: str
    rule: QuorumRule


@transaction.atomic
def open_sitting(user: User, made: Round, plan: Plan, *, seats: Sequence[Seat], at: datetime) -> Sitting:
    """Open a sitting of a round's council. Raises NamroError, PermissionDenied; then nothing is written."""
    made = Round.objects.select_for_update(of=("self",)).get(pk=made.pk)
    check_chair(user, made)
    _check_seats(seats)
    last = Sitting.objects.filter(round=made).aggregate(last=Max("number"))["last"] or 0
    sitting = Sitting.objects.create(
        round=made,
        number=last + 1,
        held_at=plan.held_at,
        place=plan.place.strip(),
        quorum_percent=plan.rule.percent,
        quorum_over=plan.rule.over,
        opened_by=user,
        opened_at=at,
    )
    Member.objects.bulk_create(
        Member(
            sitting=sitting, place=place, user_id=seat.user, name=seat.name, title=seat.title, body=seat.body,
            duty=seat.duty,
        )
        for place, seat in enumerate(seats, start=1)
    )  # fmt: skip
    note = _("Phiên %(number)d, %(at)s, %(count)d thành viên") % {
        "number": sitting.number, "at": moment(plan.held_at), "count": len(seats),
    }  # fmt: skip
    record(user, AuditEntry.Act.COUNCIL_OPENED, at=at, subject=subject_of(sitting), note=note)
    return sitting


def _check_seats(seats: Sequence[Seat]) -> None:
    for duty, words in ((Duty.CHAIR, _("người chủ trì")), (Duty.SECRETARY, _("thư ký"))):
        if sum(seat.duty is duty for seat in seats) != 1:
            raise NamroError(_("Danh sách thành viên cần đúng một %(duty)s. Chọn lại.") % {"duty": words}, code="seats")
    accounts = [seat.user for seat in seats if seat.user is not None]
    if any(not seat.name.strip() for seat in seats) or len(accounts) != len(set(accounts)):
        raise NamroError(_("Có thành viên không tên hoặc ghi hai lần. Sửa danh sách."), code="seats")


def locked(sitting: Sitting) -> Sitting:
    """Return the sitting as it stands, held until the transaction ends: acts in one sitting wait for each other."""
    rows = Sitting.objects.select_for_update(of=("self",)).select_related("round", "round__edition")
    return rows.defer("round__edition__text").get(pk=sitting.pk)


def check_draft(user: User, sitting: Sitting) -> None:
    """Raise PermissionDenied where it is not the person's, NamroError where the minutes are fixed."""
    check_chair(user, sitting.round)
    if sitting.closed:
        raise NamroError(
            _("Phiên họp này đã kết thúc, biên bản không sửa được. Mở phiên họp mới để xét lại."), code="closed"
        )


def quorum_of(sitting: Sitting) -> Quorum:
    """Return how many members take part now; one query where the members are not at hand."""
    return quorum([Presence(one.presence) for one in sitting.members.all()], sitting.rule)


def check_quorum(sitting: Sitting) -> None:
    """Raise NamroError where too few take part: nothing can be settled then."""
    found = quorum_of(sitting)
    if not found.holds:
        raise NamroError(
            _("%(quorum)s. Ghi điểm danh đủ thành viên rồi làm tiếp.") % {"quorum": found.sentence}, code="quorum"
        )


@transaction.atomic
def set_attendance(
    user: User, sitting: Sitting, presences: Mapping[int, Presence], *, version: int, at: datetime
) -> Sitting:
    """Write who takes part, by id of the member. Raises NamroError; then nothing is written."""
    sitting = locked(sitting)
    check_draft(user, sitting)
    check_version(sitting.version, version, _("Danh sách điểm danh"))
    changed = [one for one in sitting.members.all() if presences.get(one.pk, one.presence) != one.presence]
    for one in changed:
        one.presence = presences[one.pk]
    Member.objects.bulk_update(changed, ["presence"])
    Attendance.objects.bulk_create(Attendance(member=one, presence=one.presence, by=user, at=at) for one in changed)
    sitting.version += 1
    sitting.save(update_fields=["version"])
    record(
        user, AuditEntry.Act.COUNCIL_HELD, at=at, subject=subject_of(sitting),
        note=_("Điểm danh: %(quorum)s") % {"quorum": quorum_of(sitting).sentence},
    )  # fmt: skip
    return sitting


@transaction.atomic
def close_sitting(user: User, sitting: Sitting, *, ended_at: datetime, version: int, at: datetime) -> Sitting:
    """Fix the minutes: everything is decided and enough members took part. Raises NamroError; then nothing changes."""
    sitting = locked(sitting)
    check_draft(user, sitting)
    check_version(sitting.version, version, _("Phiên họp"))
    check_quorum(sitting)
    waiting = list(sitting.motions.filter(state=Motion.State.OPEN).values_list("number", flat=True).order_by("number"))
    if waiting:
        raise NamroError(
            _("Còn %(count)d nội dung chưa quyết định: %(numbers)s. Chốt hoặc rút rồi kết thúc.")
            % {"count": len(waiting), "numbers": ", ".join(map(str, waiting[:6]))},
            code="unfinished",
        )
    if ended_at <= sitting.held_at:
        raise NamroError(
            _("Giờ kết thúc không sau giờ bắt đầu (%(at)s). Sửa giờ kết thúc.") % {"at": moment(sitting.held_at)},
            code="ended",
        )
    sitting.ended_at, sitting.closed_by, sitting.closed_at = ended_at, user, at
    sitting.minutes = minutes_to_data(minutes_of(sitting))
    sitting.version += 1
    sitting.save()
    note = _("Phiên %(number)d: %(count)d quyết định") % {
        "number": sitting.number, "count": len(sitting.minutes["items"]),
    }  # fmt: skip
    record(user, AuditEntry.Act.COUNCIL_CLOSED, at=at, subject=subject_of(sitting), note=note)
    return sitting


def check_version(stands: int, seen: int, what: str) -> None:
    """Raise NamroError where somebody else changed it since it was seen."""
    if stands != seen:
        raise NamroError(
            _("%(what)s vừa được người khác ghi. Xem lại như đang có rồi ghi tiếp.") % {"what": what}, code="conflict"
        )


def subject_of(sitting: Sitting) -> str:
    """What the audit record calls a sitting."""
    return f"hoi-dong:{sitting.code}"
