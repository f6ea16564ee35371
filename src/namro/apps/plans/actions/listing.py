"""The list of recommendations as a workbook; who took it is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO

from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.documents.writing.list_sheet import write_list

#: A larger workbook waits on the disk, not in memory.
_IN_MEMORY = 2_000_000


def take_recommendations(
    user: User, columns: Sequence[tuple[str, int]], *, rows: Iterable[Sequence[object]], note: str, at: datetime
) -> IO[bytes]:
    """Return the workbook, open and at its beginning; `note` are the filters, for the record."""
    stream: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by the answer that sends it
    write_list(stream, _("Kiến nghị"), columns, rows=rows)
    stream.seek(0)
    record(user, AuditEntry.Act.RECOMMENDATIONS_DOWNLOADED, at=at, note=note)
    return stream
