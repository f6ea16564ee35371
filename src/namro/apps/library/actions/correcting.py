"""Correcting what a piece of evidence says of itself. Two people at once lose nothing.

A form says which version it was made of. What somebody else (or the reader) wrote since in a field that this person did
not touch stays; in a field that both wrote differently, nothing is written and both values come back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.library import describing
from namro.apps.library.models import Evidence, EvidenceChange
from namro.apps.library.permissions import check_write
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.core.base.errors import NamroError


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that two wrote; `by` is None where it was the reader."""

    field: str
    theirs: str
    mine: str
    by: User | None


class Conflict(NamroError):
    """Somebody wrote the same fields in between: nothing was written.

    `merged` is what the evidence would say with this person's values, `version` the one that they would follow.
    """

    def __init__(self, clashes: tuple[Clash, ...], merged: describing.Description, version: int) -> None:
        super().__init__(_("Người khác vừa sửa cùng chỗ này. Chưa ghi gì; chọn một trong hai."), code="conflict")
        self.clashes, self.merged, self.version = clashes, merged, version


@transaction.atomic
def correct(user: User, evidence: Evidence, typed: Mapping[str, str], *, seen: int, at: datetime) -> Evidence:
    """Write the fields that the person changed. Raises Conflict, or NamroError for evidence that was removed."""
    row = Evidence.objects.select_for_update().get(pk=evidence.pk)
    check_write(user, row.unit_id)
    if row.removed_at:
        raise NamroError(_("Minh chứng này đã bỏ. Lấy lại rồi mới sửa."), code="removed")
    values = describing.fitting(typed)
    now = describing.described(row)
    since = list(row.changes.filter(version__gt=seen).select_related("by").order_by("version"))
    before = _before(now, since)
    mine = {field: value for field, value in values.items() if value != before[field]}
    writers = {change.field: change.by for change in since}
    clashes = tuple(
        Clash(field, now[field], value, writers.get(field))
        for field, value in mine.items()
        if now[field] not in (before[field], value)
    )
    if clashes:
        raise Conflict(clashes, {**now, **mine}, row.version)
    changed = describing.write(row, mine, by=user, at=at)
    if changed:
        note = "; ".join(f"{field}: {now[field]} → {mine[field]}" for field in changed)
        record(user, AuditEntry.Act.EVIDENCE_CORRECTED, at=at, subject=f"evidence:{row.code}", note=note)
    return row


def _before(now: describing.Description, since: list[EvidenceChange]) -> describing.Description:
    """The description as the form showed it: what the first change since then found."""
    first = {change.field: change.old for change in reversed(since)}
    return {**now, **first}
