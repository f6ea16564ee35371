"""Tasks that wait for events, and recording one."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from namro.apps.people.models import User
from namro.apps.people.requests import signed_in
from namro.apps.plans import actions
from namro.apps.plans.agenda import duties_of
from namro.apps.plans.pages.work_events import waiting_rows
from namro.apps.plans.pages.work_time import Asked
from namro.apps.plans.typed import FieldRefused, typed_day
from namro.apps.plans.waiting import tasks_waiting, with_recent
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.ui.formats import day

_MANY = 20


@require_GET
def events(request: HttpRequest) -> HttpResponse:
    """The tasks that wait for events."""
    return _shown(request, signed_in(request), Asked())


@require_POST
def event(request: HttpRequest, key: int) -> HttpResponse:
    """Record an event; its work is given out at once."""
    user = signed_in(request)
    task = get_object_or_404(tasks_waiting(user, duties_of(user)), pk=key)
    sent = request.POST
    try:
        on = typed_day(sent.get("chon-ngay", "") or sent.get("ngay", ""), user.standing.day.year)
        began = actions.Began(on=on, what=sent.get("viec-gi", ""), document=sent.get("van-ban", ""))
        made = actions.record_event(user, task, began, at=system_clock())
    except NamroError as fault:
        days = tuple((one.isoformat(), day(one)) for one in fault.days) if isinstance(fault, FieldRefused) else ()
        typed = {name: str(text) for name, text in sent.items()}
        return _shown(request, user, Asked(error=fault.message, typed=typed, days=days), key=key, status=400)
    told = {"day": day(made.due) if made.due else "–"}
    messages.success(request, _("Đã ghi sự kiện. Việc có hạn %(day)s.") % told)
    return redirect("plans:work", code=made.code)


def _shown(request: HttpRequest, user: User, asked: Asked, *, key: int = 0, status: int = 200) -> HttpResponse:
    pager = Paginator(tasks_waiting(user, duties_of(user)), _MANY).get_page(request.GET.get("trang"))
    rows = waiting_rows(with_recent(list(pager)), today=user.standing.day, asked=asked, key=key)
    return render(request, "plans/work_events.html", {"rows": rows, "pager": pager}, status=status)
