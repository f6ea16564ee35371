"""Who may do what with sheets and rounds. `check_…` raises the reason, `can_…` answers."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from namro.apps.assessments.models import Assessment, Round
from namro.apps.people.models import Role, User
from namro.apps.people.permissions import Handovers, acts_for, of_own_units, of_units_read_by
from namro.core.assessment.stages import HANDED_IN, Party
from namro.core.improvement.owners import Owner


def readable_by(user: User, prefix: str = "", handovers: Handovers | None = None) -> Q:
    """Return the condition on sheets that the person may read; `prefix` is the path to the sheet, such as `lines__`.

    Everybody reads the sheets of the own units and of those that these took over from. Departments and the council
    read what was handed in: a draft is its unit's own.
    """
    if user.standing.is_admin:
        return Q()
    handed_in = Q(**{f"{prefix}state__in": [state.value for state in HANDED_IN]})
    return of_own_units(user, f"{prefix}unit", handovers) | (
        of_units_read_by(user, f"{prefix}unit", handovers) & handed_in
    )


def parties(user: User, sheet: Assessment) -> frozenset[Party]:
    """Return what the person is to a sheet."""
    found = set()
    if acts_for(user, sheet.unit_id, Role.COORDINATOR):
        found.add(Party.COORDINATOR)
        if sheet.round is None or sheet.round.alone:
            found.add(Party.ORGANISER)
    if acts_for(user, sheet.unit_id, Role.LEADER):
        found.add(Party.LEADER)
    if sheet.round is not None and organises(user, sheet.round):
        found.add(Party.ORGANISER)
    return frozenset(found)


def organises(user: User, one: Round) -> bool:
    """Whether the person runs the round: the council, or the coordinator of a commune alone."""
    if one.alone:
        return acts_for(user, one.organiser_id, Role.COORDINATOR)
    return user.standing.has(Role.COUNCIL)


def check_organises(user: User, one: Round) -> None:
    """Raise PermissionDenied when the round is not the person's to run."""
    if not organises(user, one):
        raise PermissionDenied(_("Chỉ cơ quan tổ chức kỳ đánh giá được làm việc này."))


def can_fill_all(user: User, sheet: Assessment) -> bool:
    """Whether the person may fill every row, give rows out and change the words of the sheet."""
    return acts_for(user, sheet.unit_id, Role.COORDINATOR)


def check_fill_all(user: User, sheet: Assessment) -> None:
    """Raise PermissionDenied when the sheet is not the person's to run."""
    if not can_fill_all(user, sheet):
        raise PermissionDenied(_("Chỉ đầu mối cải cách hành chính của đơn vị phân công và sửa phiếu."))


def owns(user: User, owner: Owner | None) -> bool:
    """Whether a row's owner is the person today."""
    return owner is not None and any(one.key == str(user.pk) for one in owner.holders(user.standing.day))


def can_fill(user: User, sheet: Assessment, owner: Owner | None) -> bool:
    """Whether the person may fill a row; `owner` is the row's."""
    return can_fill_all(user, sheet) or (works_for(user, sheet) and owns(user, owner))


def check_fill(user: User, sheet: Assessment, owner: Owner | None) -> None:
    """Raise PermissionDenied when the row is not the person's to fill."""
    if not can_fill(user, sheet, owner):
        raise PermissionDenied(_("Chỉ đầu mối của đơn vị và người được giao tiêu chí này chấm điểm ở đây."))


def works_for(user: User, sheet: Assessment) -> bool:
    """Whether the person works in the sheet's unit (watchers read only)."""
    return acts_for(user, sheet.unit_id, Role.COORDINATOR, Role.OFFICER, Role.LEADER)
