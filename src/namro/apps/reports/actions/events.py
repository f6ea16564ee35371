"""The history of a report, and its line in the audit record."""

from __future__ import annotations

from datetime import datetime

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.reports.models import Report, ReportEvent


def told(
    user: User, report: Report, act: str, *, at: datetime, said: str = "", section: str = "",
    line: AuditEntry.Act = AuditEntry.Act.REPORT_CHANGED,
) -> None:  # fmt: skip
    """Append an act to the history and write its line in the audit record."""
    ReportEvent.objects.create(report=report, section=section, act=act, by=user, at=at, said=said)
    note = " ".join(part for part in (report.type_id, report.period, section, act, said) if part)
    record(user, line, at=at, subject=report.code, note=note)
