"""Acts on a sheet: laid before the leader, approved, handed in, handed back, and on to publication."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.assessments.actions.filling import subject_of
from namro.apps.assessments.models import Assessment, StateEvent
from namro.apps.assessments.news import sheet_moving
from namro.apps.assessments.permissions import parties
from namro.apps.assessments.queries.rounds import lateness_of
from namro.apps.assessments.queries.sheets import row_locked
from namro.apps.assessments.standing import settle, standing_of
from namro.apps.indicators.actions import NewFact, Origin, freeze, unfreeze, write_facts
from namro.apps.indicators.models import Producer
from namro.apps.indicators.values import FactsRefused
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.core.assessment.stages import TABLE, State
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError

#: Rows named in a refusal; the sheet's filters show them all.
_NAMED = 6


class NotFinished(NamroError):
    """The sheet cannot be laid before the leader yet; `rows` are the ids of the rows in the way."""

    def __init__(self, message: str, rows: tuple[str, ...]) -> None:
        super().__init__(message, code="unfinished")
        self.rows = rows


@transaction.atomic
def move(user: User, sheet: Assessment, act: str, *, said: str = "", at: datetime) -> Assessment:
    """Do an act of the table of states. Raises NamroError where it is not possible, not the person's, or too late."""
    sheet = row_locked(sheet)
    before = State(sheet.state)
    after = TABLE.after(before, act, parties(user, sheet), said=said)
    sheet_moving.send(Assessment, sheet=sheet, act=act, by=user, at=at)
    if act in _FIRST:
        _FIRST[act](user, sheet, at)
    sheet.state, sheet.state_at = after, at
    sheet.version += 1
    sheet.save()
    reason = said.strip()[:1000]
    StateEvent.objects.create(assessment=sheet, act=act, before=before, after=after, reason=reason, by=user, at=at)
    note = f"{TABLE.by_name[act].words}. {reason}" if reason else TABLE.by_name[act].words
    record(user, AuditEntry.Act.SHEET_MOVED, at=at, subject=subject_of(sheet), note=note[:400])
    return sheet


def _lay(_user: User, sheet: Assessment, _at: datetime) -> None:
    """Everything is filled, nothing is out of bounds; the leader shall not find that out."""
    standing = standing_of(sheet)
    settle(standing)
    if faults := standing.claimed.faults:
        first = next(iter(faults))
        message = _("%(count)d ô còn sai, trước hết %(id)s: %(fault)s Sửa các ô này rồi trình.") % {
            "count": len(faults), "id": first, "fault": faults[first].message,
        }  # fmt: skip
        raise NotFinished(message, tuple(faults))
    empty = [key for key in standing.framework.leaves if standing.claimed.open[key].empty]
    if empty:
        named = ", ".join(empty[:_NAMED]) + (", …" if len(empty) > _NAMED else "")
        message = _("Còn %(count)d tiêu chí trống: %(ids)s. Ghi điểm, kể cả 0, hoặc ghi không áp dụng rồi trình.") % {
            "count": len(empty), "ids": named,
        }  # fmt: skip
        raise NotFinished(message, tuple(empty))


def _approve(user: User, sheet: Assessment, at: datetime) -> None:
    sheet.approved_by, sheet.approved_at = user, at


def _reopen(_user: User, sheet: Assessment, _at: datetime) -> None:
    sheet.approved_by = sheet.approved_at = None


def _submit(user: User, sheet: Assessment, at: datetime) -> None:
    """Count the days late, refuse what comes too late, write them as a fact, and let the facts stay as they are."""
    found = lateness_of(sheet, at)
    if found is not None:
        late, follows = found
        if not follows.appraised:
            raise NamroError(f"{late.sentence} {follows.sentence}", code="too_late")
        sheet.days_late = late.days
        _write_days(user, sheet, late.days, at)
    sheet.submitted_by, sheet.submitted_at = user, at
    settle(standing_of(sheet))
    freeze(user, sheet.unit, sheet.year, reason=_("Phiếu tự chấm đã nộp"), at=at, surveys_open=True)


def _write_days(user: User, sheet: Assessment, days: int, at: datetime) -> None:
    if sheet.round is None or not sheet.round.late_input:
        return
    fact = NewFact(sheet.unit_id, sheet.year, sheet.round.late_input, str(days))
    origin = Origin(Producer.REGISTER, subject_of(sheet))
    try:
        write_facts(user, [fact], origin=origin, as_of=at.astimezone(VIETNAM).date(), at=at)
    except FactsRefused as refused:
        # A hand-in must not fail because a set does not take the days: the sheet itself keeps them.
        record(user, AuditEntry.Act.SHEET_MOVED, at=at, subject=subject_of(sheet), note=str(refused)[:400])


def _hand_back(user: User, sheet: Assessment, at: datetime) -> None:
    """The unit fills again; its leader approves again. One refused after it was handed in has its facts closed, too."""
    handed_in = sheet.submitted_at is not None
    sheet.approved_by = sheet.approved_at = sheet.submitted_by = sheet.submitted_at = sheet.days_late = None
    if handed_in:
        unfreeze(user, sheet.unit, sheet.year, reason=_("Phiếu được trả lại để sửa"), at=at)


def _decide(user: User, sheet: Assessment, at: datetime) -> None:
    """What the survey says is closed as well."""
    freeze(user, sheet.unit, sheet.year, reason=_("Điểm đã chốt"), at=at)


_FIRST = {
    "lay": _lay,
    "approve": _approve,
    "reopen": _reopen,
    "submit": _submit,
    "hand_back": _hand_back,
    "readmit": _hand_back,
    "decide": _decide,
}
