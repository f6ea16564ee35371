"""A workbook that was filled in without the network: read, shown as differences, written cell by cell."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.assessments.actions.filling import EXPLANATION, NOT_APPLICABLE, POINTS, REASON, Cell, check_open, fill
from namro.apps.assessments.models import Assessment, Incoming, Line
from namro.apps.assessments.permissions import can_fill_all, owns, works_for
from namro.apps.assessments.queries.sheets import assignments_of, owners_by_node
from namro.apps.assessments.score_sheet import score_sheet_of
from namro.apps.people.models import User
from namro.core.assessment import sheet_upload
from namro.core.assessment.score_sheet import NO_REASON
from namro.core.base.errors import NamroError
from namro.core.scoring.numbers import plain
from namro.documents.workbooks import sheet_from_workbook


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that the file wants otherwise: when the workbook was made, now, in the file; `version` is the row's now.

    `clash`: it changed on the site since the workbook was made. `mine`: the person may fill it.
    """

    node: str
    field: str
    base: str
    now: str
    new: str
    version: int
    clash: bool
    mine: bool

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.field}:{self.node}"


def check_bring(user: User, sheet: Assessment) -> None:
    """Raise PermissionDenied, or NamroError with the lock, where the person cannot bring a filled workbook."""
    if not works_for(user, sheet):
        raise PermissionDenied(_("Chỉ người làm việc ở đơn vị của phiếu đưa tệp đã điền lên."))
    check_open(sheet)


@transaction.atomic
def stage_offline(user: User, sheet: Assessment, path: Path, *, name: str, at: datetime) -> Incoming:
    """Read a filled workbook of the sheet and keep what it wants. Raises UnreadableDocument, NamroError.

    Faults do not raise: they are shown beside the cells that can be taken.
    """
    check_bring(user, sheet)
    found = sheet_from_workbook(path, score_sheet_of(sheet, user.standing.day))
    content = {
        "changes": [
            [one.node_id, one.field, one.base_version, _text(one.base_value), _text(one.value)] for one in found.changes
        ],
        "faults": [str(one) for one in found.faults],
        "remarks": [str(one) for one in found.remarks],
    }
    return replaced(user, sheet, Incoming.Kind.OFFLINE, name=name, content=content, at=at)


def replaced(
    user: User, sheet: Assessment, kind: Incoming.Kind, *, name: str, content: Mapping[str, object], at: datetime
) -> Incoming:
    """Keep what was read in place of what the person brought before."""
    Incoming.objects.filter(assessment=sheet, by=user, kind=kind).delete()
    return Incoming.objects.create(assessment=sheet, kind=kind, name=name[:200], content=content, by=user, at=at)


def differences(user: User, sheet: Assessment, incoming: Incoming) -> list[Difference]:
    """Return what would change now, cell by cell; what the sheet says already is left out."""
    changes = incoming.content["changes"]
    lines = {line.node_id: line for line in sheet.lines.filter(carried=None, node_id__in=[one[0] for one in changes])}
    mine = _filled_by(user, sheet)
    found = []
    for node, field, _version, base, new in changes:
        line = lines.get(node)
        now = said(line, field)
        if now != new:
            version = line.version if line else 0
            allowed = mine is None or node in mine
            found.append(Difference(node, field, base, now, new, version, now != base, allowed))
    return found


@transaction.atomic
def write_offline(
    user: User, sheet: Assessment, incoming: Incoming, *, chosen: Collection[str], seen: Mapping[str, int], at: datetime
) -> int:
    """Write the chosen cells as one act of filling and return how many; what was brought is gone then.

    `seen` are the versions of the rows that the person had before the eyes. Raises CellConflict, NamroError.
    """
    check_bring(user, sheet)
    wanted = [one for one in differences(user, sheet, incoming) if one.key in chosen]
    if not wanted:
        raise NamroError(_("Chưa chọn ô nào. Đánh dấu các ô cần ghi, hoặc bỏ tệp."), code="nothing")
    fill(user, sheet, [cell for one in wanted for cell in _cells(one, seen.get(one.node, 0))], at=at)
    incoming.delete()
    return len(wanted)


def _cells(one: Difference, version: int) -> Iterator[Cell]:
    if one.field == sheet_upload.NOT_APPLICABLE:
        yield Cell(one.node, NOT_APPLICABLE, "1" if one.new else "", version)
        yield Cell(one.node, REASON, one.new, version)
    else:
        yield Cell(one.node, POINTS if one.field == sheet_upload.POINTS else EXPLANATION, one.new, version)


def said(line: Line | None, field: str) -> str:
    """Return what a row says in a cell of the workbook, as `stage_offline` keeps it."""
    if line is None:
        return ""
    if field == sheet_upload.POINTS:
        return _text(line.claimed)
    if field == sheet_upload.NOT_APPLICABLE:
        return (line.reason or NO_REASON) if line.not_applicable else ""
    return line.explanation


def _text(value: Decimal | str | None) -> str:
    return plain(value) if isinstance(value, Decimal) else (value or "").strip()


def _filled_by(user: User, sheet: Assessment) -> frozenset[str] | None:
    """The rows that the person answers for; None: all."""
    if can_fill_all(user, sheet):
        return None
    owners = owners_by_node(assignments_of(sheet), user.standing.day)
    return frozenset(node for node, owner in owners.items() if owns(user, owner))
