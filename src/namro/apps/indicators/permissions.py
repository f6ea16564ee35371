"""Who may write facts and figures. `check_…` raises the reason, `can_…` answers; who reads: the condition of units."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from namro.apps.indicators.models import IndicatorOwner
from namro.apps.people.models import Role, User
from namro.apps.people.owners import owners_of
from namro.apps.people.permissions import acts_for


def writes_for(user: User) -> frozenset[int] | None:
    """Return the units whose facts the person may write; None: all."""
    return None if user.standing.has(Role.ADMIN) else user.standing.units(Role.COORDINATOR)


def can_write(user: User, unit: int) -> bool:
    """Whether the person may write facts of a unit."""
    own = writes_for(user)
    return own is None or unit in own


def check_write(user: User, unit: int) -> None:
    """Raise PermissionDenied when the facts are not the person's to write."""
    if not can_write(user, unit):
        raise PermissionDenied(_("Chỉ đầu mối cải cách hành chính của đơn vị và quản trị ghi số liệu."))


def can_upload(user: User) -> bool:
    """Whether the person may hand in facts files."""
    own = writes_for(user)
    return own is None or bool(own)


def check_upload(user: User) -> None:
    """Raise PermissionDenied when the person writes facts of no unit."""
    if not can_upload(user):
        raise PermissionDenied(_("Chỉ đầu mối cải cách hành chính của đơn vị và quản trị nạp tệp số liệu."))


def can_enter(user: User, unit: int, indicator: str) -> bool:
    """Whether the person may enter figures of an indicator: who writes for the unit, and whom the unit named for it."""
    return can_write(user, unit) or _is_owner(user, unit, indicator)


def check_enter(user: User, unit: int, indicator: str) -> None:
    """Raise PermissionDenied when the figures are not the person's to enter."""
    if not can_enter(user, unit, indicator):
        raise PermissionDenied(
            _("Chỉ đầu mối của đơn vị, người được phân công chỉ tiêu này và quản trị ghi số. Nhờ đầu mối phân công.")
        )


def _is_owner(user: User, unit: int, indicator: str) -> bool:
    rows = list(
        IndicatorOwner.objects.filter(unit=unit, indicator=indicator)
        .exclude(owner_kind="")
        .select_related("owner_user", "owner_position", "owner_group")
    )
    if not rows or not acts_for(user, unit, Role.COORDINATOR, Role.OFFICER, Role.LEADER):
        return False
    day = user.standing.day
    holders = (one.holders(day) for one in owners_of(rows, today=day).values())
    return any(person.key == str(user.pk) for people in holders for person in people)


def can_assign(user: User, unit: int) -> bool:
    """Whether the person may name who enters the indicators of a unit: its coordinator, the administrator."""
    return can_write(user, unit)


def check_assign(user: User, unit: int) -> None:
    """Raise PermissionDenied when naming is not the person's."""
    if not can_assign(user, unit):
        raise PermissionDenied(
            _("Chỉ đầu mối cải cách hành chính của đơn vị và quản trị phân công người ghi chỉ tiêu.")
        )


def can_choose(user: User, unit: int | None) -> bool:
    """Whether the person may say which variant counts: for a unit its coordinator, for all the administrator."""
    return user.standing.has(Role.ADMIN) if unit is None else can_write(user, unit)


def check_choose(user: User, unit: int | None) -> None:
    """Raise PermissionDenied when the choice is not the person's."""
    if can_choose(user, unit):
        return
    if unit is None:
        raise PermissionDenied(_("Chỉ quản trị chọn cách tính chung cho mọi đơn vị."))
    raise PermissionDenied(_("Chỉ đầu mối cải cách hành chính của đơn vị và quản trị chọn cách tính của đơn vị."))
