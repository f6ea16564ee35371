"""Who sees the service index of which units, and who brings in the portal's scores."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from namro.apps.dossiers.permissions import units_seen
from namro.apps.people.models import LOCAL, Role, User
from namro.apps.people.queries.organisation import Node


def units_shown(user: User) -> list[Node]:
    """Return the units whose index the person may see, the own ones first."""
    return units_seen(user)


def communes(nodes: list[Node]) -> list[Node]:
    """Return those that are ranked together."""
    return [node for node in nodes if node.kind in LOCAL]


def writes_for(user: User) -> frozenset[int] | None:
    """Return the units whose portal scores the person brings in; None: all."""
    return None if user.standing.has(Role.ADMIN) else user.standing.units(Role.COORDINATOR)


def can_enter(user: User, unit: int) -> bool:
    """Whether the person may write the portal's scores of a unit."""
    own = writes_for(user)
    return own is None or unit in own


def check_enter(user: User, unit: int) -> None:
    """Raise PermissionDenied when the portal's scores are not the person's to write."""
    if not can_enter(user, unit):
        raise PermissionDenied(_("Chỉ đầu mối cải cách hành chính của đơn vị và quản trị ghi điểm của Cổng."))


def can_bring(user: User) -> bool:
    """Whether the person may bring in a file of the portal's scores."""
    own = writes_for(user)
    return own is None or bool(own)


def check_bring(user: User) -> None:
    """Raise PermissionDenied when the person writes the scores of no unit."""
    if not can_bring(user):
        raise PermissionDenied(_("Chỉ đầu mối cải cách hành chính của đơn vị và quản trị nạp điểm của Cổng."))
