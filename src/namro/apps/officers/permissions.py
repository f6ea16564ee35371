"""Who sees whose month and does what with it. `check_…` raises the reason, `can_…` answers.

As with yearly sheets: the person, the leader and the coordinator of the unit; nobody else, whatever the role. What the
leader wrote is the person's to read once it was sent. Nobody evaluates the own month.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from namro.apps.people.models import Role, User
from namro.apps.people.permissions import acts_for
from namro.core.base.errors import NamroError
from namro.core.service.evaluation_states import TABLE, Part

FOLLOWERS = (Role.COORDINATOR, Role.LEADER)


def units_followed(user: User) -> frozenset[int]:
    """Return the units whose people's months the person follows."""
    return user.standing.units(*FOLLOWERS)


def can_follow(user: User, unit: int) -> bool:
    """Whether the person follows the months of a unit's people."""
    return acts_for(user, unit, *FOLLOWERS)


def check_follow(user: User, unit: int) -> None:
    """Raise PermissionDenied when the months of the unit's people are not the person's to follow."""
    if not can_follow(user, unit):
        raise PermissionDenied(_("Chỉ lãnh đạo và đầu mối của đơn vị theo dõi đánh giá tháng của người trong đơn vị."))


def parts_on(user: User, unit: int, person: int) -> frozenset[Part]:
    """Return what somebody is to a person's month in a unit."""
    if user.pk == person:
        return frozenset({Part.PERSON})
    named = {Role.LEADER: Part.LEADER, Role.COORDINATOR: Part.COORDINATOR}
    return frozenset(part for role, part in named.items() if acts_for(user, unit, role))


def check_read(user: User, unit: int, person: int) -> None:
    """Raise PermissionDenied when a person's month is not to be read."""
    if not parts_on(user, unit, person):
        raise PermissionDenied(
            _("Đánh giá tháng chỉ người được đánh giá, lãnh đạo, đầu mối của đơn vị xem. Quản trị cũng không xem được.")
        )


def can_act(user: User, unit: int, person: int, act: str) -> bool:
    """Whether an act is the person's, whatever the state."""
    return not TABLE.by_name[act].roles.isdisjoint(parts_on(user, unit, person))


def check_act(user: User, unit: int, person: int, act: str) -> None:
    """Raise PermissionDenied when an act is not the person's."""
    check_read(user, unit, person)
    try:
        TABLE.check_for(parts_on(user, unit, person), act)
    except NamroError as fault:
        raise PermissionDenied(fault.message) from fault
