"""Who reads and writes which rows of registers. `check_…` raises the reason, `can_…` answers.

Everybody reads the registers of the own units and of those that these took over from; departments read the communes'.
The rows of a confidential register are for those who write it, for coordinators and leaders; others see its figures.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from namro.apps.people.models import LOCAL, Kind, Position, Role, Unit, User
from namro.apps.people.permissions import Handovers, acts_for, of_units_read_by, units_read_by
from namro.apps.people.queries.organisation import Tree, organisation_on, unit_handovers
from namro.apps.people.queries.people import positions_of
from namro.core.base.folding import fold, tidy
from namro.core.base.spans import with_origins
from namro.core.registers import Register

Organisation = tuple[Tree, Handovers]
#: Who reads a confidential register of the unit besides its writers.
_LEADS = (Role.COORDINATOR, Role.LEADER)


def level_of(kind: str) -> str:
    """Return the level of a unit as definitions name it."""
    return "commune" if kind in LOCAL else kind


def has_register(register: Register, unit: int, tree: Tree) -> bool:
    """Whether a unit of this level keeps the register; one that has ended keeps none any more."""
    node = tree.nodes.get(unit)
    return node is not None and node.home is None and level_of(node.kind) in register.levels


def readable_by(user: User, register: Register, path: str = "unit", handovers: Handovers | None = None) -> Q:
    """Return the condition on rows that the person may read; `handovers` may be given where they are at hand."""
    if not register.confidential:
        return of_units_read_by(user, path, handovers)
    units = writing_units(user, register) | user.standing.units(*_LEADS)
    if units:
        units = with_origins(units, unit_handovers() if handovers is None else handovers, user.standing.day)
    return Q(**{f"{path}__in": units})


def can_read_rows(user: User, register: Register, unit: int) -> bool:
    """Whether the person reads the rows of a unit, not its figures only."""
    return Unit.objects.filter(readable_by(user, register, "pk"), pk=unit).exists()


def writing_units(user: User, register: Register, held: list[Position] | None = None) -> frozenset[int]:
    """Return the units whose register the person writes: by role, or by what the position is called.

    `held` are the person's positions of today, where they are at hand.
    """
    found = user.standing.units(*(Role(role) for role in register.roles)) if register.roles else frozenset()
    if register.positions:
        named = [fold(tidy(word)) for word in register.positions]
        seats = positions_of(user, user.standing.day) if held is None else held
        found |= {seat.unit.home_id or seat.unit_id for seat in seats if any(word in fold(seat.name) for word in named)}
    return frozenset(found)


def can_write(user: User, register: Register, unit: int) -> bool:
    """Whether the person writes the register of a unit; that of a unit that ended is its successors'."""
    if register.roles and acts_for(user, unit, *(Role(role) for role in register.roles)):
        return True
    return bool(register.positions) and unit in writing_units(user, register)


def check_write(user: User, register: Register, unit: int) -> None:
    """Raise PermissionDenied when the register of the unit is not the person's to write."""
    if can_write(user, register, unit):
        return
    roles = [str(Role(role).label).lower() for role in register.roles]
    told = ", ".join([*roles, *(f"“{name}”" for name in register.positions)])
    raise PermissionDenied(
        _("Sổ này do %(who)s của đơn vị ghi. Hãy nhờ một trong những người đó ghi giúp.") % {"who": told}
    )


def can_define(user: User) -> bool:
    """Whether the person may bring in definitions of registers."""
    return user.standing.has(Role.ADMIN)


def check_define(user: User) -> None:
    """Raise PermissionDenied when definitions are not the person's to bring in."""
    if not can_define(user):
        raise PermissionDenied(_("Chỉ quản trị nạp định nghĩa sổ. Gửi tệp .yaml cho quản trị."))


def units_seen(user: User, organisation: Organisation | None = None) -> list[int]:
    """Return the units whose registers the person may look at, the own ones first."""
    own = user.standing.units()
    tree, handovers = organisation or organisation_on(user.standing.day)
    others = set(units_read_by(user, handovers).values_list("pk", flat=True)) - own
    there = [unit for unit in (*sorted(own), *sorted(others)) if unit in tree.nodes]
    return [unit for unit in there if tree.nodes[unit].kind != Kind.DISTRICT]
