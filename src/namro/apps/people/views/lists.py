"""All units of a day; a list of them handed in, shown with what it would do, written or dropped; lists to download."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from namro.apps.people import actions
from namro.apps.people.forms.lists import UnitListForm
from namro.apps.people.forms.organisation import DayForm
from namro.apps.people.lists.plan import Plan
from namro.apps.people.lists.today import kind_words, rows_on
from namro.apps.people.models import UnitListUpload, User
from namro.apps.people.pages.list_preview import preview_page
from namro.apps.people.pages.listing import TODAY, Asked, listing_page
from namro.apps.people.permissions import can_manage
from namro.apps.people.queries.organisation import organisation_on, tree_on
from namro.apps.people.requests import signed_in
from namro.apps.people.views.asking import form_page, manager
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError, UnreadableDocument
from namro.core.base.faults import BrokenFile
from namro.documents.workbooks.to_unit_list import write_unit_list

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: So many faults are told on the page; with more it is another kind of file.
TOLD = 500
_SEARCH = 80


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """All units of a day, as they were then or on today's map."""
    user = signed_in(request)
    today = user.standing.day
    form = DayForm(request.GET if "ngay" in request.GET else {"ngay": today.isoformat()})
    day: date = form.cleaned_data["ngay"] if form.is_valid() else today
    asked = Asked(
        day,
        request.GET.get("ban-do") == TODAY,
        request.GET.get("tim", "").strip()[:_SEARCH],
        request.GET.get("trang"),
    )
    then, handovers = organisation_on(day)
    page = listing_page(asked, then, tree_on(today), handovers)
    context = {"page": page, "form": form, "may": can_manage(user)}
    return render(request, "people/listing.html", context, status=400 if form.errors else 200)


@require_GET
def download(request: HttpRequest) -> HttpResponse:
    """The list of today, with the columns by which it is read again."""
    today = signed_in(request).standing.day
    return _workbook(write_unit_list(rows_on(today), kind_words()), f"danh-sach-don-vi-{today:%Y-%m-%d}.xlsx")


@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """The same columns without rows, and how they are filled in."""
    signed_in(request)
    return _workbook(write_unit_list([], kind_words()), "mau-danh-sach-don-vi.xlsx")


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """The form; a file sent with it is read and shown, or refused with every fault."""
    actor = manager(request)
    if request.method == "GET":
        return _form(request, UnitListForm())
    form = UnitListForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            staged = _staged(actor, form.cleaned_data["file"])
        except UnreadableDocument as refusal:
            form.add_error("file", refusal.message)
        except BrokenFile as broken:
            return _form(request, form, broken)
        else:
            return redirect("people:list_preview", key=staged.pk)
    return _form(request, form)


@form_page
def preview(request: HttpRequest, key: int) -> HttpResponse:
    """What my list would do; writing it or dropping it."""
    actor = manager(request)
    found = get_object_or_404(UnitListUpload, pk=key, by=actor)
    if "bo" in request.POST:
        actions.drop_list(found)
        messages.success(request, _("Đã bỏ tệp. Không có gì được ghi."))
        return redirect("people:list_upload")
    try:
        if request.method == "POST" and _written(request, actor, found):
            return redirect("people:listing")
        plan: Plan = actions.plan_of(found)
    except BrokenFile as broken:
        return _form(request, UnitListForm(), broken)
    page = preview_page(found, plan, chosen=request.GET.get("loc", ""), number=request.GET.get("trang"))
    return render(request, "people/list_preview.html", {"page": page}, status=200 if request.method == "GET" else 409)


def _staged(actor: User, file: UploadedFile) -> UnitListUpload:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"danh-sach{Path(file.name or '').suffix.lower()}"
        with path.open("wb") as copy:
            for chunk in file.chunks():
                copy.write(chunk)
        return actions.stage_list(actor, path, name=file.name or "", at=system_clock())


def _written(request: HttpRequest, actor: User, found: UnitListUpload) -> bool:
    try:
        plan = actions.write_list(actor, found, seal=request.POST.get("seal", ""), at=system_clock())
    except BrokenFile:
        raise
    except NamroError as refusal:
        messages.error(request, refusal.message)
        return False
    changed = sum(1 for outcome in plan.outcomes if outcome.changes)
    if changed:
        messages.success(request, _("Đã nạp danh sách: %(n)d đơn vị thay đổi.") % {"n": changed})
    else:
        messages.success(request, _("Danh sách giống như đang có; không có gì phải ghi."))
    return True


def _form(request: HttpRequest, form: UnitListForm, broken: BrokenFile | None = None) -> HttpResponse:
    faults = broken.faults if broken else ()
    context = {
        "form": form,
        "name": broken.name if broken else "",
        "faults": [str(fault) for fault in faults[:TOLD]],
        "more": max(0, len(faults) - TOLD),
        "count": len(faults),
    }
    return render(request, "people/list_upload.html", context, status=400 if form.errors or faults else 200)


def _workbook(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=XLSX, headers=headers)
