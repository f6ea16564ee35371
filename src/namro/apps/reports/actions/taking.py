"""Taking reports out as files: what leaves the site is written into the audit record."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from django.db import transaction

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.reports.models import Report
from namro.core.reporting.paper import Paper
from namro.documents.writing.periodic import report_bytes


@transaction.atomic
def take_report(user: User, report: Report, paper: Paper, *, kind: str, at: datetime) -> BytesIO:
    """Return the report as a file."""
    content = BytesIO(report_bytes(paper, kind))
    note = f"{report.type_id} {report.period} .{kind}"
    record(user, AuditEntry.Act.REPORT_DOWNLOADED, at=at, subject=report.code, note=note)
    return content


@transaction.atomic
def take_merged(user: User, paper: Paper, *, kind: str, named: str, at: datetime) -> BytesIO:
    """Return the merged report of many units as a file."""
    content = BytesIO(report_bytes(paper, kind))
    note_merged(user, named=named, kind=kind, at=at)
    return content


def note_merged(user: User, *, named: str, kind: str, at: datetime) -> None:
    """Write down that a merged report left the site."""
    record(user, AuditEntry.Act.REPORT_DOWNLOADED, at=at, subject=named[:80], note=f".{kind}")
