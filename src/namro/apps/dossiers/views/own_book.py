"""The simple book of a unit without a system."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from namro.apps.dossiers.actions.own_book import Entry, book_of, close_book, lines_of, open_book, put_line
from namro.apps.dossiers.models import Channel, Dossier, Procedure
from namro.apps.dossiers.pages.list_page import chips_of
from namro.apps.dossiers.permissions import can_catalogue, can_note, readable_by, units_seen
from namro.apps.dossiers.queries import names_of_procedures
from namro.apps.people.models import Unit, User
from namro.apps.people.queries.organisation import Node
from namro.apps.people.requests import signed_in
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.base.errors import NamroError
from namro.core.service.dossiers import Status
from namro.ui.formats import NOTHING, moment

PER_PAGE = 30


class LineForm(forms.Form):
    """A line of the book; moments are read where files are read, so that both take the same ways of writing."""

    number = forms.CharField(label=gettext_lazy("Số thứ tự trên sổ giấy"), max_length=20)
    procedure = forms.CharField(label=gettext_lazy("Mã thủ tục"), max_length=60)
    officer = forms.CharField(label=gettext_lazy("Người xử lý"), max_length=120, required=False)
    channel = forms.ChoiceField(label=gettext_lazy("Kênh"), choices=Channel.choices, required=False)
    accepted_at = forms.CharField(label=gettext_lazy("Tiếp nhận"), max_length=40)
    due_at = forms.CharField(label=gettext_lazy("Hẹn trả (để trống: theo thủ tục)"), required=False, max_length=40)
    asked_at = forms.CharField(label=gettext_lazy("Yêu cầu bổ sung"), required=False, max_length=40)
    supplemented_at = forms.CharField(label=gettext_lazy("Đã bổ sung"), required=False, max_length=40)
    processed_at = forms.CharField(label=gettext_lazy("Có kết quả"), required=False, max_length=40)
    returned_at = forms.CharField(label=gettext_lazy("Trả kết quả"), required=False, max_length=40)
    withdrawn_at = forms.CharField(label=gettext_lazy("Công dân rút"), required=False, max_length=40)


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The book of a unit; an administrator opens and closes it here."""
    user = signed_in(request)
    unit, context = _asked(request, user)
    if unit is not None:
        rows = Dossier.objects.filter(readable_by(user), unit=unit, code__startswith=lines_of(unit))
        page = Paginator(rows.order_by("-accepted_at", "-id"), PER_PAGE).get_page(request.GET.get("trang"))
        names, now = names_of_procedures(page), system_clock()
        context["page"], context["query"] = page, f"don-vi={unit.code}"
        context["rows"] = [
            (row, number_of(row), names.get(row.procedure, row.procedure), _at(row.accepted_at), _at(row.limit_at),
             chips_of(row, now)) for row in page
        ]  # fmt: skip
    return render(request, "dossiers/own_book.html", context)


@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, key: int | None = None) -> HttpResponse:
    """A new line, or one that is written again."""
    user, now = signed_in(request), system_clock()
    row = get_object_or_404(Dossier.objects.select_related("unit").filter(readable_by(user)), pk=key) if key else None
    unit = row.unit if row else _asked(request, user)[0]
    if unit is None or (row is not None and not row.code.startswith(lines_of(unit))):
        return redirect("dossiers:own_book")
    form = LineForm(request.POST or None, initial=_typed(row) if row else {"officer": user.full_name})
    if request.method == "POST" and form.is_valid():
        try:
            put_line(user, unit, Entry(**form.cleaned_data), at=now, key=key)
        except NamroError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Đã ghi dòng số %(n)s.") % {"n": form.cleaned_data["number"]})
            return redirect(f"{reverse('dossiers:own_book')}?don-vi={unit.code}")
    codes = Procedure.objects.filter(until=None).order_by("code").values_list("code", "name")[:1000]
    context = {
        "form": form, "unit": unit.code, "row": row, "procedures": codes, "writes": can_note(user, unit.pk),
        "open": book_of(unit.pk) is not None,
    }  # fmt: skip
    return render(request, "dossiers/own_book_line.html", context, status=400 if form.errors else 200)


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Open or close the book of a unit."""
    user, now = signed_in(request), system_clock()
    unit = get_object_or_404(Unit, code=request.POST.get("don-vi", ""), home=None)
    try:
        if "dong" in request.POST:
            close_book(user, unit, at=now)
        else:
            open_book(user, unit, request.POST.get("ly-do", ""), at=now)
    except NamroError as refusal:
        messages.error(request, refusal.message)
    return redirect(f"{reverse('dossiers:own_book')}?don-vi={unit.code}")


def _asked(request: HttpRequest, user: User) -> tuple[Unit | None, dict[str, Any]]:
    units: list[Node] = units_seen(user)
    code = request.POST.get("don-vi") or request.GET.get("don-vi", "")
    node = next((one for one in units if one.code == code), None) or next(iter(units), None)
    context: dict[str, Any] = {"units": units, "node": node, "keeps": can_catalogue(user)}
    if node is None:
        return None, context
    context |= {"book": book_of(node.id), "writes": can_note(user, node.id)}
    return Unit.objects.get(pk=node.id), context


def number_of(row: Dossier) -> str:
    """Return the number of the paper book: "41/2026"."""
    year, _slash, number = row.code.split("/", 2)[2].partition("/")
    return f"{number}/{year}"


def _typed(row: Dossier) -> dict[str, str]:
    """A line as it would be typed."""
    said: dict[str, datetime] = {}
    for status, at in json.loads(row.events):
        said.setdefault(status, datetime.fromtimestamp(at, VIETNAM))
    names = {
        "asked_at": Status.SUPPLEMENT_REQUESTED, "supplemented_at": Status.SUPPLEMENT_DONE,
        "processed_at": Status.PROCESSED, "returned_at": Status.RETURNED, "withdrawn_at": Status.WITHDRAWN,
    }  # fmt: skip
    found = {name: f"{said[status]:%d/%m/%Y %H:%M}" for name, status in names.items() if status in said}
    moments = {"accepted_at": row.accepted_at, "due_at": row.due_at}
    found |= {name: f"{at.astimezone(VIETNAM):%d/%m/%Y %H:%M}" for name, at in moments.items() if at}
    number = number_of(row).rpartition("/")[0]
    return found | {"number": number, "procedure": row.procedure, "officer": row.officer, "channel": str(row.channel)}


def _at(value: datetime | None) -> str:
    return moment(value) if value else NOTHING
