"""Who may do what with plans and their work. `check_…` raises the reason, `can_…` answers."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from namro.apps.appraisals.permissions import reads_final
from namro.apps.assessments.models import Assessment
from namro.apps.assessments.permissions import can_fill_all
from namro.apps.people.models import Position, Role, User
from namro.apps.people.owners import owners_of
from namro.apps.people.permissions import Handovers, acts_for, of_units_read_by
from namro.apps.plans.models import Comment, Handing, Occurrence, Plan, Recommendation, Target, Task
from namro.core.assessment.stages import State
from namro.core.improvement.owners import Owner
from namro.core.improvement.recommendations import Side
from namro.core.improvement.states import Role as WorkRole

#: States of a sheet in which every criterion has its final value.
FINAL = frozenset({State.DECIDED, State.PUBLISHED})
_WRITES = (Role.COORDINATOR,)
_DECIDES = (Role.LEADER,)


def readable_by(user: User, prefix: str = "", handovers: Handovers | None = None) -> Q:
    """Return the condition on plans that the person may read; `prefix` is the path to the plan, such as `task__plan__`.

    Everybody reads the plans of the own units and of those that these took over from; departments read the communes'.
    """
    return of_units_read_by(user, f"{prefix}unit", handovers)


def can_write(user: User, plan: Plan) -> bool:
    """Whether the person may change the plan and its tasks; a plan of a unit that ended is its successors'."""
    return acts_for(user, plan.unit_id, *_WRITES)


def check_write(user: User, plan: Plan) -> None:
    """Raise PermissionDenied when the plan is not the person's to change."""
    if not can_write(user, plan):
        raise _not_written_by()


def makes_for(user: User) -> frozenset[int]:
    """Return the units for which the person may make plans."""
    return user.standing.units(*_WRITES)


def can_make(user: User, unit: int) -> bool:
    """Whether the person may make a plan of a unit."""
    return unit in makes_for(user)


def check_make(user: User, unit: int) -> None:
    """Raise PermissionDenied when the person may not make plans of the unit."""
    if not can_make(user, unit):
        raise _not_written_by()


def _not_written_by() -> PermissionDenied:
    return PermissionDenied(_("Chỉ đầu mối cải cách hành chính của đơn vị lập và sửa kế hoạch."))


def can_decide(user: User, plan: Plan) -> bool:
    """Whether the person may approve the plan or send it back."""
    return acts_for(user, plan.unit_id, *_DECIDES)


def check_decide(user: User, plan: Plan) -> None:
    """Raise PermissionDenied when the person does not lead the unit."""
    if not can_decide(user, plan):
        raise PermissionDenied(_("Chỉ lãnh đạo của đơn vị duyệt hoặc trả lại kế hoạch."))


def check_read_findings(user: User, sheet: Assessment) -> None:
    """Raise PermissionDenied with why what a sheet lost is not shown: not settled yet, or sealed until published."""
    if State(sheet.state) not in FINAL:
        told = _("Phiếu đang ở trạng thái “%(state)s”. Tồn tại, hạn chế hiện ra khi điểm đã chốt và công bố.")
        raise PermissionDenied(told % {"state": sheet.get_state_display()})
    if not reads_final(user, sheet):
        raise PermissionDenied(_("Điểm đã chốt, chưa công bố. Tồn tại, hạn chế hiện ra khi có quyết định công bố."))


def can_decide_findings(user: User, sheet: Assessment) -> bool:
    """Whether the person may decide what is done about what a sheet lost.

    What a round of many units decided is not planned before it is published: the unit's other people would read it.
    """
    own = sheet.round is None or sheet.round.alone
    settled = State(sheet.state) is State.PUBLISHED or (own and State(sheet.state) in FINAL)
    return settled and reads_final(user, sheet) and can_fill_all(user, sheet)


def check_decide_findings(user: User, sheet: Assessment) -> None:
    """Raise PermissionDenied where the findings are not shown, or not the person's to decide."""
    check_read_findings(user, sheet)
    if not can_decide_findings(user, sheet):
        raise PermissionDenied(_("Chỉ đầu mối cải cách hành chính của đơn vị chọn hướng xử lý tồn tại, hạn chế."))


def work_roles(user: User, occurrence: Occurrence, owner: Owner | None) -> frozenset[WorkRole]:
    """Return what the person is to one time of a task; `owner` is the task's.

    Work follows the position: the owner is whoever would owe it today.
    """
    plan = occurrence.task.plan
    roles = set()
    if can_write(user, plan):
        roles.add(WorkRole.COORDINATOR)
    if can_decide(user, plan):
        roles.add(WorkRole.LEADER)
    if owner and any(person.key == str(user.pk) for person in owner.holders(user.standing.day)):
        roles.add(WorkRole.OWNER)
    return frozenset(roles)


def can_start(user: User, task: Task, owner: Owner | None) -> bool:
    """Whether the person may record an event from which the term of the task runs; `owner` is the task's."""
    mine = owner is not None and any(person.key == str(user.pk) for person in owner.holders(user.standing.day))
    return mine or can_write(user, task.plan) or can_decide(user, task.plan)


def check_start(user: User, task: Task, *, today: date) -> None:
    """Raise PermissionDenied when events of the task are not the person's to record."""
    if not can_start(user, task, owners_of([task], today=today).get(task.pk)):
        raise PermissionDenied(_("Chỉ người thực hiện, đầu mối hoặc lãnh đạo ghi sự kiện của việc này."))


def can_set_habits(user: User, unit: int) -> bool:
    """Whether the person says how the unit works with time."""
    return acts_for(user, unit, Role.COORDINATOR, Role.LEADER)


def sets_habits(user: User) -> bool:
    """Whether the person says so for some unit."""
    return user.standing.has(Role.COORDINATOR, Role.LEADER)


def check_set_habits(user: User, unit: int) -> None:
    """Raise PermissionDenied when that is not the person's to say."""
    if not can_set_habits(user, unit):
        raise PermissionDenied(_("Chỉ đầu mối hoặc lãnh đạo của đơn vị đặt quy ước của đơn vị."))


def can_comment(user: User, plan: Plan) -> bool:
    """Whether the person may say something about work of the plan: everybody of the unit, and who watches it."""
    return acts_for(user, plan.unit_id, *Role)


def can_remove_comment(user: User, comment: Comment) -> bool:
    """Whether the person may take a comment away."""
    return comment.by_id == user.pk or can_decide(user, comment.occurrence.task.plan)


def can_watch(user: User) -> bool:
    """Whether the person writes down supervisions and recommendations somewhere."""
    return user.standing.has(Role.WATCHER)


def can_tell_target(user: User, target: Target, owner: Owner | None = None) -> bool:
    """Whether the person may tell how a target stands: its owner (as of today), the coordinator, the leader.

    `owner` may be given where it is at hand.
    """
    plan = target.plan
    if can_write(user, plan) or can_decide(user, plan):
        return True
    found = owner or owners_of([target], today=user.standing.day).get(target.pk)
    return found is not None and any(one.key == str(user.pk) for one in found.holders(user.standing.day))


def check_tell_target(user: User, target: Target) -> None:
    """Raise PermissionDenied when the person may not tell how a target stands."""
    if not can_tell_target(user, target):
        raise PermissionDenied(_("Chỉ người phụ trách chỉ tiêu, đầu mối và lãnh đạo của đơn vị ghi kết quả chỉ tiêu."))


def can_answer_handing(user: User, handing: Handing) -> bool:
    """Whether the person answers for the unit that was given a task from above."""
    return acts_for(user, handing.unit_id, *_WRITES)


def check_answer_handing(user: User, handing: Handing) -> None:
    """Raise PermissionDenied when the task from above was given to another unit."""
    if not can_answer_handing(user, handing):
        raise PermissionDenied(_("Chỉ đầu mối cải cách hành chính của đơn vị được giao nhận hoặc gửi trả nhiệm vụ."))


def seats_watching(user: User) -> list[Position]:
    """Return the positions from which the person watches a unit today, with the body; one query, none for others."""
    if not can_watch(user):
        return []
    held = [seat.position for seat in user.standing.seats if seat.span.covers(user.standing.day)]
    return list(Position.objects.filter(pk__in=held, role=Role.WATCHER).select_related("unit").order_by("id"))


def check_watch(user: User, seat: Position) -> None:
    """Raise PermissionDenied when the person does not watch from this position."""
    if seat.pk not in {one.pk for one in seats_watching(user)}:
        raise not_watched_by()


def not_watched_by() -> PermissionDenied:
    """Return the reason why somebody does not write down supervisions and recommendations."""
    return PermissionDenied(_("Chỉ người theo dõi (cấp ủy, Hội đồng nhân dân, Mặt trận) ghi giám sát và kiến nghị."))


def sides_of(user: User, found: Recommendation) -> frozenset[Side]:
    """Return what the person is to a recommendation.

    It belongs to the watching body, not to who wrote it down; a unit that took over from another answers for it.
    """
    sides = set()
    if acts_for(user, found.unit_id, *_WRITES):
        sides.add(Side.COORDINATOR)
    if found.body_id in {seat.unit_id for seat in seats_watching(user)}:
        sides.add(Side.WATCHER)
    return frozenset(sides)


def can_answer(user: User, found: Recommendation) -> bool:
    """Whether the person answers the recommendation for the unit."""
    return acts_for(user, found.unit_id, *_WRITES)


def check_side(user: User, found: Recommendation, side: Side) -> None:
    """Raise PermissionDenied when the act is for another side."""
    if side in sides_of(user, found):
        return
    if side == Side.COORDINATOR:
        raise PermissionDenied(_("Chỉ đầu mối cải cách hành chính của đơn vị trả lời kiến nghị."))
    raise PermissionDenied(_("Chỉ cơ quan đã kiến nghị sửa kiến nghị của mình."))
