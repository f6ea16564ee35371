"""The unit explains: for one criterion the points it asks for and why, while the explanation is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.appraisals.lines import changed, save_lines, set_value, words_of
from namro.apps.appraisals.permissions import check_explain
from namro.apps.assessments.actions.filling import subject_of
from namro.apps.assessments.models import Assessment, Line
from namro.apps.assessments.queries.sheets import row_locked
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.core.assessment.opinions import Layer, Value, check_asked
from namro.core.base.errors import NamroError

_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a unit says about one criterion; without a reason it is taken back. `points` None: its own, as handed in."""

    node_id: str
    reason: str
    version: int
    points: Decimal | None = None


class ExplainedMeanwhile(NamroError):
    """Somebody of the unit explained the same criterion since; `line` is what stands. Nothing was written."""

    def __init__(self, line: Line) -> None:
        super().__init__(
            _("%(person)s vừa sửa giải trình mục %(id)s.") % {"person": line.by.full_name, "id": line.node_id},
            code="conflict",
        )
        self.line = line


@transaction.atomic
def explain(user: User, sheet: Assessment, said: Explanation, *, at: datetime) -> Line:
    """Write, change or take back an explanation. Raises NamroError, PermissionDenied, ExplainedMeanwhile."""
    sheet = row_locked(sheet)
    check_explain(user, sheet, said.node_id, at=at)
    line = sheet.lines.filter(carried=None, node_id=said.node_id).select_related("by").first()
    own = line.value(Layer.SELF) if line else None
    if line is None or own is None:
        raise NamroError(_("Mục %(id)s không có điểm tự chấm để giải trình.") % {"id": said.node_id[:40]}, code="line")
    if line.version != said.version:
        raise ExplainedMeanwhile(line)
    reason = said.reason.strip()
    if len(reason) > _LONGEST:
        raise NamroError(_("Giải trình dài quá %(most)d ký tự. Viết ngắn lại.") % {"most": _LONGEST}, code="long")
    asked = None if not reason else own if said.points is None else Value(said.points)
    if asked is not None:
        check_asked(asked, tree_of(sheet.edition), said.node_id, appraised=line.value(Layer.APPRAISED))
    was = words_of(line, Layer.EXPLAINED)
    set_value(line, Layer.EXPLAINED, asked)
    line.explained_reason = reason
    events = changed(line, Layer.EXPLAINED, was, words_of(line, Layer.EXPLAINED), by=user, at=at)
    if events:
        save_lines([line], events)
        # What a unit writes is its draft; the record, which others read, says which criterion it was.
        note = line.node_id if reason else _("%(id)s: rút giải trình") % {"id": line.node_id}
        record(user, AuditEntry.Act.EXPLAINED, at=at, subject=subject_of(sheet), note=note)
    return line
