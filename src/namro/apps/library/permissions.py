"""Who may do what with evidence. `check_…` raises the reason, `can_…` answers."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from namro.apps.people.models import Role, User
from namro.apps.people.permissions import OF_ALL, Handovers, handovers_for, of_units_read_by
from namro.core.base.spans import successors

#: Who of a unit adds, corrects and removes evidence.
WRITES = (Role.OFFICER, Role.COORDINATOR, Role.LEADER)


def readable_by(user: User, prefix: str = "", handovers: Handovers | None = None) -> Q:
    """Return the condition on evidence that the person may read; `prefix` is the path to the evidence.

    Everybody reads that of the own units and of those that these took over from; departments read the communes'.
    """
    return of_units_read_by(user, f"{prefix}unit", handovers)


def reads_many(user: User) -> bool:
    """Whether the person reads about more units than the own ones, and may know which of them has the same file."""
    return user.standing.has(*OF_ALL, Role.APPRAISER)


def writes_for(user: User) -> frozenset[int]:
    """Return the units for which the person adds evidence."""
    return user.standing.units(*WRITES)


def can_add(user: User) -> bool:
    """Whether the person adds evidence of some unit."""
    return bool(writes_for(user))


def check_add(user: User) -> None:
    """Raise PermissionDenied when the person adds evidence of no unit."""
    if not can_add(user):
        raise _not_written_by()


def can_write(user: User, unit: int) -> bool:
    """Whether the person adds and corrects evidence of a unit; that of a unit that ended is its successors'."""
    own = writes_for(user)
    if unit in own or not own:
        return bool(own)
    heirs = successors(unit, handovers_for(user), user.standing.day)
    return not own.isdisjoint(heirs)


def check_write(user: User, unit: int) -> None:
    """Raise PermissionDenied when the evidence is not the person's to change."""
    if not can_write(user, unit):
        raise _not_written_by()


def _not_written_by() -> PermissionDenied:
    return PermissionDenied(
        _("Chỉ công chức, đầu mối và lãnh đạo của đơn vị thêm và sửa minh chứng. Hãy nhờ đầu mối của đơn vị đó.")
    )
