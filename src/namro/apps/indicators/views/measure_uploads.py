"""A file of figures: handed in, shown with what it would change, written or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from namro.apps.indicators.actions.bringing import bring, staged_values, write_upload
from namro.apps.indicators.definitions import for_level
from namro.apps.indicators.files import write_template
from namro.apps.indicators.forms_upload import ValuesFileForm
from namro.apps.indicators.models import IndicatorUpload
from namro.apps.indicators.pages.brought_page import brought_rows
from namro.apps.indicators.permissions import check_upload, writes_for
from namro.apps.indicators.queries_units import scope_of
from namro.apps.indicators.values import FactsRefused
from namro.apps.library import storage
from namro.apps.library.uploads import taken_in
from namro.apps.people.models import User
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.base.faults import BrokenFile
from namro.core.indicators.periods import period_on

PER_PAGE, TOLD = 50, 100


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Hand in a file; what is wrong in it is told row by row."""
    user = signed_in(request)
    check_upload(user)
    posted = request.method == "POST"
    form = ValuesFileForm(request.POST if posted else None, request.FILES if posted else None)
    faults: Sequence[str] = ()
    if form.is_bound and form.is_valid():
        try:
            staged = _staged(user, form.cleaned_data["file"])
        except BrokenFile as broken:
            faults = [str(fault) for fault in broken.faults]
        except NamroError as refusal:
            faults = [refusal.message]
        else:
            return redirect("indicators:measures_uploaded", code=staged.code)
    context = {"form": form, "faults": faults[:TOLD], "more": max(0, len(faults) - TOLD), "count": len(faults)}
    return render(request, "indicators/measures_upload.html", context, status=400 if form.errors or faults else 200)


def _staged(user: User, file: UploadedFile) -> IndicatorUpload:
    with storage.waiting_room() as room:
        path = taken_in(file, room)
        return bring(user, path, allowed=writes_for(user), at=system_clock())


@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """A workbook with a row for every figure that the unit writes in the period of today."""
    user = signed_in(request)
    check_upload(user)
    day: date = user.standing.day
    scope = scope_of(user, request.GET.get("dv", ""), day.year)
    unit = scope.names[scope.units[0]] if scope.units else ("", "")
    known = [one for one in for_level(scope.level) if one.typed]
    periods = {one.id: period_on(day, one.grain, one.window) for one in known}
    stream = BytesIO()
    write_template(stream, known, unit=unit, periods=periods, day=day)
    answer = HttpResponse(
        stream.getvalue(), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    answer["Content-Disposition"] = 'attachment; filename="mau-chi-tieu.xlsx"'
    return answer


@require_http_methods(["GET", "POST"])
def uploaded(request: HttpRequest, code: str) -> HttpResponse:
    """What my file would write; writing it or dropping it."""
    user = signed_in(request)
    found = get_object_or_404(IndicatorUpload, code=code, by=user)
    status = 200
    if request.method == "POST":
        check_upload(user)
        if "bo" in request.POST:
            found.delete()
            messages.success(request, _("Đã bỏ tệp. Không giá trị nào được ghi."))
            return redirect("indicators:measures_upload")
        if _written(request, user, found):
            return redirect("indicators:measures")
        status = 409
    rows = brought_rows(staged_values(found))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
    context = {"upload": found, "page": page, "count": len(rows), "changed": sum(1 for row in rows if row.old)}
    return render(request, "indicators/measures_uploaded.html", context, status=status)


def _written(request: HttpRequest, user: User, found: IndicatorUpload) -> bool:
    at: datetime = system_clock()
    try:
        wrote = write_upload(user, found, allowed=writes_for(user), at=at)
    except FactsRefused as refusal:
        messages.error(request, refusal.message)
        return False
    if wrote.count:
        messages.success(request, _("Đã ghi %(n)d giá trị.") % {"n": wrote.count})
    else:
        messages.success(request, _("Mọi giá trị trong tệp đã có sẵn; không có gì phải ghi."))
    for warning in wrote.warnings:
        messages.warning(request, warning)
    return True
