"""Who sees and brings in which dossiers. `check_…` raises the reason, `can_…` answers.

Everybody sees those of the own units; departments and the province those of the communes. Who handles a dossier is
named to people of its own unit only.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from namro.apps.people.models import Kind, Role, User
from namro.apps.people.permissions import acts_for, of_units_read_by, units_read_by
from namro.apps.people.queries.organisation import Node, tree_on

#: Who writes of a unit's dossiers: brings in files, answers the weekly list, puts papers down.
WRITERS = (Role.COORDINATOR, Role.OFFICER)


def readable_by(user: User, path: str = "unit") -> Q:
    """Return the condition on dossiers that the person may see."""
    return of_units_read_by(user, path)


def units_seen(user: User) -> list[Node]:
    """Return the units whose boards the person may look at, the own ones first."""
    own = user.standing.units()
    tree = tree_on(user.standing.day)
    others = set(units_read_by(user).values_list("pk", flat=True)) - own
    nodes = [tree.nodes[unit] for unit in (*sorted(own), *sorted(others)) if unit in tree.nodes]
    return [node for node in nodes if node.kind != Kind.DISTRICT and node.home is None]


def names_officers(user: User, unit: int) -> bool:
    """Whether the person sees who handles a dossier of a unit."""
    return acts_for(user, unit, *Role)


def writes_for(user: User) -> frozenset[int] | None:
    """Return the units whose dossiers the person brings in; None: all."""
    return None if user.standing.has(Role.ADMIN) else user.standing.units(Role.COORDINATOR)


def can_import(user: User) -> bool:
    """Whether the person may bring in files of dossiers."""
    own = writes_for(user)
    return own is None or bool(own)


def check_import(user: User) -> None:
    """Raise PermissionDenied when files of dossiers are not the person's to bring in."""
    if not can_import(user):
        raise PermissionDenied(_("Chỉ đầu mối cải cách hành chính của đơn vị và quản trị nạp tệp hồ sơ."))


def can_note(user: User, unit: int) -> bool:
    """Whether the person may put down papers and answers about dossiers of a unit."""
    return acts_for(user, unit, *WRITERS)


def check_note(user: User, unit: int) -> None:
    """Raise PermissionDenied when dossiers of the unit are not the person's to note anything about."""
    if not can_note(user, unit):
        raise PermissionDenied(_("Chỉ công chức và đầu mối của đơn vị giải quyết ghi về hồ sơ này."))


def can_decide_contest(user: User, unit: int) -> bool:
    """Whether the person decides whose lateness it was of dossiers of a unit."""
    return acts_for(user, unit, Role.LEADER)


def check_decide_contest(user: User, unit: int) -> None:
    """Raise PermissionDenied when contested lateness of the unit is not the person's to decide."""
    if not can_decide_contest(user, unit):
        raise PermissionDenied(_("Chỉ lãnh đạo của đơn vị giải quyết quyết định nguyên nhân trễ của hồ sơ."))


def can_catalogue(user: User) -> bool:
    """Whether the person keeps the catalogue of procedures."""
    return user.standing.has(Role.ADMIN)


def check_catalogue(user: User) -> None:
    """Raise PermissionDenied when the catalogue is not the person's to keep."""
    if not can_catalogue(user):
        raise PermissionDenied(_("Chỉ quản trị nạp danh mục thủ tục. Gửi tệp danh mục cho quản trị."))
