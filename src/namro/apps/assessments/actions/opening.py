"""Beginning a unit's year: its sheet on the edition in force, with a row of assignment for every leaf."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.assessments.actions.filling import subject_of
from namro.apps.assessments.bridge import nano
from namro.apps.assessments.layers_read import tells_final
from namro.apps.assessments.models import Assessment, Assignment, Line
from namro.apps.assessments.standing import settle, standing_of
from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.trees import tree_of
from namro.apps.indicators.values import levels_of
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, Role, Unit, User
from namro.apps.people.permissions import acts_for
from namro.core.base.errors import NamroError
from namro.core.framework.compare import compare


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
    fill_out([sheet])
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


def fill_out(sheets: Sequence[Assessment]) -> None:
    """Give every leaf its row of assignment: owner, internal date and expected proof a year on, "duy trì" where full.

    As many queries whatever the number of sheets.
    """
    known = _rows_before(sheets)
    rows = []
    for sheet in sheets:
        before = known.get(sheet.unit_id, {})
        for key in tree_of(sheet.edition).leaves:
            row, keeps = before.get(key) or (Assignment(), False)
            rows.append(
                Assignment(
                    assessment=sheet,
                    node_id=key,
                    owner_kind=row.owner_kind,
                    owner_user_id=row.owner_user_id,
                    owner_position_id=row.owner_position_id,
                    owner_group_id=row.owner_group_id,
                    due=row.due and _a_year_on(row.due),
                    expected=row.expected,
                    keeps=keeps,
                )
            )
    Assignment.objects.bulk_create(rows, batch_size=2000)


def _a_year_on(day: date) -> date:
    """The same day of the next year; 28 February for one that it does not have."""
    last = day.replace(day=28) if (day.month, day.day) == (2, 29) else day
    return last.replace(year=day.year + 1)


def _rows_before(sheets: Sequence[Assessment]) -> dict[int, dict[str, tuple[Assignment, bool]]]:
    """Return by unit and this year's leaf: last year's assignment, and whether nothing was lost."""
    if not sheets:
        return {}
    units = [sheet.unit_id for sheet in sheets]
    earlier = Assessment.objects.filter(unit__in=units, year=sheets[0].year - 1).select_related("edition", "round")
    before = list(earlier.defer("edition__text"))
    ids = {sheet.pk: sheet for sheet in before}
    trees = {sheet.unit_id: tree_of(sheet.edition) for sheet in sheets}
    moves: dict[tuple[int, int], Mapping[str, str]] = {}
    full = _full_leaves(ids)
    found: dict[int, dict[str, tuple[Assignment, bool]]] = {}
    for row in Assignment.objects.filter(assessment__in=ids, carried=None):
        old = ids[row.assessment_id]
        pair = (old.edition_id, id(trees[old.unit_id]))
        if pair not in moves:
            moves[pair] = compare(tree_of(old.edition), trees[old.unit_id]).ids
        if row.node_id in moves[pair]:
            of_unit = found.setdefault(old.unit_id, {})
            of_unit[moves[pair][row.node_id]] = (row, (old.pk, row.node_id) in full)
    return found


def _full_leaves(sheets: Mapping[int, Assessment]) -> set[tuple[int, str]]:
    """Return (sheet, leaf) of the typed leaves that got all their points, final ones where they are told."""
    maxima = {key: tree_of(sheet.edition).maxima for key, sheet in sheets.items()}
    rows = Line.objects.filter(assessment__in=sheets, carried=None)
    full = set()
    for key, node, claimed, final in rows.values_list("assessment", "node_id", "claimed_nano", "final_nano"):
        told = final is not None and tells_final(sheets[key])
        got, most = final if told else claimed, maxima[key].get(node)
        if got is not None and most is not None and got >= nano(most):
            full.add((key, node))
    return full
