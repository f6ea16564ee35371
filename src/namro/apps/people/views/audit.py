"""The audit record: looked through, taken along as a workbook, one line of it, its words erased."""

from __future__ import annotations

from decimal import Decimal

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from namro.apps.people import actions
from namro.apps.people.forms.audit import EraseForm, SoughtForm
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.pages.audit import COLUMNS, line_page, record_page, sheet_rows
from namro.apps.people.permissions import can_erase_words, check_erase_words, check_read_record
from namro.apps.people.queries.audit import Sought, count_waiting, line_before, sought_in_record
from namro.apps.people.requests import signed_in
from namro.apps.people.sealing import head_of_record
from namro.apps.people.views.asking import form_page, posted
from namro.apps.people.views.lists import XLSX
from namro.core.base.clock import system_clock
from namro.ui.formats import number

PER_PAGE = 50
#: The newest lines that one workbook takes: it is written while its reader waits.
IN_WORKBOOK = 50_000
_DIGITS = 18


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The lines that are looked for, the newest first; `?truoc=` goes on where a page ended."""
    _reader(request)
    form = SoughtForm(request.GET)
    rows = sought_in_record(_sought(form))
    before = request.GET.get("truoc", "")
    on = before.isascii() and before.isdigit() and len(before) <= _DIGITS
    found = list((rows.filter(pk__lt=int(before)) if on else rows)[: PER_PAGE + 1])
    seal = head_of_record()
    page = record_page(
        found[:PER_PAGE],
        seal=seal,
        waiting=count_waiting(seal),
        asked={name: request.GET.get(name, "").strip() for name in form.fields},
        further=len(found) > PER_PAGE,
        on=on,
    )
    context = {"page": page, "form": form, "most": number(Decimal(IN_WORKBOOK))}
    return render(request, "people/audit.html", context, status=400 if form.errors else 200)


@require_GET
def workbook(request: HttpRequest) -> HttpResponseBase:
    """The same lines as a workbook."""
    user = _reader(request)
    form = SoughtForm(request.GET)
    rows = sought_in_record(_sought(form))[:IN_WORKBOOK]
    columns = [(_(word), width) for word, width in COLUMNS]
    content = actions.take_record(
        user, columns, rows=sheet_rows(rows.iterator(2000)), note=request.GET.urlencode(), at=system_clock()
    )
    name = _("Nhat-ky-%(day)s.xlsx") % {"day": user.standing.day.isoformat()}
    headers = {"Cache-Control": "private, no-store"}
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX, headers=headers)


@require_GET
def line(request: HttpRequest, key: int) -> HttpResponse:
    """One line with its hashes."""
    user = _reader(request)
    row = _line(key)
    page = line_page(row, line_before(row), may_erase=can_erase_words(user))
    return render(request, "people/audit_line.html", {"page": page})


@form_page
def erase(request: HttpRequest, key: int) -> HttpResponse:
    """Ask once more, with the reason; then the words are gone."""
    user = _reader(request)
    check_erase_words(user)
    row = _line(key)
    form = EraseForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            actions.erase_words(user, row.seq or 0, reason=form.cleaned_data["reason"], at=system_clock())
        except actions.NotErased as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Đã xóa nội dung. Dòng và mã chuỗi của nó vẫn giữ nguyên."))
            return redirect("people:audit_line", key=key)
    page = line_page(row, line_before(row), may_erase=True)
    return render(request, "people/audit_erase.html", {"page": page, "form": form}, status=400 if form.errors else 200)


def _reader(request: HttpRequest) -> User:
    user = signed_in(request)
    check_read_record(user)
    return user


def _line(key: int) -> AuditEntry:
    return get_object_or_404(AuditEntry.objects.select_related("actor"), pk=key)


def _sought(form: SoughtForm) -> Sought:
    """What the form asks for; what was typed wrong looks for nothing."""
    form.is_valid()
    typed = form.cleaned_data
    return Sought(
        words=typed.get("tim", ""),
        person=typed.get("nguoi", ""),
        act=typed.get("viec", ""),
        since=form.day("tu"),
        until=form.day("den"),
    )
