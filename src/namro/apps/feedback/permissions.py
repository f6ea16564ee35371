"""Who may do what with feedback. `check_…` raises the reason, `can_…` answers."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from namro.apps.feedback.models import Item
from namro.apps.people.models import Role, User
from namro.apps.people.permissions import acts_for, handovers_for
from namro.core.base.spans import with_origins
from namro.core.service.feedback import Role as Part

_KEEPS = (Role.COORDINATOR, Role.LEADER)


def _with_former(user: User, *roles: Role) -> frozenset[int]:
    own = user.standing.units(*roles)
    return frozenset(with_origins(own, handovers_for(user), user.standing.day)) if own else own


def units_of_book(user: User) -> frozenset[int]:
    """The units whose whole book the person reads."""
    return _with_former(user, *_KEEPS)


def units_led(user: User) -> frozenset[int]:
    """The units in which the person sees of whom an item speaks."""
    return _with_former(user, Role.LEADER)


def readable_by(user: User) -> Q:
    """Return the condition on items that the person may read: the book of the unit, and what the person handles."""
    return Q(unit__in=units_of_book(user)) | Q(handler=user)


def keeps_for(user: User) -> frozenset[int]:
    """The units for which the person enters feedback."""
    return user.standing.units(*_KEEPS)


def can_keep(user: User) -> bool:
    """Whether the person enters feedback anywhere."""
    return bool(keeps_for(user))


def check_keep(user: User, unit: int) -> None:
    """Raise PermissionDenied when the person may not enter feedback of the unit."""
    if unit not in keeps_for(user):
        raise PermissionDenied(_("Chỉ lãnh đạo và đầu mối cải cách hành chính của đơn vị ghi, nạp phản ánh."))


def can_see_officer(user: User, unit: int) -> bool:
    """Whether the person may see of which officer an item of the unit speaks."""
    return acts_for(user, unit, Role.LEADER)


def check_lead(user: User, unit: int) -> None:
    """Raise PermissionDenied when the person does not lead the unit."""
    if not can_see_officer(user, unit):
        raise PermissionDenied(
            _("Chỉ lãnh đạo đơn vị xem phản ánh theo người, ghi kết luận, quyết định gia hạn. Trình lãnh đạo.")
        )


def parts_of(user: User, item: Item) -> frozenset[Part]:
    """What the person is to an item."""
    found = {Part.HANDLER} if item.handler_id == user.pk else set()
    if acts_for(user, item.unit_id, Role.COORDINATOR):
        found.add(Part.COORDINATOR)
    if can_see_officer(user, item.unit_id):
        found.add(Part.LEADER)
    return frozenset(found)
