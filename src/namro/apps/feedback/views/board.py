"""The board of feedback."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from namro.apps.feedback.pages.rows import board_rows
from namro.apps.feedback.permissions import can_keep, units_led
from namro.apps.feedback.public import is_open
from namro.apps.feedback.queries import counts_of, items_for, parts, spoken_of
from namro.apps.people.models import Role, Unit, User
from namro.apps.people.requests import signed_in
from namro.core.timetable import national_calendar
from namro.ui.formats import day

PER_PAGE = 30


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """What is late, near, waiting for publication; all of the book that the person may read."""
    user, calendar = signed_in(request), national_calendar()
    today = user.standing.day
    known = parts(today, calendar)
    chosen = request.GET.get("loc", "")
    chosen = chosen if chosen in known else "dang-mo"
    rows = items_for(user)
    counts = counts_of(rows, known)
    found = rows.filter(known[chosen])
    if chosen in {"tat-ca", "lap-lai"}:
        found = found.order_by("-received_at", "-id")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    spoken = [(one.name, one.times, one.confirmed, day(one.last)) for one in spoken_of(user, today)]
    context = {
        "page": page, "rows": board_rows(page.object_list, today, calendar), "keeps": can_keep(user),
        "leads": bool(units_led(user)), "spoken": spoken if chosen in {"dang-mo", "lap-lai"} else [],
        "tabs": [(name, words, counts[name], name == chosen) for name, words in _words().items()], "chosen": chosen,
        "form": _form_of(user, request),
        "any": counts["tat-ca"], "query": f"loc={chosen}",
    }  # fmt: skip
    return render(request, "feedback/board.html", context)


def _form_of(user: User, request: HttpRequest) -> dict[str, object] | None:
    """The unit's own form, for who may open and close it."""
    led = user.standing.units(Role.LEADER)
    if not led:
        return None
    unit = Unit.objects.get(pk=min(led))
    url = request.build_absolute_uri(reverse("feedback:write", args=[unit.code]))
    return {"unit": unit.code, "open": is_open(unit), "url": url}


def _words() -> dict[str, str]:
    return {
        "dang-mo": _("Đang mở"),
        "tre": _("Trễ"),
        "sap-han": _("Sắp đến hạn"),
        "cho-cong-khai": _("Chờ công khai"),
        "xin-gia-han": _("Xin gia hạn"),
        "lap-lai": _("Lặp lại"),
        "tat-ca": _("Tất cả"),
    }
