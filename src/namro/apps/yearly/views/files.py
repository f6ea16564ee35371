"""A sheet on paper: the page that is printed, and the same as a document."""

from __future__ import annotations

from io import BytesIO

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from namro.apps.library.sending import guarded
from namro.apps.papers.letterheads import letterhead_of
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry
from namro.apps.people.requests import signed_in
from namro.apps.yearly.models import PersonSheet
from namro.apps.yearly.pages.paper import paper_of
from namro.apps.yearly.views.sheets import found_sheet, reading_of
from namro.core.base.clock import system_clock
from namro.core.improvement.yearly_paper import YearPaper
from namro.documents.writing.yearly_sheet import yearly_sheet_bytes


@require_GET
def on_paper(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Everything of the sheet on one page, to be printed."""
    row = found_sheet(signed_in(request), year, code)
    return render(request, "yearly/print.html", {"paper": _paper(request, row), "sheet": row})


@require_GET
def file(request: HttpRequest, year: int, code: str, suffix: str) -> FileResponse:
    """The sheet as a Word file or PDF; that it left the house is recorded."""
    row = found_sheet(signed_in(request), year, code)
    if suffix not in ("docx", "pdf"):
        raise Http404
    content = yearly_sheet_bytes(_paper(request, row), f".{suffix}")
    name = f"phieu-nam-{year}-{row.code}.{suffix}"
    with transaction.atomic():
        record(
            signed_in(request), AuditEntry.Act.YEARLY_DOWNLOADED, at=system_clock(), subject=row.code, note=f".{suffix}"
        )
    return guarded(FileResponse(BytesIO(content), as_attachment=True, filename=name), suffix)


def _paper(request: HttpRequest, row: PersonSheet) -> YearPaper:
    today = signed_in(request).standing.day
    return paper_of(reading_of(row, today), year=row.year, head=letterhead_of(row.unit, today), today=today)
