"""A sheet goes on with another edition: what is the same criterion moves by itself, the rest waits for a decision.

Nothing is dropped: every line, assignment and piece of proof is in the sheet afterwards, or waits under its `Carried`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from namro.apps.assessments.actions.filling import check_open, subject_of
from namro.apps.assessments.models import Assessment, Assignment, Attached, Carried, Line
from namro.apps.assessments.news import criteria_moved
from namro.apps.assessments.permissions import check_fill_all
from namro.apps.assessments.queries.sheets import row_locked
from namro.apps.assessments.standing import settle, standing_of
from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.core.base.errors import NamroError
from namro.core.framework.carrying import ToDecide, carrying
from namro.core.framework.compare import compare
from namro.core.framework.model import Framework

#: What hangs on a criterion's id.
_HANGING: tuple[type[Any], ...] = (Line, Assignment, Attached)
_BATCH = 500


@transaction.atomic
def change_edition(user: User, sheet: Assessment, edition: Edition, *, at: datetime) -> Assessment:
    """Take a sheet to another edition. Raises NamroError, PermissionDenied, and then nothing moved."""
    sheet = row_locked(sheet)
    check_fill_all(user, sheet)
    check_open(sheet)
    old, new = tree_of(sheet.edition), _fitting(sheet, edition)
    compared = compare(old, new)
    found = carrying(old, new, compared)
    waiting = _made_to_wait(sheet, [*found.leaves.to_decide, *found.items.to_decide], old)
    _rename(sheet, {one.old_id: one.new_id for one in (*found.leaves.moved, *found.items.moved)}, waiting)
    _follow(sheet, compared.ids, waiting)
    sheet.edition, sheet.provisional = edition, not new.scores(sheet.year)
    sheet.version += 1
    sheet.save(update_fields=["edition", "provisional", "version"])
    _fill_gaps(sheet, new)
    settle(standing_of(sheet))
    names = old.names
    moves = {
        (one.old_id, names[one.old_id]): (one.new_id, one.name) for one in (*found.leaves.moved, *found.items.moved)
    }
    criteria_moved.send(Assessment, sheet=sheet, by=user, at=at, moves=moves)
    note = f"{edition}. {found.leaves.sentence}"
    record(user, AuditEntry.Act.SHEET_CARRIED, at=at, subject=subject_of(sheet), note=note[:400])
    return sheet


def _fitting(sheet: Assessment, edition: Edition) -> Framework:
    """The tree of the edition. Raises NamroError for one that the sheet cannot go on with."""
    if edition.pk == sheet.edition_id:
        raise NamroError(_("Phiếu đang dùng bộ tiêu chí này rồi. Tải lại trang."), code="same")
    if not edition.is_published or edition.level != sheet.edition.level:
        raise NamroError(_("Chọn một bộ tiêu chí đã công bố, đúng cấp của đơn vị."), code="edition")
    if sheet.round is not None and sheet.round.edition_id != edition.pk:
        raise NamroError(
            _("Phiếu thuộc “%(round)s” nên dùng bộ tiêu chí của kỳ đó. Cơ quan tổ chức đổi ở kỳ đánh giá.")
            % {"round": sheet.round.title},
            code="round",
        )
    return tree_of(edition)


def _made_to_wait(sheet: Assessment, lines: Iterable[ToDecide], old: Framework) -> dict[str, Carried]:
    """Give every line that somebody decides its row; return those of the old edition by id."""
    move = (sheet.carried.aggregate(last=Max("move"))["last"] or 0) + 1
    names = old.names
    rows = [
        Carried(
            assessment=sheet,
            edition=sheet.edition,
            move=move,
            place=place,
            old_id=line.old_id or "",
            old_name=names.get(line.old_id or "", line.name)[:500],
            proposed=line.new_id or "",
            why=line.reason[:1000],
        )
        for place, line in enumerate(lines, start=1)
    ]
    Carried.objects.bulk_create(rows, batch_size=_BATCH)
    return {row.old_id: row for row in rows if row.old_id}


def _rename(sheet: Assessment, ids: Mapping[str, str], waiting: Mapping[str, Carried]) -> None:
    """Put what waits under its row, then what moves under its new id: by way of names nothing has, for ids may swap."""
    for model in _HANGING:
        rows = list(model.objects.filter(assessment=sheet, carried=None))
        held = [row for row in rows if row.node_id not in ids]
        for row in held:
            row.carried = waiting[row.node_id]
        model.objects.bulk_update(held, ["carried"], batch_size=_BATCH)
        moving = [row for row in rows if ids.get(row.node_id, row.node_id) != row.node_id]
        targets = [ids[row.node_id] for row in moving]
        for names in ([f"~{place}" for place in range(len(moving))], targets):
            for row, name in zip(moving, names, strict=True):
                row.node_id = name
            model.objects.bulk_update(moving, ["node_id"], batch_size=_BATCH)


def _follow(sheet: Assessment, ids: Mapping[str, str], fresh: Mapping[str, Carried]) -> None:
    """Let the proposals of earlier moves that nobody decided about lead into the new edition."""
    older = sheet.carried.filter(decided_at=None).exclude(pk__in=[row.pk for row in fresh.values()])
    rows = [row for row in older if row.old_id and row.proposed]
    for row in rows:
        row.proposed = ids.get(row.proposed, "")
    Carried.objects.bulk_update(rows, ["proposed"], batch_size=_BATCH)


def _fill_gaps(sheet: Assessment, framework: Framework) -> None:
    """Give every leaf of the new edition that got none an empty row of assignment."""
    there = set(sheet.assignments.filter(carried=None).values_list("node_id", flat=True))
    made = [Assignment(assessment=sheet, node_id=key) for key in framework.leaves if key not in there]
    Assignment.objects.bulk_create(made, batch_size=_BATCH)
