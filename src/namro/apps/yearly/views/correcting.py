"""Asking for a correction, with proof; deciding it; the proof's file."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from namro.apps.library import storage
from namro.apps.library.sending import guarded
from namro.apps.library.uploads import all_taken_in
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.apps.plans.days import remedied_day
from namro.apps.yearly import actions
from namro.apps.yearly.models import Correction, PersonSheet
from namro.apps.yearly.pages.words import figure_words
from namro.apps.yearly.permissions import check_ask
from namro.apps.yearly.views.sheets import found_sheet, reading_of, shown
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.improvement.yearly_figures import ADDABLE, Row, movable
from namro.core.improvement.yearly_states import TABLE, State


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The form for one row (`?dong=`), or for something that is missing; sent, it waits for a decision."""
    user = signed_in(request)
    sheet = found_sheet(user, year, code)
    sent = request.POST if request.method == "POST" else request.GET
    ref = sent.get("dong", "")
    check_ask(user, sheet)
    try:
        TABLE.check_now(State(sheet.state), "ask")
        row = _row(sheet, ref, request) if ref else None
    except NamroError as fault:
        return shown(request, sheet, error=fault.message)
    if request.method == "GET":
        return _form(request, sheet, row)
    try:
        _ask(request, sheet, ref)
    except NamroError as fault:
        return _form(request, sheet, row, error=fault.message)
    messages.success(request, _("Đã gửi đề nghị sửa. Lãnh đạo hoặc đầu mối quyết định; phiếu chưa chốt được trước đó."))
    return redirect("yearly:sheet", year, code)


def _row(sheet: PersonSheet, ref: str, request: HttpRequest) -> Row:
    rows = reading_of(sheet, signed_in(request).standing.day).rows
    found = next((row for row in rows if row.ref == ref), None)
    if found is None:
        raise NamroError(_("Dòng này không còn trên phiếu. Chọn lại ở danh sách dưới."), code="row")
    return found


def _form(request: HttpRequest, sheet: PersonSheet, row: Row | None, *, error: str = "") -> HttpResponse:
    figures = movable(row) if row else ADDABLE
    context = {
        "sheet": sheet,
        "year": sheet.year,
        "row": row,
        "choices": [(one.value, figure_words(one)) for one in figures],
        "error": error,
        "files_lost": bool(error and request.FILES),
        "typed": {name: str(text) for name, text in request.POST.items()},
    }
    return render(request, "yearly/correct.html", context, status=400 if error else 200)


def _ask(request: HttpRequest, sheet: PersonSheet, ref: str) -> None:
    user, now = signed_in(request), system_clock()
    uploads: list[UploadedFile] = request.FILES.getlist("tep")
    on = remedied_day(request.POST.get("ngay", ""), today=user.standing.day)
    with storage.waiting_room() as room:
        files = all_taken_in(uploads[:1], room)
        asked = actions.Asked(
            ref=ref,
            figure=request.POST.get("muc", ""),
            text=request.POST.get("viec-thieu", ""),
            on=on,
            said=request.POST.get("ly-do", ""),
            link=request.POST.get("duong-dan", "").strip(),
            file=files[0] if files else None,
        )
        actions.ask(user, sheet, asked, at=now, version=whole(request.POST.get("version", "")))


@require_POST
def decide(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Accept or refuse a correction; the person takes the own one back."""
    user = signed_in(request)
    sheet = found_sheet(user, year, code)
    name, answer = request.POST.get("viec", ""), request.POST.get("tra-loi", "")
    seq = whole(request.POST.get("so", "")) or 0
    version = whole(request.POST.get("version", ""))
    try:
        actions.decide(user, sheet, seq, name, at=system_clock(), answer=answer, version=version)
    except NamroError as fault:
        return shown(request, sheet, error=fault.message, typed=answer)
    messages.success(request, _("Đã rút đề nghị.") if name == "withdraw" else _("Đã ghi quyết định."))
    return redirect("yearly:sheet", year, code)


@require_GET
def proof(request: HttpRequest, year: int, code: str, seq: int) -> HttpResponseBase:
    """The file of a correction, for those who may see the sheet."""
    user = signed_in(request)
    sheet = found_sheet(user, year, code)
    rows = Correction.objects.filter(sheet=sheet).exclude(sha256="").select_related("sheet")
    found = get_object_or_404(rows, seq=seq)
    path = actions.take_proof(user, found, at=system_clock())
    if not path.is_file():
        raise Http404
    return guarded(FileResponse(path.open("rb"), as_attachment=True, filename=found.file_name), found.file_kind)
