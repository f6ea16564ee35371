"""The year's assignment as a file; who took one is recorded."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from namro.apps.assessments.actions.filling import subject_of
from namro.apps.assessments.models import Assessment
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.documents.writing.assignment import GivenTable, assignment_bytes


def take_assignment(user: User, sheet: Assessment, table: GivenTable, *, kind: str, at: datetime) -> BytesIO:
    """Return the table as a `docx`, `pdf` or `xlsx`."""
    content = assignment_bytes(table, f".{kind}")
    record(user, AuditEntry.Act.SHEET_DOWNLOADED, at=at, subject=subject_of(sheet), note=f"phan-cong {kind}")
    return BytesIO(content)
