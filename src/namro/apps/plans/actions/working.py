"""Acts on the work: start, hand in, accept, return, ask for a decision. Decided by the core, then written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.owners import owners_of
from namro.apps.people.queries.people import positions_of
from namro.apps.plans.counting import count_work
from namro.apps.plans.models import DueMove, Occurrence, Piece, Proof, WorkEvent
from namro.apps.plans.permissions import work_roles
from namro.apps.plans.queries import occurrences_for
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.improvement.extensions import Outcome
from namro.core.improvement.owners import Group, Owner, delivered
from namro.core.improvement.parts import Part, check_parts_done, rolled_up
from namro.core.improvement.states import ACTS, CLOSED, Role, State, after
from namro.core.improvement.timeliness import Event, Timeliness, timeliness
from namro.core.timetable import national_calendar

#: What a leader does with work of a group as a whole, not with one member's product.
_OF_THE_WHOLE = {"cancel", "restore"}
#: What says something of the work and leaves it where it is: no indicator reads it.
_MOVES_NOTHING = {WorkEvent.PROGRESS, WorkEvent.TOLD, WorkEvent.PROOF, WorkEvent.NOTE}


class WorkConflict(NamroError):
    """Somebody wrote in between: `act` is what was done, `theirs` what stands now. Nothing was written."""

    def __init__(self, by: User, act: str, theirs: str) -> None:
        super().__init__(_("%(person)s vừa ghi chỗ này.") % {"person": by.full_name}, code="conflict")
        self.by, self.act, self.theirs = by, act, theirs


@dataclass(slots=True)
class Grip:
    """One time of a task, locked, with its owner and what the person is to it.

    `piece` is one member's product where every member of a group owes one; without it the whole is meant.
    """

    user: User
    occurrence: Occurrence
    owner: Owner | None
    roles: frozenset[Role]
    piece: Piece | None = None

    @property
    def each(self) -> bool:
        """Whether every member of a group owes a product."""
        return isinstance(self.owner, Group) and self.owner.each

    @property
    def owed(self) -> Occurrence | Piece:
        """What goes through the states."""
        return self.piece or self.occurrence

    @property
    def events(self) -> QuerySet[WorkEvent]:
        """What has happened to it, oldest first."""
        return WorkEvent.objects.filter(occurrence=self.occurrence, piece=self.piece).order_by("id")

    @property
    def proofs(self) -> QuerySet[Proof]:
        """The proof handed in for it that was not taken back."""
        return Proof.objects.filter(occurrence=self.occurrence, piece=self.piece, taken_back_at=None)


def grip(user: User, occurrence: Occurrence, *, member: int | None = None, whole: bool = False) -> Grip:
    """Lock one time of a task; call it in a transaction. `member`: whose product, where each member owes one.

    Without `member` a member's own product is meant; for others, or with `whole`, the whole. Raises NamroError for
    somebody who owes nothing, and for products of work that was cancelled.
    """
    Occurrence.objects.select_for_update().get(pk=occurrence.pk)
    row = occurrences_for(user).get(pk=occurrence.pk)
    owner = owners_of([row.task], today=user.standing.day).get(row.task_id)
    found = Grip(user, row, owner, work_roles(user, row, owner))
    if not found.each:
        return found
    assert owner is not None  # a group
    owing = {person.key for person in owner.holders(row.due or user.standing.day)}
    wanted = None if whole else member or (user.pk if str(user.pk) in owing else None)
    if wanted is None:
        found.roles -= {Role.OWNER}
        return found
    if row.state == State.CANCELLED:
        raise NamroError(_("Việc của cả nhóm đã hủy. Nhờ lãnh đạo khôi phục rồi làm tiếp."), code="state")
    if str(wanted) not in owing:
        raise NamroError(_("Người này không thuộc nhóm vào ngày đến hạn."), code="member")
    found.roles = found.roles | {Role.OWNER} if wanted == user.pk else found.roles - {Role.OWNER}
    found.piece, _made = Piece.objects.get_or_create(occurrence=row, user_id=wanted)
    return found


@transaction.atomic
def act(
    user: User, occurrence: Occurrence, name: str, *, at: datetime, said: str = "", version: int | None = None,
    member: int | None = None,
) -> Occurrence:  # fmt: skip
    """Do one of `core.improvement.states.ACTS`. `member`: whose product, where each member of a group owes one.

    Raises NamroError with the reason when it cannot be done now, by this person, or without proof; WorkConflict when
    somebody else did something since `version`, which the person who decides has not seen.
    """
    held = grip(user, occurrence, member=member, whole=name in _OF_THE_WHOLE)
    owed = held.owed
    _check_seen(held, version)
    if held.each and held.piece is None and name not in _OF_THE_WHOLE:
        raise NamroError(_("Việc này mỗi người nộp riêng. Chọn sản phẩm của từng người."), code="member")
    target = after(State(owed.state), name, held.roles, said=said)
    if name == "submit":
        check_parts_done(parts_of(held.occurrence))
    if name == "submit" and not said.strip() and not held.proofs.exists():
        raise NamroError(
            _("Chưa có minh chứng. Thêm tệp hoặc đường dẫn, hoặc ghi kết quả rồi nộp."), code="proof_missing"
        )
    owed.state = target
    if target == State.ACCEPTED:
        owed.progress = 100
    note_event(held, name, said=said, at=at)
    if held.each and name == "restore":  # what the members had done is still there
        _sum_up(held, at.astimezone(VIETNAM).date())
    if name == "cancel":
        _cancel_parts(held, said=said, at=at)
    record(user, AuditEntry.Act.WORK_DONE, at=at, subject=occurrence.code, note=ACTS[name].words)
    return held.occurrence


@transaction.atomic
def accept_many(user: User, occurrence: Occurrence, members: Iterable[int], *, at: datetime) -> Occurrence:
    """Accept the products of several members of a group, all or none."""
    chosen = list(members)
    if not chosen:
        raise NamroError(_("Chưa chọn sản phẩm nào. Đánh dấu người rồi bấm duyệt."), code="nothing")
    for member in chosen:
        occurrence = act(user, occurrence, "accept", at=at, member=member)
    return occurrence


def _check_seen(held: Grip, version: int | None) -> None:
    """Raise WorkConflict when somebody else wrote since the version that the person saw."""
    if version is None or version >= held.owed.version:
        return
    unseen = held.owed.version - version
    since = list(held.events.select_related("by").order_by("-id")[:unseen])
    theirs = [event for event in since if event.by_id != held.user.pk]
    if theirs:
        raise WorkConflict(theirs[0].by, theirs[0].act, theirs[0].said)


@transaction.atomic
def tell_progress(
    user: User, occurrence: Occurrence, percent: int, *, at: datetime, said: str = "", version: int | None = None,
    member: int | None = None,
) -> Occurrence:  # fmt: skip
    """Say how far the work is (0 to 100). Raises WorkConflict when somebody else said it since `version`."""
    held = grip(user, occurrence, member=member)
    if held.roles.isdisjoint({Role.OWNER, Role.COORDINATOR}):
        raise NamroError(_("Chỉ người thực hiện hoặc đầu mối ghi tiến độ."), code="role")
    owed = held.owed
    if held.each and held.piece is None:
        raise NamroError(_("Việc này mỗi người nộp riêng. Chọn sản phẩm của từng người."), code="member")
    if owed.state not in {State.PLANNED, State.DOING, State.RETURNED, State.STUCK}:
        raise NamroError(_("Việc đã nộp hoặc đã đóng nên không ghi tiến độ nữa."), code="state")
    if not 0 <= percent <= 100:
        raise NamroError(_("Tiến độ là số từ 0 đến 100."), code="fields")
    if held.occurrence.parts.exists():
        raise NamroError(_("Tiến độ của việc này cộng từ các việc con. Ghi tiến độ ở việc con."), code="parts")
    if version is not None and version < owed.version and owed.progress != percent:
        last = held.events.filter(act=WorkEvent.PROGRESS).exclude(by=user).select_related("by").last()
        if last is not None:
            raise WorkConflict(last.by, WorkEvent.PROGRESS, f"{owed.progress} %")
    owed.progress = percent
    if owed.state == State.PLANNED and percent:
        owed.state = State.DOING
    note_event(held, WorkEvent.PROGRESS, said=f"{percent} %" + (f": {said.strip()}" if said.strip() else ""), at=at)
    record(user, AuditEntry.Act.WORK_DONE, at=at, subject=occurrence.code, note=f"{percent} %")
    return held.occurrence


def note_event(held: Grip, name: str, *, said: str, at: datetime) -> None:
    """Append the event, and bring the copies on the rows in line with all events."""
    day = at.astimezone(VIETNAM).date()
    WorkEvent.objects.create(
        occurrence=held.occurrence,
        piece=held.piece,
        act=name,
        by=held.user,
        as_who="; ".join(position.name for position in positions_of(held.user, day))[:300],
        at=at,
        on=day,
        said=said.strip(),
    )
    owed = held.owed
    owed.version += 1
    found = _timeliness(held, today=day)
    owed.submitted_on, owed.accepted_on = found.submitted, found.accepted
    owed.save()
    if held.piece is not None:
        _sum_up(held, day)
    roll_up(held.occurrence)
    if held.occurrence.state in CLOSED:
        close_wishes([held.occurrence], held.user, at=at)
    if name not in _MOVES_NOTHING:
        count_work(held.user, held.occurrence)


def parts_of(row: Occurrence) -> list[Part]:
    """The parts of the work and how they stand; one query."""
    found = Occurrence.objects.filter(task__part_of=row, task__dropped=False).order_by("task_id")
    return [
        Part(text, State(state), done) for text, state, done in found.values_list("task__text", "state", "progress")
    ]


def roll_up(part: Occurrence) -> None:
    """Write what the parts add up to on the whole of which this work is a part; nothing for other work."""
    if part.task.part_of_id is None:
        return
    whole = Occurrence.objects.select_for_update().get(pk=part.task.part_of_id)
    percent = rolled_up(parts_of(whole))
    if percent is None or whole.state in {*CLOSED, State.SUBMITTED}:
        return
    whole.progress = percent
    if whole.state == State.PLANNED and percent:
        whole.state = State.DOING
    whole.save(update_fields=["progress", "state"])


def _cancel_parts(held: Grip, *, said: str, at: datetime) -> None:
    """With the whole its open parts are cancelled, each with its own line of history."""
    for part in (
        Occurrence.objects.filter(task__part_of=held.occurrence).exclude(state__in=CLOSED).select_related("task")
    ):
        part.state = State.CANCELLED
        note_event(Grip(held.user, part, None, held.roles), "cancel", said=said, at=at)


def close_wishes(rows: Iterable[Occurrence], user: User, *, at: datetime) -> None:
    """Wishes for more time of work that is closed wait no longer."""
    waiting = DueMove.objects.filter(occurrence__in=[row.pk for row in rows], outcome=Outcome.WAITING)
    waiting.update(outcome=Outcome.WITHDRAWN, answer=_("Việc đã đóng."), decided_by=user, decided_at=at)


def _timeliness(held: Grip, *, today: date) -> Timeliness:
    events = [Event(event.act, event.on) for event in held.events]
    return timeliness(events, due=held.occurrence.due or date.max, today=today, calendar=national_calendar())


def _sum_up(held: Grip, day: date) -> None:
    """The state of the whole from the products of the members: done when nobody's is missing."""
    whole, owner = held.occurrence, held.owner
    assert owner is not None  # a group
    pieces = list(whole.pieces.all())
    accepted = {str(piece.user_id): piece for piece in pieces if piece.state == State.ACCEPTED}
    share = delivered(owner, accepted.keys(), whole.due or day)
    begun = any(piece.state != State.PLANNED for piece in pieces)
    whole.state = State.ACCEPTED if share.complete else State.DOING if begun else State.PLANNED
    whole.progress = 100 * share.done // share.owed if share.owed else 0
    whole.submitted_on = max(_days(accepted.values(), "submitted_on"), default=None) if share.complete else None
    whole.accepted_on = max(_days(accepted.values(), "accepted_on"), default=None) if share.complete else None
    whole.version += 1
    whole.save()


def _days(pieces: Iterable[Piece], column: str) -> list[date]:
    return [day for piece in pieces if (day := getattr(piece, column)) is not None]
