"""Who may do what with meetings. `check_…` raises the reason, `can_…` answers."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from namro.apps.meetings.models import Meeting
from namro.apps.people.models import Role, User
from namro.apps.people.permissions import acts_for, of_units_read_by
from namro.apps.plans.permissions import can_make

_WRITES = (Role.COORDINATOR, Role.LEADER)


def readable_by(user: User) -> Q:
    """Return the condition on meetings that the person may read: those of the units the person reads about."""
    return of_units_read_by(user, "unit")


def makes_for(user: User) -> frozenset[int]:
    """The units whose meetings the person may call."""
    return user.standing.units(*_WRITES)


def check_make(user: User, unit: int) -> None:
    """Raise PermissionDenied when the person may not call a meeting of the unit."""
    if unit not in makes_for(user):
        raise PermissionDenied(_("Chỉ lãnh đạo và đầu mối cải cách hành chính của đơn vị lập cuộc họp."))


def can_write(user: User, meeting: Meeting) -> bool:
    """Whether the person may change the meeting and its conclusions: coordinator, leader, chair, secretary."""
    return user.pk in {meeting.chair_id, meeting.secretary_id} or acts_for(user, meeting.unit_id, *_WRITES)


def check_write(user: User, meeting: Meeting) -> None:
    """Raise PermissionDenied when the meeting is not the person's to change."""
    if not can_write(user, meeting):
        raise PermissionDenied(_("Chỉ chủ tọa, thư ký, lãnh đạo và đầu mối của đơn vị sửa cuộc họp, ghi kết luận."))


def can_give(user: User, meeting: Meeting) -> bool:
    """Whether the person may make tasks of the conclusions: who writes the unit's plans."""
    return can_make(user, meeting.unit_id)


def check_give(user: User, meeting: Meeting) -> None:
    """Raise PermissionDenied when the person does not write plans of the unit."""
    if not can_give(user, meeting):
        raise PermissionDenied(_("Chỉ đầu mối cải cách hành chính của đơn vị đưa kết luận thành việc của kế hoạch."))
