"""Deciding what is done about what an own sheet lost, taking that back, and the plan from it.

The sheet's row is locked before anything is decided, so that two people act one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from namro.apps.assessments.actions.filling import subject_of
from namro.apps.assessments.models import Assessment
from namro.apps.assessments.queries.sheets import row_locked
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.plans.actions.drafting import make_plan
from namro.apps.plans.deciding import Filled, filled_in, taken_back
from namro.apps.plans.models import Plan, SheetDecision
from namro.apps.plans.permissions import check_decide_findings, makes_for
from namro.apps.plans.sheet_findings import sheet_findings
from namro.core.base.errors import NamroError


@transaction.atomic
def decide_findings(user: User, sheet: Assessment, filled: Filled, keys: Sequence[str], *, at: datetime) -> int:
    """Write one decision about one or several findings, all or none; return how many are new. `filled.key` is unused.

    Raises DecisionRefused, DecisionConflict or DecisionGone, and then writes nothing.
    """
    if not keys:
        raise NamroError(_("Chưa chọn tồn tại nào. Đánh dấu ở đầu dòng rồi bấm lại."), code="nothing")
    sheet = row_locked(sheet)
    check_decide_findings(user, sheet)
    found = sheet_findings(sheet)
    made = [
        filled_in(SheetDecision(assessment=sheet, by=user, at=at), found, replace(filled, key=key))
        for key in dict.fromkeys(keys)
    ]
    entries = [entry for entry in made if entry is not None]
    for place, entry in enumerate(entries):
        entry.seq += place
    SheetDecision.objects.bulk_create(entries)
    if entries:
        note = f"{filled.disposition}: {', '.join(entry.finding for entry in entries)}"
        record(user, AuditEntry.Act.FINDING_DECIDED, at=at, subject=subject_of(sheet), note=note[:400])
    return len(entries)


@transaction.atomic
def take_finding_back(user: User, sheet: Assessment, key: str, *, version: int, at: datetime) -> None:
    """Take back the decision that holds for a finding. Raises DecisionConflict or DecisionGone."""
    sheet = row_locked(sheet)
    check_decide_findings(user, sheet)
    entry = SheetDecision(assessment=sheet, by=user, at=at)
    taken_back(entry, sheet_findings(sheet), key, version=version).save()
    record(user, AuditEntry.Act.DECISION_TAKEN_BACK, at=at, subject=subject_of(sheet), note=key)


@transaction.atomic
def plan_from_sheet(user: User, sheet: Assessment, *, at: datetime) -> tuple[Plan, bool]:
    """Make the plan for the year after from what a sheet lost; the one that is there, where one was made."""
    sheet = row_locked(sheet)
    check_decide_findings(user, sheet)
    found = sheet_findings(sheet)
    written = found.plan(timezone.localtime(at).date())
    return make_plan(user, planning_unit(user, sheet), written, at=at, sheet=sheet, lost_to=found.report.by_cause)


def planning_unit(user: User, sheet: Assessment) -> int:
    """Return the unit whose plan answers a sheet: its own, else the one of the person's that took over from it."""
    units = makes_for(user)
    return sheet.unit_id if sheet.unit_id in units else min(units, default=sheet.unit_id)
