"""Minutes and notice of conclusion as files."""

from __future__ import annotations

from io import BytesIO

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from namro.apps.library.sending import guarded
from namro.apps.meetings.papers import MINUTES, NOTICE, paper_of
from namro.apps.meetings.views.finding import find_meeting
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry
from namro.apps.people.requests import signed_in
from namro.core.base.clock import VIETNAM, system_clock
from namro.documents.writing.rendering import paper_bytes


@require_GET
def paper(request: HttpRequest, code: str, name: str, suffix: str) -> HttpResponseBase:
    """The minutes (`bien-ban`) or the notice (`thong-bao`), .docx or .pdf."""
    if name not in {MINUTES, NOTICE} or suffix not in {"docx", "pdf"}:
        raise Http404
    user, row = signed_in(request), find_meeting(request, code)
    content = BytesIO(paper_bytes(paper_of(row, name), f".{suffix}"))
    file = f"{name}-{row.starts_at.astimezone(VIETNAM):%Y-%m-%d}.{suffix}"
    record(user, AuditEntry.Act.MEETING_DOWNLOADED, at=system_clock(), subject=row.code, note=file, unit=row.unit_id)
    return guarded(FileResponse(content, as_attachment=True, filename=file), suffix)
