"""Who sees whose yearly sheet and does what with it. `check_…` raises the reason, `can_…` answers.

The person always sees the own sheet. The leader and the coordinator of the unit see it once it was shown to the person.
Nobody else does, whatever the role: not administrators, not watchers, not other units.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from namro.apps.people.models import Role, User
from namro.apps.people.permissions import acts_for
from namro.apps.yearly.models import PersonSheet
from namro.core.base.errors import NamroError
from namro.core.improvement.yearly_states import TABLE, State
from namro.core.improvement.yearly_states import Role as SheetRole

_OF_UNIT = (Role.COORDINATOR, Role.LEADER)


def can_read_unit(user: User, unit: int) -> bool:
    """Whether the person follows the sheets of a unit's people."""
    return acts_for(user, unit, *_OF_UNIT)


def check_read_unit(user: User, unit: int) -> None:
    """Raise PermissionDenied when the sheets of the unit's people are not the person's to follow."""
    if not can_read_unit(user, unit):
        raise not_followed()


def not_followed() -> PermissionDenied:
    """Return the reason why somebody does not follow the sheets of a unit's people."""
    return PermissionDenied(
        _("Chỉ lãnh đạo và đầu mối của đơn vị theo dõi phiếu của người trong đơn vị. Phiếu của bạn ở mục Phiếu năm.")
    )


def roles_on(user: User, sheet: PersonSheet) -> frozenset[SheetRole]:
    """Return what the person is to a sheet; nobody decides about the own one."""
    if sheet.user_id == user.pk:
        return frozenset({SheetRole.PERSON})
    roles = set()
    if acts_for(user, sheet.unit_id, Role.COORDINATOR):
        roles.add(SheetRole.COORDINATOR)
    if acts_for(user, sheet.unit_id, Role.LEADER):
        roles.add(SheetRole.LEADER)
    return frozenset(roles)


def can_read(user: User, sheet: PersonSheet) -> bool:
    """Whether the person sees the numbers of a sheet."""
    roles = roles_on(user, sheet)
    return SheetRole.PERSON in roles or (bool(roles) and sheet.state != State.DRAFTED)


def check_read(user: User, sheet: PersonSheet) -> None:
    """Raise PermissionDenied with why the sheet is not shown to this person."""
    if can_read(user, sheet):
        return
    if roles_on(user, sheet):
        raise PermissionDenied(
            _("Phiếu này chưa gửi người được đánh giá xem. Người đó xem trước, lãnh đạo và đầu mối xem sau.")
        )
    raise PermissionDenied(
        _("Phiếu năm chỉ người được đánh giá, lãnh đạo và đầu mối của đơn vị xem. Quản trị cũng không xem được.")
    )


def check_ask(user: User, sheet: PersonSheet) -> None:
    """Raise PermissionDenied for everybody who is not the person of the sheet."""
    try:
        TABLE.check_for(roles_on(user, sheet), "ask")
    except NamroError as fault:
        raise PermissionDenied(fault.message) from fault
