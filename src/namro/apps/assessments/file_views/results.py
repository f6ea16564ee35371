"""Results that came back from outside: read from a document or typed, looked at, written."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from namro.apps.assessments.actions.results_back import can_write_results, check_write_results, write_results
from namro.apps.assessments.actions.results_read import stage_results
from namro.apps.assessments.file_views.finding import find_incoming
from namro.apps.assessments.forms.files import FileForm
from namro.apps.assessments.forms.finals import TypedFinals, typed_finals
from namro.apps.assessments.models import Assessment, Incoming
from namro.apps.assessments.pages.finals_page import (
    cause_choices,
    claims_told,
    final_rows,
    read_cells,
    recognised,
    stored_cells,
)
from namro.apps.assessments.permissions import parties
from namro.apps.assessments.sheet_views.finding import find_sheet
from namro.apps.assessments.standing import standing_of
from namro.apps.library.storage import waiting_room
from namro.apps.library.uploads import taken_in
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.core.assessment.stages import Party
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError

_NAMED = 40


def _form(request: HttpRequest | None = None) -> FileForm:
    sent = (request.POST, request.FILES) if request is not None else (None, None)
    return FileForm(*sent, label=_("Văn bản kết quả (.xlsx, .docx, .pdf)"), accept=".xlsx,.docx,.pdf")


def _check_party(request: HttpRequest, sheet: Assessment) -> None:
    if Party.ORGANISER not in parties(signed_in(request), sheet):
        raise PermissionDenied(_("Chỉ cơ quan tổ chức kỳ đánh giá ghi kết quả; xã tự tổ chức thì đầu mối của xã ghi."))


@require_http_methods(["GET", "POST"])
def results(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The table of results; `?tep=` fills it with what a document said."""
    sheet = find_sheet(request, year, code)
    _check_party(request, sheet)
    key = request.POST.get("tep") or request.GET.get("tep", "")
    incoming = find_incoming(request, sheet, key, Incoming.Kind.RESULTS) if key else None
    if request.method == "POST":
        return _written(request, sheet, incoming)
    return _page(request, sheet, incoming)


def _written(request: HttpRequest, sheet: Assessment, incoming: Incoming | None) -> HttpResponse:
    if "bo" in request.POST and incoming is not None:
        incoming.delete()
        messages.success(request, _("Đã bỏ văn bản. Không điểm nào được ghi."))
        return redirect("assessments:sheet_results", year=sheet.year, code=sheet.unit.code)
    standing = standing_of(sheet)
    typed = typed_finals(request.POST, standing.framework, claims_told(standing))
    source = request.POST.get("source", "").strip()[:200]
    if typed.faults or not typed.finals:
        if not typed.faults:
            messages.error(request, _("Chưa ghi điểm nào. Ghi điểm được công nhận ở ít nhất một dòng."))
        return _page(request, sheet, incoming, typed=typed)
    try:
        count = write_results(signed_in(request), sheet, typed.finals, source=source, at=system_clock())
    except NamroError as refusal:
        messages.error(request, refusal.message)
        return _page(request, sheet, incoming, typed=typed)
    if incoming is not None:
        incoming.delete()
    messages.success(request, _("Đã ghi kết quả của %(n)d mục.") % {"n": count})
    return redirect("assessments:sheet_results", year=sheet.year, code=sheet.unit.code)


@require_POST
def bring_results(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Read a document with results."""
    user, sheet = signed_in(request), find_sheet(request, year, code)
    _check_party(request, sheet)
    form = _form(request)
    if form.is_valid():
        try:
            check_write_results(user, sheet)
            with waiting_room() as room:
                path = taken_in(form.cleaned_data["file"], room)
                found = stage_results(user, sheet, path, name=path.name, at=system_clock())
        except NamroError as refusal:
            form.add_error("file", refusal.message)
        else:
            return redirect(f"{reverse('assessments:sheet_results', args=[year, code])}?tep={found.code}")
    return _page(request, sheet, None, form=form)


def _page(
    request: HttpRequest,
    sheet: Assessment,
    incoming: Incoming | None,
    *,
    typed: TypedFinals | None = None,
    form: FileForm | None = None,
) -> HttpResponse:
    standing = standing_of(sheet)
    cells = stored_cells(standing)
    if incoming is not None:
        cells |= read_cells(incoming.content, standing)
    if typed is not None:
        cells = dict(typed.cells)
    faults = typed.faults if typed else {}
    content = incoming.content if incoming else {}
    writes = can_write_results(signed_in(request), sheet)
    why = ""
    if not writes:
        try:
            check_write_results(signed_in(request), sheet)
        except NamroError as reason:
            why = reason.message
    context = {
        "sheet": sheet,
        "name": names_of([sheet.unit_id])[sheet.unit_id][1],
        "rows": final_rows(standing, cells, faults),
        "recognised": recognised(standing, cells),
        "causes": cause_choices(),
        "incoming": incoming,
        "content": content,
        "missing": content.get("missing", [])[:_NAMED],
        "faults": faults,
        "form": form or _form(),
        "writes": writes,
        "why": why,
        "source": request.POST.get("source", incoming.name if incoming else ""),
    }
    status = 400 if faults or (typed is not None) or (form is not None and form.errors) else 200
    return render(request, "assessments/sheet_results.html", context, status=status)
