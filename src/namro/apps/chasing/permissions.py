"""Who may chase whom. `check_…` raises the reason, `can_…` answers."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from namro.apps.people.models import LOCAL, UNIT_KINDS, Kind, Role, User
from namro.apps.people.permissions import acts_for
from namro.apps.people.queries.organisation import tree_on

_CHASES = (Role.COORDINATOR, Role.LEADER)


def can_write_letters(user: User) -> bool:
    """Whether the person writes reminder letters for some unit."""
    return user.standing.has(*_CHASES, Role.COUNCIL)


def issuers_of(user: User) -> list[int]:
    """Return the units for which the person writes reminder letters: the own ones; who keeps a round, the province."""
    own = set(user.standing.units(*_CHASES))
    council = user.standing.units(Role.COUNCIL)
    if council:
        tree = tree_on(user.standing.day)
        own |= council | {path[0].id for unit in council if (path := tree.path(unit))}
    return sorted(own)


def check_write_letter(user: User, unit: int) -> None:
    """Raise PermissionDenied when the person does not write reminder letters for the unit."""
    if unit not in issuers_of(user):
        raise PermissionDenied(_("Chỉ đầu mối, lãnh đạo của đơn vị lập công văn đôn đốc của đơn vị đó."))


def units_under(user: User, unit: int) -> list[int]:
    """Return the units to which a unit may write: those right under it; a department writes to the communes beside."""
    tree = tree_on(user.standing.day)
    node = tree.nodes.get(unit)
    if node is not None and node.kind == Kind.DEPARTMENT:
        return [one.id for one in tree.children(node.parent) if one.kind in LOCAL]
    return [one.id for one in tree.children(unit) if one.kind in UNIT_KINDS]


def can_load_assigned(user: User) -> bool:
    """Whether the person brings in tasks from above for some unit."""
    return user.standing.has(Role.COORDINATOR)


def check_load_assigned(user: User, unit: int) -> None:
    """Raise PermissionDenied when tasks from above are not the person's to bring in."""
    if not acts_for(user, unit, Role.COORDINATOR):
        raise PermissionDenied(_("Chỉ đầu mối cải cách hành chính của đơn vị nạp nhiệm vụ cấp trên giao."))
