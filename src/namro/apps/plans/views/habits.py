"""How a unit works: reminders, how far ahead time is asked for, days to look and to act; from which day on."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from namro.apps.people.models import Role
from namro.apps.people.queries.organisation import organisation_on
from namro.apps.people.requests import signed_in
from namro.apps.plans import actions
from namro.apps.plans.pages.habits_page import habit_forms
from namro.apps.plans.typed import typed_day
from namro.apps.plans.views.work_task import sent_number
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.improvement.habits import HABITS


@require_http_methods(["GET", "POST"])
def habits(request: HttpRequest) -> HttpResponse:
    """One form for each unit that the person leads or coordinates, with what was set before."""
    user = signed_in(request)
    units = sorted(user.standing.units(Role.COORDINATOR, Role.LEADER))
    if not units:
        raise PermissionDenied(_("Chỉ đầu mối hoặc lãnh đạo của đơn vị đặt quy ước của đơn vị."))
    error = ("", "")
    unit = sent_number(request, "don-vi") or 0
    if request.method == "POST":
        try:
            count = _set(request, unit)
        except NamroError as fault:
            error = (fault.code or "", fault.message)
        else:
            told = ngettext("Đã đổi %(n)d quy ước.", "Đã đổi %(n)d quy ước.", count) % {"n": count}
            messages.success(request, told if count else _("Không có gì thay đổi."))
            return redirect("plans:habits")
    tree, _handovers = organisation_on(user.standing.day)
    names = {key: tree.nodes[key].name for key in units if key in tree.nodes}
    forms = habit_forms(names, user.standing.day, sent=request.POST if error[1] else None, unit=unit, error=error)
    return render(request, "plans/work_habits.html", {"forms": forms}, status=400 if error[1] else 200)


def _set(request: HttpRequest, unit: int) -> int:
    user, sent = signed_in(request), request.POST
    typed = {one.code: sent[one.code] for one in HABITS if one.code in sent}
    day = sent.get("tu-ngay", "").strip()
    since = typed_day(day, user.standing.day.year) if day else user.standing.day
    seen = sent_number(request, "da-xem")
    return actions.set_habits(user, unit, typed, since=since, at=system_clock(), seen=seen)
