"""Beginning a unit's year: its sheet on the edition in force, with a row of assignment for every leaf."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.assessments.actions.filling import subject_of
from namro.apps.assessments.models import Assessment, Assignment
from namro.apps.assessments.queries.last_year import YearBefore, year_before
from namro.apps.assessments.standing import settle, standing_of
from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.trees import tree_of
from namro.apps.indicators.values import levels_of
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, Role, Unit, User
from namro.apps.people.permissions import acts_for
from namro.core.base.errors import NamroError
from namro.core.framework.compare import compare
from namro.core.framework.model import Framework


@transaction.atomic
def open_sheet(user: User, unit: Unit, year: int, edition: Edition, *, at: datetime) -> Assessment:
    """Begin the sheet of a unit and year. Raises NamroError where there is one, or the edition does not fit.

    It is provisional where the edition does not score the year: the year's own is still to come.
    """
    check_open_sheet(user, unit)
    framework = tree_of(edition)
    level = levels_of([unit.pk], year).get(unit.pk, "")
    if not edition.is_published or framework.level != level:
        raise NamroError(_("Chọn một bộ tiêu chí đã công bố, đúng cấp của đơn vị."), code="edition")
    sheet, fresh = Assessment.objects.get_or_create(
        unit=unit,
        year=year,
        defaults={"edition": edition, "provisional": not framework.scores(year), "state_at": at},
    )
    if not fresh:
        raise NamroError(_("Đơn vị đã có phiếu năm %(year)d.") % {"year": year}, code="there")
    fill_out(sheet)
    settle(standing_of(sheet))
    record(user, AuditEntry.Act.SHEET_OPENED, at=at, subject=subject_of(sheet), note=str(edition))
    return sheet


def check_open_sheet(user: User, unit: Unit) -> None:
    """Raise PermissionDenied when the person may not begin the unit's year."""
    if not can_open_sheet(user, unit):
        raise PermissionDenied(_("Chỉ đầu mối cải cách hành chính của đơn vị mở phiếu của năm."))


def can_open_sheet(user: User, unit: Unit) -> bool:
    """Whether the person may begin the unit's year."""
    return acts_for(user, unit.pk, Role.COORDINATOR)


def fill_out(sheet: Assessment) -> None:
    """Give every leaf its row of assignment: owner and expected proof of last year's sheet, "duy trì" where full."""
    before = year_before(sheet)
    framework = tree_of(sheet.edition)
    known = _assignments_before(before, framework)
    rows = []
    for key in framework.leaves:
        row = known.get(key) or Assignment()
        last = before.rows.get(key)
        rows.append(
            Assignment(
                assessment=sheet,
                node_id=key,
                owner_kind=row.owner_kind,
                owner_user_id=row.owner_user_id,
                owner_position_id=row.owner_position_id,
                owner_group_id=row.owner_group_id,
                expected=row.expected,
                keeps=last is not None and last.full,
            )
        )
    Assignment.objects.bulk_create(rows, batch_size=500)


def _assignments_before(before: YearBefore, framework: Framework) -> dict[str, Assignment]:
    if before.sheet is None:
        return {}
    ids = compare(tree_of(before.sheet.edition), framework).ids
    rows = before.sheet.assignments.filter(carried=None)
    return {ids[row.node_id]: row for row in rows if row.node_id in ids}
