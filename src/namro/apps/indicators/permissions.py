"""Who may write facts. `check_…` raises the reason, `can_…` answers; who reads them is the condition of all units."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from namro.apps.people.models import Role, User


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
