"""Who may change what stands around a unit's papers. `check_…` raises the reason, `can_…` answers."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from namro.apps.people.models import Role, User


def can_edit(user: User, unit: int) -> bool:
    """Whether the person may change the unit's letterhead."""
    return user.standing.has(Role.ADMIN) or unit in user.standing.units(Role.COORDINATOR)


def check_edit(user: User, unit: int) -> None:
    """Raise PermissionDenied when the letterhead is not the person's to change."""
    if not can_edit(user, unit):
        raise PermissionDenied(
            _("Chỉ quản trị và đầu mối cải cách hành chính của đơn vị sửa phần đầu văn bản. Hãy nhờ đầu mối.")
        )
