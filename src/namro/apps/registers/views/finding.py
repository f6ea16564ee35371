"""What an address names, as far as the person may know of it: a register, one of its rows, a unit to write for."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from namro.apps.people.models import User
from namro.apps.people.queries.organisation import Node
from namro.apps.people.requests import signed_in
from namro.apps.registers.asked import unit_to_write, units_with
from namro.apps.registers.definitions import Definitions, NoSuchRegister, definitions
from namro.apps.registers.models import RegisterRow
from namro.apps.registers.permissions import check_write, readable_by
from namro.core.registers import Register


@dataclass(frozen=True, slots=True)
class Here:
    """Who asks, and about which register."""

    user: User
    register: Register
    known: Definitions


def here(request: HttpRequest, code: str) -> Here:
    """Return the person and the register. Raises Http404 for one that is not defined."""
    user = signed_in(request)
    known = definitions(user.standing.day)
    try:
        return Here(user, known.get(code), known)
    except NoSuchRegister as error:
        raise Http404(error.message) from error


def row_here(place: Here, code: str) -> RegisterRow:
    """Return a row that the person may read. Raises Http404."""
    rows = RegisterRow.objects.filter(readable_by(place.user, place.register), register=place.register.code)
    return get_object_or_404(rows.select_related("removed_by", "unit"), code=code)


def writing(request: HttpRequest, place: Here) -> Node:
    """Return the unit whose register the person writes, the one that `don-vi` names. Raises PermissionDenied."""
    code = request.POST.get("don-vi") or request.GET.get("don-vi", "")
    unit = unit_to_write(place.user, place.register, code)
    if unit is not None:
        return unit
    named = next((node for node in units_with(place.user, place.register) if not code or node.code == code), None)
    if named is None:
        raise PermissionDenied(_("Đơn vị của bạn không ghi sổ này. Xem các sổ của đơn vị ở trang Sổ theo dõi."))
    check_write(place.user, place.register, named.id)
    return named
