"""Filling cells: points, not applicable with its reason, explanation; each change is kept, none is lost silently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.assessments.bridge import nano
from namro.apps.assessments.models import Assessment, Line, LineEvent
from namro.apps.assessments.permissions import can_fill_all, check_fill, check_fill_all
from namro.apps.assessments.queries.sheets import owner_of, row_locked
from namro.apps.assessments.standing import Standing, settle, standing_of, with_lines
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.permissions import Handovers
from namro.core.assessment.stages import State, lock_of
from namro.core.base.errors import NamroError
from namro.core.base.folding import tidy, writable
from namro.core.scoring.claims import check_claim, parse_points
from namro.core.scoring.numbers import plain

POINTS, NOT_APPLICABLE, REASON, EXPLANATION = FIELDS = ("points", "not_applicable", "reason", "explanation")
_LONGEST = {REASON: 1000, EXPLANATION: 4000}
#: The longest text of difficulties, and of proposals.
_LONGEST_WORDS = 8000
#: Points that no criterion has: what is typed beyond is a slip, and has no place in the column.
_MOST = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of one row as typed. `version` is the row's version that the person had before the eyes."""

    node_id: str
    field: str
    text: str
    version: int


class CellConflict(NamroError):
    """Somebody changed the same cells since; `theirs` are the changes that stand. Nothing was written."""

    def __init__(self, theirs: Sequence[LineEvent]) -> None:
        super().__init__(_("%(person)s vừa sửa ô này.") % {"person": theirs[0].by.full_name}, code="conflict")
        self.theirs = theirs


@transaction.atomic
def fill(
    user: User,
    sheet: Assessment,
    cells: Sequence[Cell],
    *,
    at: datetime,
    edition: str = "",
    handovers: Handovers | None = None,
) -> Standing:
    """Write cells, all or none, and return the sheet as it stands then.

    Points outside their bounds are kept and shown as faults; what is no number is refused. A cell that another person
    changed since `version` is a conflict unless it says the same. Raises NamroError, CellConflict, PermissionDenied.
    `edition` is what the person had before the eyes (`edition_mark`): under another one an id may be another criterion.
    `handovers` of units may be given where they are at hand.
    """
    sheet = row_locked(sheet)
    if edition and edition != edition_mark(sheet):
        raise NamroError(
            _("Phiếu vừa chuyển sang bộ tiêu chí khác, chưa ghi gì. Tải lại trang rồi nhập lại các ô chưa lưu."),
            code="edition",
        )
    check_open(sheet)
    before = standing_of(sheet, handovers, authors=False)
    theirs: list[LineEvent] = []
    written: dict[str, Line] = {}
    for node_id, wanted in _by_node(cells).items():
        _check_leaf(before, node_id)
        if not can_fill_all(user, sheet):
            check_fill(user, sheet, owner_of(sheet, node_id, user.standing.day))
        line = before.lines.get(node_id) or Line(assessment=sheet, node_id=node_id, by=user, at=at)
        version = line.version
        theirs += _write(user, line, wanted, before=before, at=at)
        if line.version != version:
            written[node_id] = line
    if theirs:
        raise CellConflict(theirs)
    if not written:
        return before
    after = with_lines(before, {**before.lines, **written})
    settle(after)
    record(user, AuditEntry.Act.SHEET_FILLED, at=at, subject=subject_of(sheet), note=", ".join(written)[:400])
    return after


def edition_mark(sheet: Assessment) -> str:
    """Return what forms of a sheet say of its edition."""
    return sheet.edition.sha256[:16]


def check_open(sheet: Assessment) -> None:
    """Raise NamroError with why the sheet's cells are closed and who opens them."""
    lock = lock_of(State(sheet.state), sheet.state_at)
    if lock:
        raise NamroError(f"{lock.why}. {lock.lifted_by}", code="locked")


def _by_node(cells: Sequence[Cell]) -> dict[str, list[Cell]]:
    """Return the cells of each row in the order of the fields, whatever the order in which they were sent."""
    found: dict[str, list[Cell]] = {}
    for cell in cells:
        if cell.field not in FIELDS:
            raise NamroError(_("Ô “%(name)s” không có trong phiếu.") % {"name": cell.field[:40]}, code="field")
        found.setdefault(cell.node_id, []).append(replace(cell, text=writable(cell.text)))
    return {node_id: sorted(of, key=lambda cell: FIELDS.index(cell.field)) for node_id, of in found.items()}


def _check_leaf(standing: Standing, node_id: str) -> None:
    if node_id in standing.framework.leaves or any(item.id == node_id for item in standing.framework.items):
        return
    raise NamroError(
        _("Bộ tiêu chí của phiếu không có mục “%(id)s” để chấm. Tải lại trang.") % {"id": node_id[:40]}, code="node"
    )


def _write(user: User, line: Line, cells: Sequence[Cell], *, before: Standing, at: datetime) -> list[LineEvent]:
    """Set the fields of one line; return the changes of others that stand in the way, and then write nothing.

    A form may send fields that nobody touched since it was shown: what says the same as then changes nothing, so that
    a page filled slowly never takes back what somebody else wrote meanwhile.
    """
    values = _values(line, cells, before)
    was = fields_of(line)
    changed = {name: value for name, value in values.items() if value != was[name]}
    seen = min(cell.version for cell in cells)
    if seen > line.version:
        raise NamroError(
            _("Dòng %(id)s: trang đang mở không khớp với phiếu. Tải lại trang.") % {"id": line.node_id}, code="version"
        )
    if changed and line.pk and line.version != seen:
        newer = line.events.filter(version__gt=seen, layer="self", field__in=changed)
        later = list(newer.select_related("by").order_by("-version"))
        shown = {event.field: event.old for event in later}  # the oldest of each field comes last
        kept = {name: value for name, value in changed.items() if value != shown.get(name)}
        for one, other in ((POINTS, NOT_APPLICABLE), (NOT_APPLICABLE, POINTS)):
            if kept.get(one) and was[other]:  # they exclude each other: the choice is between both
                kept[other] = ""
        changed = kept
        # Also one's own: in another browser, or that of somebody who works under the same name.
        if theirs := [event for event in later if event.field in changed]:
            return theirs
    if not changed:
        return []
    set_fields(line, {**was, **changed})
    line.version, line.by, line.at = line.version + 1, user, at
    line.save()
    LineEvent.objects.bulk_create(
        LineEvent(line=line, version=line.version, field=name, old=was[name], new=new, by=user, at=at)
        for name, new in changed.items()
    )
    return []


def _values(line: Line, cells: Sequence[Cell], before: Standing) -> dict[str, str]:
    """Return the fields as they are stored in events; points and "not applicable" take each other away."""
    found: dict[str, str] = {}
    for cell in cells:
        if cell.field == POINTS:
            points = parse_points(cell.text)
            _check_points(line.node_id, points, before, typed=cell.text.strip())
            found[POINTS] = "" if points is None else plain(points)
            if points is not None:
                found.setdefault(NOT_APPLICABLE, "")
        elif cell.field == NOT_APPLICABLE:
            found[NOT_APPLICABLE] = "1" if cell.text.strip() else ""
            if found[NOT_APPLICABLE] and not (line.not_applicable and found.get(POINTS)):
                found[POINTS] = ""
            elif found[NOT_APPLICABLE]:  # points typed where it did not apply until now, the tick left as it was
                found[NOT_APPLICABLE] = ""
        else:
            found[cell.field] = tidy(cell.text) if cell.field == REASON else cell.text.strip()
            if len(found[cell.field]) > _LONGEST[cell.field]:
                raise NamroError(
                    _("Mục %(id)s: đoạn chữ dài %(length)d ký tự, nhiều nhất %(most)d. Viết ngắn lại.")
                    % {"id": line.node_id, "length": len(found[cell.field]), "most": _LONGEST[cell.field]},
                    code="long",
                )
    return found


def _check_points(node_id: str, points: Decimal | None, before: Standing, *, typed: str) -> None:
    if points is None:
        return
    leaf = before.framework.leaves.get(node_id)
    if leaf is not None and leaf.source != "appraisal":
        fault = check_claim(leaf, points, before.framework)
        assert fault is not None  # such leaves take no typed points
        raise NamroError(f"{node_id}: {fault.message}", code=fault.code)
    if abs(points) > _MOST or -int(points.normalize().as_tuple().exponent) > 9:
        raise NamroError(
            _("“%(points)s” không phải số điểm. Viết dạng 0,5 hoặc 1.") % {"points": typed[:40]}, code="points"
        )


def fields_of(line: Line) -> dict[str, str]:
    """Return the fields of a line as they stand in events."""
    return {
        POINTS: "" if line.claimed is None else plain(line.claimed),
        NOT_APPLICABLE: "1" if line.not_applicable else "",
        REASON: line.reason,
        EXPLANATION: line.explanation,
    }


def set_fields(line: Line, values: Mapping[str, str]) -> None:
    """Set the fields of a line from what events hold; not saved."""
    line.claimed_nano = nano(Decimal(values[POINTS])) if values[POINTS] else None
    line.not_applicable = bool(values[NOT_APPLICABLE])
    line.reason, line.explanation = values[REASON], values[EXPLANATION]


@transaction.atomic
def write_words(
    user: User, sheet: Assessment, *, difficulties: str, proposals: str, version: int, at: datetime
) -> None:
    """Set what the dossier says of difficulties and proposals. Raises NamroError where somebody else did meanwhile."""
    sheet = row_locked(sheet)
    check_fill_all(user, sheet)
    check_open(sheet)
    difficulties, proposals = (writable(text).strip() for text in (difficulties, proposals))
    longest = max(len(difficulties), len(proposals))
    if longest > _LONGEST_WORDS:
        raise NamroError(
            _("Mỗi đoạn dài nhất %(most)d ký tự, đoạn vừa ghi có %(length)d. Viết ngắn lại.")
            % {"most": _LONGEST_WORDS, "length": longest},
            code="long",
        )
    if sheet.version != version and (sheet.difficulties, sheet.proposals) != (difficulties, proposals):
        raise NamroError(
            _("Phiếu vừa được sửa ở nơi khác. Xem lại hai đoạn dưới đây rồi lưu lần nữa."), code="conflict"
        )
    sheet.difficulties, sheet.proposals = difficulties, proposals
    sheet.version += 1
    sheet.save(update_fields=["difficulties", "proposals", "version"])
    record(user, AuditEntry.Act.SHEET_WORDS, at=at, subject=subject_of(sheet))


def subject_of(sheet: Assessment) -> str:
    """Return what the audit record calls a sheet."""
    return f"phieu:{sheet.year}:{sheet.unit.code}"
