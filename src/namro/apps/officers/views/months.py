"""The months of a unit's people, for its leader and coordinator; who has no unit to follow gets the own month."""

from __future__ import annotations

import tempfile

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from namro.apps.library.sending import guarded
from namro.apps.officers.actions import say_who
from namro.apps.officers.figures import unit_month
from namro.apps.officers.models import Evaluation
from namro.apps.officers.month import Month, limit_of, month_named, month_of
from namro.apps.officers.pages.unit_page import list_columns, list_rows, unit_page
from namro.apps.officers.permissions import check_follow, units_followed
from namro.apps.people.models import AuditEntry, Unit, User
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.recording import record
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.documents.writing.list_sheet import write_list


def asked_month(text: str, user: User) -> Month:
    """Return the month of an address; there is none before 2000 or after this one."""
    month = month_named(text)
    if month is None or not month.first.year >= 2000 or month > month_of(user.standing.day):
        raise Http404(_("Không có tháng này."))
    return month


def asked_unit(request: HttpRequest, units: frozenset[int]) -> Unit | None:
    """Return the unit of `don-vi`, else the first of the person's own ones."""
    code = request.POST.get("don-vi") or request.GET.get("don-vi", "")
    if code:
        return get_object_or_404(Unit, code=code, home=None)
    return Unit.objects.filter(pk__in=units, home=None).order_by("pk").first()


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The last month that is over: of the unit for those who follow it, else the own one."""
    user = signed_in(request)
    month = str(month_of(user.standing.day).before)
    if units_followed(user):
        return redirect("officers:unit", month)
    if user.standing.units():
        return redirect("officers:person", month, user.pk)
    return render(request, "officers/nothing.html")


@require_GET
def unit(request: HttpRequest, month: str) -> HttpResponse:
    """Everybody who handled dossiers of the unit in a month."""
    user, now = signed_in(request), system_clock()
    asked = asked_month(month, user)
    row = _followed(request, user)
    found = unit_month(row.pk, asked, now)
    rows = {one.user_id: one for one in Evaluation.objects.filter(unit=row, month=asked.first)}
    limit = limit_of(asked, row.code)
    own = units_followed(user)
    names = names_of({row.pk, *own})
    context = {
        "page": unit_page(row.code, found, rows, asked, limit=limit, now=now),
        "unit": row.code, "name": names[row.pk][1], "month": str(asked), "words": f"{asked.first:%m/%Y}",
        "before": str(asked.before), "after": str(asked.following) if asked < month_of(user.standing.day) else "",
        "units": [(*names[key], key == row.pk) for key in sorted(own)] if len(own) > 1 else [],
        "people": sorted(found.known.people.values(), key=lambda one: one.name) if found.unknown else [],
    }  # fmt: skip
    return render(request, "officers/unit.html", context)


@require_GET
def unit_file(request: HttpRequest, month: str) -> HttpResponseBase:
    """The month as a workbook, to be sent on."""
    user, now = signed_in(request), system_clock()
    asked = asked_month(month, user)
    row = _followed(request, user)
    found = unit_month(row.pk, asked, now)
    rows = {one.user_id: one for one in Evaluation.objects.filter(unit=row, month=asked.first)}
    record(user, AuditEntry.Act.OFFICER_DOWNLOADED, at=now, subject=row.code, note=f"{asked} .xlsx", unit=row.pk)
    stream = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    lines = list_rows(found, rows, limit=limit_of(asked, row.code), now=now)
    write_list(stream, _("Tháng %(month)s") % {"month": f"{asked.first:%m-%Y}"}, list_columns(), rows=lines)
    stream.seek(0)
    name = f"danh-gia-thang-{asked}-{row.code}.xlsx"
    return guarded(FileResponse(stream, as_attachment=True, filename=name), "xlsx")


@require_POST
def name(request: HttpRequest) -> HttpResponse:
    """Say whose a name of the provincial system is."""
    user, now = signed_in(request), system_clock()
    row = _followed(request, user)
    chosen = request.POST.get("nguoi", "")
    person = get_object_or_404(User, pk=int(chosen)) if chosen.isascii() and chosen.isdigit() else None
    month = month_named(request.POST.get("thang", "")) or month_of(user.standing.day).before
    if not chosen:
        messages.error(request, _("Chọn người, hoặc chọn “không phải người của đơn vị”."))
    else:
        try:
            say_who(user, row.pk, request.POST.get("ten", "")[:120], person, at=now)
        except NamroError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Đã ghi tên này là của ai."))
    return redirect(f"{reverse('officers:unit', args=[str(month)])}?don-vi={row.code}")


def _followed(request: HttpRequest, user: User) -> Unit:
    row = asked_unit(request, units_followed(user))
    check_follow(user, row.pk if row else 0)
    assert row is not None
    return row
