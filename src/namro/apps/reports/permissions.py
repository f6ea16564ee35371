"""Who may do what with reports. `check_…` raises the reason, `can_…` answers."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from namro.apps.people.models import LOCAL, Role, User
from namro.apps.people.permissions import acts_for, of_units_read_by
from namro.apps.people.queries.organisation import tree_on, unit_handovers
from namro.apps.reports.models import Contribution, Report
from namro.core.base.spans import with_origins
from namro.core.improvement.owners import Owner
from namro.core.reporting.states import FROZEN, OUT, State
from namro.core.reporting.states import Role as ReportRole

#: Who works on the reports of their unit and so reads what is not sent yet.
_WORK = (Role.OFFICER, Role.COORDINATOR, Role.LEADER)
#: Who reads the reports of the units below.
_UPPER = (Role.COUNCIL, Role.APPRAISER)


def readable_by(user: User) -> Q:
    """Return the condition on reports that the person may read.

    Drafts are read by those who work in the unit (or in one that took over from it); what was sent by everybody who
    reads about the unit: its watchers, the departments, the council.
    """
    own = user.standing.units(*_WORK)
    if own:
        own = with_origins(own, unit_handovers(), user.standing.day)
    return Q(unit__in=own) | Q(Q(state__in=list(OUT)), of_units_read_by(user, "unit"))


def roles_of(user: User, report: Report) -> frozenset[ReportRole]:
    """Return what the person is to a report."""
    found = set()
    if can_coordinate(user, report.unit_id):
        found.add(ReportRole.COORDINATOR)
    if acts_for(user, report.unit_id, Role.LEADER):
        found.add(ReportRole.LEADER)
    if can_oversee(user) and not acts_for(user, report.unit_id, *Role) and State(report.state) in OUT:
        found.add(ReportRole.UPPER)
    return frozenset(found)


def can_coordinate(user: User, unit: int) -> bool:
    """Whether the person writes whole reports of a unit, names who contributes, sends."""
    return acts_for(user, unit, Role.COORDINATOR)


def check_coordinate(user: User, unit: int) -> None:
    """Raise PermissionDenied when the reports of the unit are not the person's to put together."""
    if not can_coordinate(user, unit):
        raise PermissionDenied(_("Chỉ đầu mối cải cách hành chính của đơn vị lập, phân công và gửi báo cáo."))


def owns(user: User, owner: Owner | None) -> bool:
    """Whether the person owes what the owner owes, today."""
    return owner is not None and any(one.key == str(user.pk) for one in owner.holders(user.standing.day))


def can_contribute(user: User, contribution: Contribution, owner: Owner | None) -> bool:
    """Whether the person may write this section: its owner and the coordinator, while the report is being written."""
    if State(contribution.report.state) in FROZEN:
        return False
    return owns(user, owner) or can_coordinate(user, contribution.report.unit_id)


def check_contribute(user: User, contribution: Contribution, owner: Owner | None) -> None:
    """Raise PermissionDenied with why the person may not write the section."""
    if State(contribution.report.state) in FROZEN:
        raise PermissionDenied(_("Báo cáo đã trình: nội dung không sửa được nữa. Nhờ đầu mối rút lại để sửa."))
    if not can_contribute(user, contribution, owner):
        raise PermissionDenied(_("Mục này giao cho người khác. Chỉ người được giao và đầu mối viết mục này."))


def can_oversee(user: User) -> bool:
    """Whether the person sees which units have reported, and merges their reports."""
    return user.standing.has(*_UPPER)


def check_oversee(user: User) -> None:
    """Raise PermissionDenied when the person is not of the upper level."""
    if not can_oversee(user):
        raise PermissionDenied(_("Chỉ cấp nhận báo cáo (hội đồng, sở) xem các đơn vị đã, chưa báo cáo và tổng hợp."))


def can_settle(user: User, unit: int) -> bool:
    """Whether the person settles days and recipients for a unit: its coordinator; the council for a province."""
    if can_coordinate(user, unit):
        return True
    node = tree_on(user.standing.day).nodes.get(unit)
    return user.standing.has(Role.COUNCIL, Role.ADMIN) and node is not None and node.kind not in LOCAL


def check_settle(user: User, unit: int) -> None:
    """Raise PermissionDenied when the days of the unit's reports are not the person's to settle."""
    if not can_settle(user, unit):
        raise PermissionDenied(
            _("Chỉ đầu mối của đơn vị (hoặc hội đồng, quản trị cho cả tỉnh) đặt hạn và nơi nhận báo cáo.")
        )
