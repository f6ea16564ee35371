"""A file with the portal's figures of many units for one period; what is wrong in it is told row by row."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from namro.apps.library import storage
from namro.apps.library.uploads import taken_in
from namro.apps.people.models import User
from namro.apps.people.requests import signed_in
from namro.apps.service_index.actions.entering import Shown, write_scores
from namro.apps.service_index.forms import FileForm
from namro.apps.service_index.permissions import check_bring, units_shown, writes_for
from namro.apps.service_index.reading import HEADINGS, read_scores
from namro.apps.service_index.views.finding import asked_period, periods_to_choose
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.base.faults import BrokenFile
from namro.core.indicators.periods import period_of
from namro.core.service.index import service_index
from namro.documents.writing.list_sheet import write_list

TOLD = 100
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Hand in a file; all of it is written, or nothing."""
    user = signed_in(request)
    check_bring(user)
    today = user.standing.day
    period = asked_period(request, today)
    choices = [(one.name, one.words) for _year, many in periods_to_choose(today, period) for one in many]
    posted = request.method == "POST"
    first = {"period": period.name, "as_of": today}
    form = FileForm(request.POST if posted else None, request.FILES if posted else None, periods=choices, initial=first)
    faults: Sequence[str] = ()
    if form.is_bound and form.is_valid():
        try:
            units, count = _written(user, form.cleaned_data)
        except BrokenFile as broken:
            faults = [str(fault) for fault in broken.faults]
        except NamroError as refusal:
            if refusal.code == "as_of":
                form.add_error("as_of", refusal.message)
            else:
                faults = [refusal.message]
        else:
            told = _("Đã ghi %(n)d số của %(units)d đơn vị. Số đã có và không đổi thì không ghi lại.")
            messages.success(request, told % {"n": count, "units": units})
            return redirect(f"{reverse('service_index:home')}?ky={form.cleaned_data['period']}")
    context = {"form": form, "faults": faults[:TOLD], "more": max(0, len(faults) - TOLD), "count": len(faults)}
    context["period"] = period
    return render(request, "service_index/upload.html", context, status=400 if form.errors or faults else 200)


def _written(user: User, said: dict[str, Any]) -> tuple[int, int]:
    with storage.waiting_room() as room:
        found = read_scores(taken_in(said["file"], room), service_index(), allowed=writes_for(user))
    shown = Shown(said["as_of"], said["source"])
    return len(found), write_scores(user, found, period_of(said["period"]), shown, at=system_clock())


@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """A workbook with a row for every figure of the units that the person writes for."""
    user = signed_in(request)
    check_bring(user)
    allowed, index = writes_for(user), service_index()
    nodes = [node for node in units_shown(user) if allowed is None or node.id in allowed]
    rows = []
    for node in nodes:
        for group in index.groups:
            rows.append((node.code, group.code, "", "", "", f"{node.name}: {group.name}"))
            rows += [
                (node.code, one.code, "", "", "", f"{one.number} {one.name}") for one in group.metrics if one.is_scored
            ]
    stream = BytesIO()
    columns = [(words[0], 14 if name != "metric" else 40) for name, words in HEADINGS.items()]
    write_list(stream, _("Điểm của Cổng"), [*columns, (_("Tên"), 70)], rows=rows)
    answer = HttpResponse(stream.getvalue(), content_type=_XLSX)
    answer["Content-Disposition"] = 'attachment; filename="diem-cong-766.xlsx"'
    return answer
