"""The year's assignment as a file."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_GET

from namro.apps.assessments.actions.giving_out import take_assignment
from namro.apps.assessments.assign_views.finding import find_sheet
from namro.apps.assessments.pages.assign_file import table_of
from namro.apps.library.sending import WRITTEN, guarded
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock


@require_GET
def assign_file(request: HttpRequest, year: int, code: str, kind: str) -> FileResponse:
    """The table as .docx, .pdf or .xlsx."""
    sheet = find_sheet(request, year, code)
    if kind not in WRITTEN:
        raise Http404
    user = signed_in(request)
    content = take_assignment(user, sheet, table_of(user, sheet), kind=kind, at=system_clock())
    name = f"phan-cong-tieu-chi-{year}-{code}.{kind}"
    return guarded(FileResponse(content, as_attachment=True, filename=name), kind)
