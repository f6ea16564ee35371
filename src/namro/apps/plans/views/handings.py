"""Tasks given from an upper plan to units: the upper plan's page, and what a unit was given."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from namro.apps.people.queries.organisation import unit_handovers
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.apps.plans import actions
from namro.apps.plans.handings import waiting_for
from namro.apps.plans.models import Handing, Plan
from namro.apps.plans.pages.handing_page import handing_page
from namro.apps.plans.permissions import can_write, makes_for
from namro.apps.plans.queries import plans_for, tasks_in
from namro.apps.plans.typed import typed_day
from namro.apps.plans.views.plan_finding import find_plan, unit_name
from namro.apps.plans.views.plan_showing import OPEN
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.base.spans import with_origins
from namro.core.improvement.plan_kinds import plan_kind
from namro.ui.formats import day

PER_PAGE = 20


@require_http_methods(["GET", "POST"])
def given(request: HttpRequest, code: str) -> HttpResponse:
    """The upper plan by unit and by field; its coordinator gives tasks here."""
    plan = find_plan(request, code)
    user = signed_in(request)
    if request.method == "POST":
        tasks = [int(key) for key in request.POST.getlist("task") if whole(key)]
        units = [int(key) for key in request.POST.getlist("unit") if whole(key)]
        try:
            count = actions.give_down(user, plan, tasks, units, at=system_clock())
        except NamroError as fault:
            messages.error(request, fault.message)
        else:
            said = _("Đã giao %(count)d lượt. Đầu mối của đơn vị sẽ nhận vào kế hoạch của mình.") % {"count": count}
            messages.success(request, said if count else _("Các đơn vị này đã có nhiệm vụ đó rồi."))
        return redirect("plans:given", code=code)
    today = user.standing.day
    until, refused = _until(request.GET.get("den", ""), plan, today)
    page = handing_page(plan, tasks_in(plan), today=today, until=until)
    context = {
        "plan": plan,
        "page": page,
        "writes": can_write(user, plan) and plan.versions.exists(),
        "fault": refused,
        "typed": request.GET.get("den", "") or day(until),
    }
    return render(request, "plans/given.html", context, status=400 if refused else 200)


def _until(text: str, plan: Plan, today: date) -> tuple[date, str]:
    """The day of the counts: as typed, else today, or the last day of a plan that is over."""
    default = min(today, plan.last)
    if not text.strip():
        return default, ""
    try:
        return typed_day(text, plan.year), ""
    except NamroError as fault:
        return default, fault.message


@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """What my units were given from above and have not answered."""
    user = signed_in(request)
    units = makes_for(user)
    if not units:
        raise PermissionDenied(_("Chỉ đầu mối cải cách hành chính của đơn vị nhận nhiệm vụ cấp trên giao."))
    mine = with_origins(units, unit_handovers(), user.standing.day)
    page = Paginator(waiting_for(mine), PER_PAGE).get_page(request.GET.get("trang"))
    plans = list(plans_for(user).filter(unit__in=mine, status__in=OPEN)[:50])
    rows = [
        {
            "row": row,
            "from": unit_name(request, row.upper.plan.unit_id),
            "due": day(row.due) if row.due else row.upper.due_text,
            "kind": plan_kind(row.upper.plan.kind).label,
            "plans": [
                (one.pk, one.title, one.kind == row.upper.plan.kind and one.year == row.upper.plan.year)
                for one in plans
                if one.unit_id == row.unit_id
            ],
        }
        for row in page.object_list
    ]
    return render(request, "plans/from_above.html", {"rows": rows, "page": page})


@require_POST
def answer(request: HttpRequest, key: int) -> HttpResponse:
    """Take a task into a plan of the unit, or send it back."""
    user = signed_in(request)
    row = get_object_or_404(Handing, pk=key)
    try:
        if request.POST.get("act") == "return":
            actions.return_given(user, row, request.POST.get("reason", ""), at=system_clock())
            messages.success(request, _("Đã gửi trả, kèm lý do."))
            return redirect("plans:from_above")
        chosen = whole(request.POST.get("plan", "")) or 0
        plan = get_object_or_404(plans_for(user), pk=chosen) if chosen else None
        made = actions.take_given(user, row, plan, at=system_clock())
    except NamroError as fault:
        messages.error(request, fault.message)
        return redirect("plans:from_above")
    messages.success(request, _("Đã nhận vào kế hoạch. Giao người thực hiện rồi trình lãnh đạo duyệt."))
    return redirect("plans:task", code=made.plan.code, key=made.pk)
