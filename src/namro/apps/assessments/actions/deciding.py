"""Deciding where what a new edition left behind goes: to the criterion proposed, to another one, or nowhere.

What the target has already is kept: what comes fills what is empty there, and the rest stays with its old criterion.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.assessments.actions.assigning import in_words, note_changes
from namro.apps.assessments.actions.filling import check_open, fields_of, set_fields, subject_of
from namro.apps.assessments.expecting import Pieces, pieces_of
from namro.apps.assessments.models import Assessment, Assignment, Attached, Carried, Line, LineEvent
from namro.apps.assessments.news import criteria_moved
from namro.apps.assessments.permissions import check_fill_all
from namro.apps.assessments.queries.sheets import row_locked
from namro.apps.assessments.standing import settle, standing_of
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.core.base.errors import NamroError
from namro.core.framework.model import Framework


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where a line goes ("": it is kept without a place); `version` is the line's that the person saw."""

    target: str
    version: int


@transaction.atomic
def decide(user: User, sheet: Assessment, verdicts: Mapping[int, Verdict], *, at: datetime) -> list[Carried]:
    """Decide about lines, by id, all or none. Raises NamroError, PermissionDenied."""
    sheet = row_locked(sheet)
    check_fill_all(user, sheet)
    check_open(sheet)
    framework = tree_of(sheet.edition)
    rows = list(sheet.carried.filter(pk__in=verdicts).select_related("decided_by", "edition").order_by("move", "place"))
    if not rows or len(rows) < len(verdicts):
        raise NamroError(_("Có dòng không còn trong danh sách cần quyết định. Tải lại trang."), code="gone")
    for row in rows:
        verdict = verdicts[row.pk]
        _check(row, verdict, framework)
        if verdict.target and row.old_id:
            _move(user, sheet, row, verdict.target, framework=framework, at=at)
        row.target, row.decided_by, row.decided_at, row.version = verdict.target, user, at, row.version + 1
        row.save(update_fields=["target", "decided_by", "decided_at", "version"])
    settle(standing_of(sheet))
    moves = {
        (row.old_id, row.old_name): (row.target, framework.names[row.target])
        for row in rows
        if row.old_id and row.target
    }
    criteria_moved.send(Assessment, sheet=sheet, by=user, at=at, moves=moves)
    told = ", ".join(f"{row.old_id or '+'} → {row.target or '–'}" for row in rows)
    record(user, AuditEntry.Act.SHEET_CARRIED, at=at, subject=subject_of(sheet), note=told[:400])
    return rows


def targets_of(row: Carried, framework: Framework) -> tuple[str, ...]:
    """Return the ids that a line may go to: leaves for a leaf, items for an item, itself for a new criterion."""
    if not row.old_id:
        return (row.proposed,)
    if row.old_id in tree_of(row.edition).leaves:
        return tuple(framework.leaves)
    return tuple(item.id for item in framework.items)


def takeable(row: Carried, framework: Framework) -> bool:
    """Whether the proposal can be taken as it is: it names a criterion that is scored, not a group."""
    return bool(row.proposed) and row.proposed in targets_of(row, framework)


def _check(row: Carried, verdict: Verdict, framework: Framework) -> None:
    if row.version != verdict.version or (row.decided_at and row.target):
        assert row.decided_by is not None
        where = _("chuyển vào %(id)s") % {"id": row.target} if row.target else _("giữ ngoài phiếu")
        told = {"person": row.decided_by.full_name, "id": row.old_id or row.proposed, "where": where}
        raise NamroError(_("%(person)s vừa quyết định dòng %(id)s: %(where)s. Tải lại trang.") % told, code="conflict")
    if verdict.target and verdict.target not in targets_of(row, framework):
        told = {"id": verdict.target[:40]}
        raise NamroError(_("Không chuyển vào “%(id)s” được. Chọn một tiêu chí trong danh sách.") % told, code="target")


def _move(user: User, sheet: Assessment, row: Carried, target: str, *, framework: Framework, at: datetime) -> None:
    _move_line(user, row, target, framework=framework, at=at)
    own = _move_assignment(user, sheet, row, target, at=at)
    leaf = framework.leaves.get(target)
    pieces = {piece.id for piece in pieces_of(leaf.node, own)} if leaf else set()
    there = set(sheet.attached.filter(Attached.STANDING, node_id=target).values_list("evidence_id", flat=True))
    moved = [one for one in row.attached.all() if one.removed_at or one.evidence_id not in there]
    for one in moved:
        one.carried, one.node_id = None, target
        one.expected_id = one.expected_id if one.expected_id in pieces else ""
    Attached.objects.bulk_update(moved, ["carried", "node_id", "expected_id"])


def _move_line(user: User, row: Carried, target: str, *, framework: Framework, at: datetime) -> None:
    came = row.lines.first()
    if came is None:
        return
    line = Line.objects.filter(assessment=row.assessment_id, carried=None, node_id=target).first()
    if line is None:
        came.carried, came.node_id = None, target
        line, brought = came, fields_of(came)
    else:
        brought = fields_of(came)
    was = fields_of(line)
    now = {name: was[name] or brought[name] for name in was}
    if was["points"] or was["not_applicable"]:
        now |= {name: was[name] for name in ("points", "not_applicable", "reason")}
    leaf = framework.leaves.get(target)
    if leaf is not None and leaf.source != "appraisal":
        now["points"] = ""  # facts or the survey give them: typed ones have no cell there
    changed = {name: value for name, value in now.items() if value != was[name]}
    if changed:
        set_fields(line, now)
        line.version, line.by, line.at = line.version + 1, user, at
    line.save()
    LineEvent.objects.bulk_create(
        LineEvent(line=line, version=line.version, field=name, old=was[name], new=value, by=user, at=at)
        for name, value in changed.items()
    )


def _move_assignment(user: User, sheet: Assessment, row: Carried, target: str, *, at: datetime) -> Pieces | None:
    """Bring owner, day and expected proof along where the target has none; return what the target expects then."""
    came = row.assignments.first()
    there = sheet.assignments.filter(carried=None, node_id=target).first()
    if came is None:
        return there.expected if there else None
    if there is not None and not there.changes.exists() and _is_blank(there):
        there.delete()  # a place kept free, which nobody has written in
        there = None
    if there is None:
        came.carried, came.node_id = None, target
        came.save(update_fields=["carried", "node_id"])
        return came.expected
    before = {there.pk: in_words(sheet, there)}
    _fill_from(there, came)
    note_changes(user, sheet, [there], before=before, at=at)
    return there.expected


def _is_blank(row: Assignment) -> bool:
    return not (row.owner_kind or row.due or row.note or row.keeps) and row.expected is None


def _fill_from(row: Assignment, other: Assignment) -> None:
    if not row.owner_kind:
        row.owner_kind = other.owner_kind
        row.owner_user_id, row.owner_position_id = other.owner_user_id, other.owner_position_id
        row.owner_group_id = other.owner_group_id
    row.due = row.due or other.due
    row.expected = other.expected if row.expected is None else row.expected
    row.note = row.note or other.note
    row.version += 1
    row.save()
