"""What changed between the rounds, on a page and as a workbook."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from namro.apps.appraisals.actions.taking_changes import take_changes
from namro.apps.appraisals.pages.change_list import change_list
from namro.apps.appraisals.queries.changes import changes_of
from namro.apps.assessments.sheet_views.finding import find_sheet
from namro.apps.library.sending import guarded
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock


@require_GET
def changes(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The criteria whose value changed; `?loc=`, `?trang=`."""
    sheet = find_sheet(request, year, code)
    found = changes_of(signed_in(request), sheet)
    page = change_list(found, chosen=request.GET.get("loc", ""), number=request.GET.get("trang"))
    name = names_of([sheet.unit_id])[sheet.unit_id][1]
    return render(request, "appraisals/changes.html", {"page": page, "sheet": sheet, "name": name})


@require_GET
def changes_file(request: HttpRequest, year: int, code: str) -> FileResponse:
    """The same rows as a workbook; `?loc=`."""
    sheet, user = find_sheet(request, year, code), signed_in(request)
    unit = names_of([sheet.unit_id])[sheet.unit_id][1]
    content = take_changes(
        user, changes_of(user, sheet), unit, chosen=request.GET.get("loc", ""), at=system_clock()
    )  # fmt: skip
    return guarded(FileResponse(content, as_attachment=True, filename=f"thay-doi-{year}-{code}.xlsx"), "xlsx")
