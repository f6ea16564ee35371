"""The changes of a correction as the page carries them: rows gathered so far, and the boxes of the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from namro.apps.appraisals.actions.correcting import Correction
from namro.apps.assessments.models import Assessment
from namro.core.assessment.opinions import NOT_APPLICABLE, Value
from namro.core.base.errors import NamroError
from namro.core.scoring.claims import parse_points

#: Rows that one act may carry; more belong into two acts.
MOST = 200
_NAMES = ("don-vi", "tieu-chi", "diem", "nguyen-nhan", "ly-do")


@dataclass(frozen=True, slots=True)
class Typed:
    """One change as typed: unit, criterion, points ("na": not applicable), cause, reason."""

    unit: str = ""
    node_id: str = ""
    points: str = ""
    cause: str = ""
    reason: str = ""

    @property
    def boxes(self) -> tuple[tuple[str, str], ...]:
        """Names and values of the hidden boxes that carry it."""
        values = (self.unit, self.node_id, self.points, self.cause, self.reason)
        return tuple((f"r-{name}", value) for name, value in zip(_NAMES, values, strict=True))


def next_of(post: Mapping[str, str]) -> Typed:
    """Return the boxes of the next change."""
    return Typed(*(post.get(name, "").strip() for name in _NAMES))


def gathered_of(post: QueryDict) -> list[Typed]:
    """Return the changes gathered so far, without the one that is dropped (`bo`)."""
    columns = [post.getlist(f"r-{name}") for name in _NAMES]
    rows = [Typed(*row) for row in zip(*columns, strict=False)][:MOST]
    dropped = post.get("bo", "")
    return [row for place, row in enumerate(rows) if str(place) != dropped]


def corrections_of(rows: Sequence[Typed], sheets: Mapping[str, Assessment]) -> list[Correction]:
    """Return what is to be corrected. Raises NamroError with the first row that cannot be."""
    return [_correction(row, sheets) for row in rows]


def _correction(row: Typed, sheets: Mapping[str, Assessment]) -> Correction:
    sheet = sheets.get(row.unit)
    if sheet is None:
        raise NamroError(_("Chưa chọn đơn vị. Chọn một đơn vị của kỳ."), code="unit")
    if not row.node_id:
        raise NamroError(_("Chưa chọn tiêu chí. Chọn tiêu chí cần điều chỉnh."), code="line")
    points = None if row.points == NOT_APPLICABLE else parse_points(row.points)
    if points is None and row.points != NOT_APPLICABLE:
        raise NamroError(_("Chưa ghi điểm mới. Ghi số điểm, kể cả 0."), code="points")
    return Correction(sheet.pk, row.node_id, Value(points), row.cause, row.reason)
