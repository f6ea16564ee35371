"""Who may do what with plans and their work. `check_…` raises the reason, `can_…` answers."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from namro.apps.people.models import Role, User
from namro.apps.people.permissions import Handovers, acts_for, of_units_read_by
from namro.apps.plans.models import Occurrence, Plan
from namro.core.improvement.owners import Owner
from namro.core.improvement.states import Role as WorkRole

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
