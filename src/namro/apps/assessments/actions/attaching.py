"""Attaching evidence to criteria and taking it away again; what was attached stays on record, with by whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from namro.apps.assessments.actions.assigning import check_not_handed_in
from namro.apps.assessments.actions.filling import subject_of
from namro.apps.assessments.expecting import pieces_of
from namro.apps.assessments.models import Assessment, Attached
from namro.apps.assessments.permissions import can_fill_all, check_fill
from namro.apps.assessments.queries.rounds import due_of
from namro.apps.assessments.queries.sheets import owner_of, row_locked
from namro.apps.frameworks.trees import tree_of
from namro.apps.library.actions import add_files
from namro.apps.library.models import Evidence
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.queries.organisation import unit_handovers
from namro.core.assessment.stages import Stage, State
from namro.core.base.errors import NamroError
from namro.core.base.spans import with_origins
from namro.ui.formats import moment


@dataclass(frozen=True, slots=True)
class Spot:
    """Where evidence is put: a leaf or an item, and which piece of what it expects ("" not said)."""

    node_id: str
    piece: str = ""


@transaction.atomic
def attach(
    user: User, sheet: Assessment, evidence: Collection[int], spots: Sequence[Spot], *, at: datetime
) -> list[Attached]:
    """Attach each piece of evidence at each spot, all or none; return what is new.

    What stands there already stays; at another piece of the same criterion it moves. Raises NamroError,
    PermissionDenied.
    """
    sheet = row_locked(sheet)
    check_proof_open(sheet, at=at)
    rows = _evidence(sheet, evidence, user)
    if not spots:
        raise NamroError(_("Chưa chọn tiêu chí nào. Chọn tiêu chí rồi bấm lại."), code="nothing")
    for spot in spots:
        _check_spot(user, sheet, spot)
    made: list[Attached] = []
    for spot in {spot.node_id: spot for spot in spots}.values():
        there = {row.evidence_id: row for row in _standing(sheet).filter(node_id=spot.node_id)}
        for one in rows:
            before = there.get(one.pk)
            if before is not None and (not spot.piece or before.expected_id == spot.piece):
                continue
            if before is not None:
                _take_away(user, before, at)
            made.append(
                Attached.objects.create(
                    assessment=sheet, node_id=spot.node_id, evidence=one, expected_id=spot.piece, by=user, at=at
                )
            )
    if made:
        told = "; ".join(f"{row.node_id}: {row.evidence.code}" for row in made)
        record(user, AuditEntry.Act.PROOF_ATTACHED, at=at, subject=subject_of(sheet), note=told[:400])
    return made


@transaction.atomic
def attach_new(
    user: User, sheet: Assessment, files: Sequence[Path], spots: Sequence[Spot], *, at: datetime
) -> list[Attached]:
    """Keep files as the unit's evidence of the sheet's year, and attach them, all or nothing; return what is new.

    A file that the unit has already is attached as what it is. Raises NamroError, PermissionDenied.
    """
    for spot in spots:
        _check_spot(user, sheet, spot)
    added = add_files(user, sheet.unit_id, files, year=sheet.year, at=at)
    return attach(user, sheet, {row.pk for row in (*added.made, *added.known)}, spots, at=at)


@transaction.atomic
def detach(user: User, sheet: Assessment, key: int, *, at: datetime) -> Attached:
    """Take one attached piece away; it stays on record. Raises NamroError, PermissionDenied."""
    sheet = row_locked(sheet)
    check_proof_open(sheet, at=at)
    row = _standing(sheet).filter(pk=key).select_related("evidence").first()
    if row is None:
        raise NamroError(_("Minh chứng này đã được bỏ khỏi tiêu chí. Tải lại trang."), code="gone")
    _check_spot(user, sheet, Spot(row.node_id))
    if State(sheet.state) is State.EXPLANATION and row.at < sheet.state_at:
        raise NamroError(
            _("Minh chứng này đã nộp cùng phiếu tự chấm, không bỏ được khi giải trình. Chỉ thêm minh chứng mới."),
            code="handed_in",
        )
    _take_away(user, row, at)
    told = f"{row.node_id}: {row.evidence.code}"
    record(user, AuditEntry.Act.PROOF_DETACHED, at=at, subject=subject_of(sheet), note=told)
    return row


def check_proof_open(sheet: Assessment, *, at: datetime) -> None:
    """Raise NamroError with why proof stays as it is: it is open until the hand-in, and in the explanation."""
    if State(sheet.state) is State.EXPLANATION:
        check_explanation_open(sheet, at=at)
    else:
        check_not_handed_in(sheet)


def check_explanation_open(sheet: Assessment, *, at: datetime) -> None:
    """Raise NamroError with why nothing can be explained now, and who can give more time."""
    if State(sheet.state) is not State.EXPLANATION:
        raise NamroError(
            _("Phiếu đang ở trạng thái “%(state)s”. Chỉ giải trình khi cơ quan tổ chức đã mở bước giải trình.")
            % {"state": sheet.get_state_display()},
            code="state",
        )
    due = due_of(sheet, Stage.EXPLANATION)
    if due is not None and at > due:
        raise NamroError(
            _("Hết hạn giải trình lúc %(due)s. Cơ quan tổ chức kỳ đánh giá có thể gia hạn kèm lý do.")
            % {"due": moment(due)},
            code="too_late",
        )


def _standing(sheet: Assessment) -> QuerySet[Attached]:
    return sheet.attached.filter(Attached.STANDING)


def _take_away(user: User, row: Attached, at: datetime) -> None:
    row.removed_by, row.removed_at = user, at
    row.save(update_fields=["removed_by", "removed_at"])


def _evidence(sheet: Assessment, ids: Collection[int], user: User) -> list[Evidence]:
    """The evidence, if it is the unit's own, or of one that it took over from."""
    if not ids:
        raise NamroError(_("Chưa chọn minh chứng nào. Chọn minh chứng rồi bấm lại."), code="nothing")
    own = with_origins({sheet.unit_id}, unit_handovers(), user.standing.day)
    rows = list(Evidence.objects.filter(pk__in=ids, unit__in=own, removed_at=None).order_by("pk"))
    if len(rows) < len(set(ids)):
        raise NamroError(
            _("Có minh chứng không còn trong thư viện của đơn vị. Tải lại trang rồi chọn lại."), code="evidence"
        )
    return rows


def _check_spot(user: User, sheet: Assessment, spot: Spot) -> None:
    framework = tree_of(sheet.edition)
    leaf = framework.leaves.get(spot.node_id)
    if leaf is None and all(item.id != spot.node_id for item in framework.items):
        raise NamroError(
            _("Bộ tiêu chí của phiếu không có mục “%(id)s”. Tải lại trang.") % {"id": spot.node_id[:40]}, code="node"
        )
    if not can_fill_all(user, sheet):
        check_fill(user, sheet, owner_of(sheet, spot.node_id, user.standing.day))
    if not spot.piece:
        return
    own = sheet.assignments.filter(carried=None, node_id=spot.node_id).values_list("expected", flat=True).first()
    if leaf is None or all(piece.id != spot.piece for piece in pieces_of(leaf.node, own)):
        raise NamroError(
            _("Tiêu chí %(id)s không còn mục minh chứng này. Tải lại trang rồi chọn lại.") % {"id": spot.node_id},
            code="piece",
        )
