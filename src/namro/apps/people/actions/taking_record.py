"""The audit record as a workbook; who took it is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO

from django.utils.translation import gettext as _

from namro.apps.people.models import AuditEntry, User
from namro.apps.people.permissions import check_read_record
from namro.apps.people.recording import record
from namro.documents.writing.list_sheet import write_list


def take_record(
    user: User, columns: Sequence[tuple[str, int]], *, rows: Iterable[Sequence[object]], note: str, at: datetime
) -> IO[bytes]:
    """Return the workbook, open and at its beginning; `note` is what was looked for."""
    check_read_record(user)
    stream: IO[bytes] = TemporaryFile()  # noqa: SIM115 - closed by the answer that sends it
    write_list(stream, _("Nhật ký"), columns, rows=rows)
    stream.seek(0)
    record(user, AuditEntry.Act.AUDIT_DOWNLOADED, at=at, note=note)
    return stream
