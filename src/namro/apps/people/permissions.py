"""Who may do what to the organisation, and whose work a person sees. `check_…` raises the reason, `can_…` answers."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import DateTimeField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from namro.apps.people.models import LOCAL, Holding, Role, Unit, UnitSpan, User
from namro.apps.people.queries.organisation import unit_handovers
from namro.core.base.spans import Handover, successors, with_origins

#: Roles that see the work of everybody in their unit.
OF_THE_UNIT = (Role.COORDINATOR, Role.LEADER, Role.WATCHER)
#: Roles that see the work of everybody in the province.
OF_ALL = (Role.ADMIN, Role.COUNCIL)

Handovers = tuple[Handover[int], ...]


def can_manage(user: User) -> bool:
    """Whether the person may make, change and end units and positions, and appoint people."""
    return user.standing.has(Role.ADMIN)


def check_manage(user: User) -> None:
    """Raise PermissionDenied when the organisation is not the person's to change."""
    if not can_manage(user):
        raise PermissionDenied(_("Chỉ quản trị lập, đổi, kết thúc đơn vị, chức danh và bổ nhiệm. Hãy nhờ quản trị."))


def can_group(user: User, unit: int) -> bool:
    """Whether the person may make and change the groups of a unit: they give no role, only work."""
    return can_manage(user) or unit in user.standing.units(Role.COORDINATOR)


def check_group(user: User, unit: int) -> None:
    """Raise PermissionDenied when the groups of the unit are not the person's to change."""
    if not can_group(user, unit):
        raise PermissionDenied(
            _("Chỉ quản trị và đầu mối cải cách hành chính của đơn vị lập và sửa nhóm. Hãy nhờ đầu mối.")
        )


def can_read_record(user: User) -> bool:
    """Whether the person may read the audit record of everybody."""
    return user.standing.has(*OF_ALL)


def check_read_record(user: User) -> None:
    """Raise PermissionDenied when the audit record is not the person's to read."""
    if not can_read_record(user):
        raise PermissionDenied(
            _("Chỉ quản trị và hội đồng thẩm định xem nhật ký chung. Lịch sử của từng đơn vị có ở trang Tổ chức.")
        )


def can_erase_words(user: User) -> bool:
    """Whether the person may erase the words of a line of the audit record."""
    return user.standing.has(Role.ADMIN)


def check_erase_words(user: User) -> None:
    """Raise PermissionDenied when the person may not erase words of the audit record."""
    if not can_erase_words(user):
        raise PermissionDenied(_("Chỉ quản trị xóa nội dung một dòng nhật ký. Hãy nhờ quản trị."))


def handovers_for(user: User) -> Handovers:
    """Return which unit took over from which, asked once for a person's standing: a page asks at many places."""
    kept: dict[str, Any] = vars(user)
    if kept.get("_handovers_of") is not user.standing:
        kept["_handovers_of"], kept["_handovers"] = user.standing, unit_handovers()
    found: Handovers = kept["_handovers"]
    return found


def acts_for(user: User, unit: int, *roles: Role) -> bool:
    """Whether the person has one of the roles in a unit, or in one that took over from it."""
    own = user.standing.units(*roles)
    if unit in own or not own:
        return bool(own)
    heirs = successors(unit, handovers_for(user), user.standing.day)
    return not own.isdisjoint(heirs)


def of_own_units(user: User, path: str, handovers: Handovers | None = None) -> Q:
    """Return the condition on rows of the person's own units and of those that these took over from."""
    own = user.standing.units()
    if own:
        own = with_origins(own, handovers_for(user) if handovers is None else handovers, user.standing.day)
    return Q(**{f"{path}__in": own})


def of_units_read_by(user: User, path: str, handovers: Handovers | None = None) -> Q:
    """Return the condition on rows that belong to a unit the person reads about; `path` leads to the unit.

    `handovers` may be given where they are at hand.

    Everybody reads about the own units and those that these took over from; departments about the communes too.
    """
    if user.standing.has(*OF_ALL):
        return Q()
    seen = of_own_units(user, path, handovers)
    if user.standing.has(Role.APPRAISER):
        seen |= Q(**{f"{path}__in": UnitSpan.objects.filter(kind__in=LOCAL).values("unit")})
    return seen


def units_read_by(user: User, handovers: Handovers | None = None) -> QuerySet[Unit]:
    """The units that the person reads about, bodies left out."""
    return Unit.objects.filter(of_units_read_by(user, "pk", handovers), home=None)


def work_seen_by(user: User, *, author: str, at: str) -> Q:
    """Return the condition on rows whose work the person sees, in the person's standing of today.

    `author` is the row's field that names who made it, `at` the field with the moment. Work belongs to the unit in
    which its author held a position on that day: who moves away leaves it behind, and a unit that took over from
    another sees what was done there.
    """
    standing = user.standing
    if standing.has(*OF_ALL):
        return Q()
    own = standing.units(*OF_THE_UNIT)
    if own:
        own = with_origins(own, unit_handovers(), standing.day)
    seen = Q(position__unit__in=own) | Q(position__unit__home__in=own)
    if standing.has(Role.APPRAISER):
        communes = UnitSpan.objects.filter(kind__in=LOCAL).values("unit")
        seen |= Q(position__unit__in=communes) | Q(position__unit__home__in=communes)
    elif not own:
        return Q(**{author: user})
    # The wrapper tells Django the type, which a reference to an outer row does not know.
    day = TruncDate(ExpressionWrapper(OuterRef(at), output_field=DateTimeField()))
    then = Holding.objects.filter(seen, user=OuterRef(author), since__lte=day)
    return Q(Q(**{author: user}), Exists(then.filter(Q(until__isnull=True) | Q(until__gt=day))), _connector=Q.OR)
