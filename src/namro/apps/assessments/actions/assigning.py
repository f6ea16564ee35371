"""Giving rows out: owner, internal date, expected proof, "duy trì", note, for one row or many at once.

What two people change in the same field is shown to the second with both values, never lost.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.assessments.actions.filling import subject_of
from namro.apps.assessments.expecting import expected_words, pieces_of
from namro.apps.assessments.models import Assessment, Assignment, AssignmentChange
from namro.apps.assessments.permissions import check_fill_all
from namro.apps.assessments.queries.sheets import row_locked
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, OwnerKind, Owning, User
from namro.apps.people.owning import choices_of
from namro.core.assessment.stages import HANDED_IN, State, lock_of
from namro.core.base.errors import NamroError

OWNER, DUE, EXPECTED, KEEPS, NOTE = FIELDS = ("owner", "due", "expected", "keeps", "note")
NOTE_LENGTH = 1000
_OWNED = ("owner_kind", "owner_user", "owner_position", "owner_group")
_WITH_OWNERS = ("owner_user", "owner_position", "owner_group")


@dataclass(frozen=True, slots=True)
class Edit:
    """What to set; a field that is not in `values` stays as it is.

    `owner`: Owning, `due`: a day or None, `expected`: pieces or None (the edition's), `keeps`: bool, `note`: a text.
    `versions`: the version of each row that the form was made of. `kept`: fields of rows that stay as somebody else
    wrote them meanwhile.
    """

    values: Mapping[str, Any]
    versions: Mapping[str, int] = field(default_factory=dict)
    kept: Mapping[str, Collection[str]] = field(default_factory=dict)


class AssignmentConflict(NamroError):
    """Somebody changed the same fields since: by row, the changes that stand. Nothing was written."""

    def __init__(self, theirs: Mapping[str, Sequence[AssignmentChange]]) -> None:
        first = next(iter(theirs.values()))[0]
        super().__init__(_("%(person)s vừa sửa cùng chỗ này.") % {"person": first.by.full_name}, code="conflict")
        self.theirs = theirs


@transaction.atomic
def assign(user: User, sheet: Assessment, ids: Iterable[str], *, edit: Edit, at: datetime) -> list[Assignment]:
    """Set the same fields of some rows, all or none; return those that changed. Raises NamroError, PermissionDenied."""
    sheet = row_locked(sheet)
    check_fill_all(user, sheet)
    check_not_handed_in(sheet)
    _check_values(sheet, edit.values, user.standing.day)
    rows = _taken(sheet, ids)
    _check_untouched(user, rows, edit)
    before = {row.pk: in_words(sheet, row) for row in rows}
    for row in rows:
        _set(row, {name: value for name, value in edit.values.items() if name not in edit.kept.get(row.node_id, ())})
        row.version += 1
    Assignment.objects.bulk_update(rows, [*_OWNED, DUE, EXPECTED, KEEPS, NOTE, "version"])
    changed = note_changes(user, sheet, rows, before=before, at=at)
    if changed:
        told = ", ".join(row.node_id for row in changed)
        record(user, AuditEntry.Act.SHEET_ASSIGNED, at=at, subject=subject_of(sheet), note=told[:400])
    return changed


def check_not_handed_in(sheet: Assessment) -> None:
    """Raise NamroError with why owners and proof of the sheet stay as they are now."""
    state = State(sheet.state)
    lock = lock_of(state, sheet.state_at) if state in HANDED_IN or state is State.NOT_APPRAISED else None
    if lock:
        raise NamroError(f"{lock.why}. {lock.lifted_by}", code="locked")


def _check_values(sheet: Assessment, values: Mapping[str, Any], today: date) -> None:
    unknown = values.keys() - set(FIELDS)
    assert not unknown, unknown
    owner: Owning | None = values.get(OWNER)
    if owner is not None and owner.kind != OwnerKind.NOBODY:
        found = choices_of(sheet.unit_id, today).find(f"{owner.kind}:{owner.id}")
        if found is None:
            raise NamroError(_("Người này không còn trong danh sách của đơn vị. Chọn lại."), code="owner")
    due: date | None = values.get(DUE)
    if due is not None and not date(sheet.year, 1, 1) <= due <= date(sheet.year + 1, 12, 31):
        told = {"from": f"01/01/{sheet.year}", "to": f"31/12/{sheet.year + 1}"}
        raise NamroError(_("Hạn nội bộ phải từ %(from)s đến %(to)s.") % told, code="due")
    if len(values.get(NOTE, "")) > NOTE_LENGTH:
        raise NamroError(_("Ghi chú dài quá %(most)d ký tự. Viết ngắn lại.") % {"most": NOTE_LENGTH}, code="long")


def _taken(sheet: Assessment, ids: Iterable[str]) -> list[Assignment]:
    wanted = set(ids)
    if not wanted:
        raise NamroError(_("Chưa chọn tiêu chí nào. Đánh dấu các dòng rồi bấm lại."), code="nothing")
    rows = list(sheet.assignments.filter(carried=None, node_id__in=wanted).select_related(*_WITH_OWNERS))
    if len(rows) < len(wanted):
        missing = ", ".join(sorted(wanted - {row.node_id for row in rows}))
        raise NamroError(
            _("Phiếu không còn dòng %(ids)s. Tải lại trang rồi chọn lại.") % {"ids": missing[:80]}, code="gone"
        )
    places = {key: place for place, key in enumerate(tree_of(sheet.edition).leaves)}
    return sorted(rows, key=lambda row: places.get(row.node_id, len(places)))


def _check_untouched(user: User, rows: Sequence[Assignment], edit: Edit) -> None:
    ids = {row.pk: row for row in rows}
    later = AssignmentChange.objects.filter(assignment__in=ids, field__in=edit.values).exclude(by=user)
    theirs: dict[str, list[AssignmentChange]] = {}
    for change in later.select_related("by").order_by("-version", "id"):
        row = ids[change.assignment_id]
        seen = edit.versions.get(row.node_id, row.version)
        if change.version > seen and change.field not in edit.kept.get(row.node_id, ()):
            theirs.setdefault(row.node_id, []).append(change)
    if theirs:
        raise AssignmentConflict(theirs)


def _set(row: Assignment, values: Mapping[str, Any]) -> None:
    if OWNER in values:
        row.give(values[OWNER])
    for name in (DUE, EXPECTED, KEEPS):
        if name in values:
            setattr(row, name, values[name])
    if NOTE in values:
        row.note = values[NOTE].strip()


def note_changes(
    user: User, sheet: Assessment, rows: Sequence[Assignment], *, before: Mapping[int, Mapping[str, str]], at: datetime
) -> list[Assignment]:
    """Keep what changed of saved rows against their words `before`; return the rows that changed."""
    saved = Assignment.objects.filter(pk__in=[row.pk for row in rows]).select_related(*_WITH_OWNERS)
    now = {row.pk: in_words(sheet, row) for row in saved}
    made = [
        AssignmentChange(
            assignment=row, version=row.version, field=name, old=before[row.pk][name], new=words, by=user, at=at
        )
        for row in rows
        for name, words in now[row.pk].items()
        if words != before[row.pk][name]
    ]
    AssignmentChange.objects.bulk_create(made, batch_size=500)
    changed = {change.assignment_id for change in made}
    return [row for row in rows if row.pk in changed]


def in_words(sheet: Assessment, row: Assignment) -> dict[str, str]:
    """What people can change of a row, as a conflict and the history show it."""
    leaf = tree_of(sheet.edition).leaves.get(row.node_id)
    pieces = pieces_of(leaf.node, row.expected) if leaf else ()
    return {
        OWNER: owner_words(row),
        DUE: f"{row.due:%d/%m/%Y}" if row.due else "",
        EXPECTED: expected_words(pieces),
        KEEPS: _("duy trì") if row.keeps else "",
        NOTE: row.note,
    }


def owner_words(row: Assignment) -> str:
    """Say who owes a row, with how a group owes it; "" for nobody. Expects its owner at hand."""
    owner = row.owner_user or row.owner_position or row.owner_group
    if owner is None:
        return ""
    return f"{owner} ({row.get_owner_kind_display()})" if row.owner_group else str(owner)
