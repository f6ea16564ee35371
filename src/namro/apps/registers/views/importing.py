"""A workbook of a register handed in: its template, its faults, what it would do, written or dropped."""

from __future__ import annotations

from pathlib import Path

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from namro.apps.library import storage
from namro.apps.library.sending import guarded
from namro.apps.people.queries.organisation import Node, names_of
from namro.apps.registers import importing
from namro.apps.registers.forms import WorkbookForm
from namro.apps.registers.models import RegisterUpload
from namro.apps.registers.pages.preview_page import lines_of
from namro.apps.registers.permissions import check_write
from namro.apps.registers.views.finding import Here, here, writing
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError, UnreadableDocument
from namro.core.base.faults import BrokenFile
from namro.documents.workbooks.to_register import write_register

#: So many faults are told on the page; with more it is another kind of file.
TOLD = 500
PER_PAGE = 50
_form_page = require_http_methods(["GET", "POST"])


@require_GET
def template(request: HttpRequest, register: str) -> HttpResponseBase:
    """The columns without rows, and how they are filled in."""
    place = here(request, register)
    with storage.waiting_room() as room:
        path = room / "mau.xlsx"
        write_register(path, place.register, (), units=False)
        content = path.open("rb")
    return guarded(FileResponse(content, as_attachment=True, filename=f"mau-so-{register}.xlsx"), "xlsx")


@_form_page
def upload(request: HttpRequest, register: str) -> HttpResponse:
    """The form; a file sent with it is read and shown, or refused with every fault."""
    place = here(request, register)
    unit = writing(request, place)
    if request.method == "GET":
        return _form(request, place, unit, WorkbookForm())
    form = WorkbookForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            staged = _staged(place, unit, form.cleaned_data["file"])
        except UnreadableDocument as refusal:
            form.add_error("file", refusal.message)
        except BrokenFile as broken:
            return _form(request, place, unit, form, broken)
        else:
            return redirect("registers:preview", register=register, code=staged.code)
    return _form(request, place, unit, form)


@_form_page
def preview(request: HttpRequest, register: str, code: str) -> HttpResponse:
    """What my file would do; writing it or dropping it."""
    place = here(request, register)
    found = get_object_or_404(RegisterUpload, code=code, register=register, by=place.user)
    check_write(place.user, place.register, found.unit_id)
    (unit_code, name) = names_of([found.unit_id])[found.unit_id]
    unit = Node(found.unit_id, unit_code, name, "", None, None)
    back = redirect(f"{reverse('registers:register', args=[register])}?don-vi={unit_code}")
    if "bo" in request.POST:
        found.delete()
        messages.success(request, _("Đã bỏ tệp. Không có gì được ghi."))
        return back
    try:
        if request.method == "POST":
            written = importing.write(place.user, place.register, found, at=system_clock())
            messages.success(
                request,
                _("Đã ghi %(new)d dòng mới, sửa %(changed)d dòng.")
                % {"new": len(written.new), "changed": len(written.changed)},
            )
            return back
        decided = importing.decided(place.register, found)
    except BrokenFile as broken:
        return _form(request, place, unit, WorkbookForm(), broken)
    except NamroError as refusal:
        messages.error(request, refusal.message)
        return redirect(f"{reverse('registers:upload', args=[register])}?don-vi={unit_code}")
    lines = lines_of(place.register, decided)
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("trang"))
    context = {"register": place.register, "upload": found, "unit": unit, "decided": decided, "page": page}
    context |= {"new": len(decided.new), "changed": len(decided.changed)}
    return render(request, "registers/preview.html", context)


def _staged(place: Here, unit: Node, file: UploadedFile) -> RegisterUpload:
    with storage.waiting_room() as room:
        path = room / f"so{Path(file.name or '').suffix.lower()}"
        with path.open("wb") as copy:
            for chunk in file.chunks():
                copy.write(chunk)
        return importing.stage(
            place.user, place.register, unit.id, path, name=(file.name or "")[:120], at=system_clock()
        )


def _form(
    request: HttpRequest, place: Here, unit: Node, form: WorkbookForm, broken: BrokenFile | None = None
) -> HttpResponse:
    faults = broken.faults if broken else ()
    context = {
        "form": form,
        "register": place.register,
        "unit": unit,
        "name": broken.name if broken else "",
        "faults": [str(fault) for fault in faults[:TOLD]],
        "more": max(0, len(faults) - TOLD),
        "count": len(faults),
    }
    return render(request, "registers/upload.html", context, status=400 if form.errors or faults else 200)
