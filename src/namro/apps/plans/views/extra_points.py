"""Bonus items and penalties of a plan, and what its tasks cost."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from namro.apps.people.owning import choices_of
from namro.apps.people.requests import signed_in
from namro.apps.plans import actions
from namro.apps.plans.extras import extras_of
from namro.apps.plans.models import ExtraItem, Plan, Task
from namro.apps.plans.pages.extra_list import cost_table, extra_row
from namro.apps.plans.permissions import can_write, check_write
from namro.apps.plans.queries import tasks_in
from namro.apps.plans.target_forms import ExtraForm, extra_initial, whole_number
from namro.apps.plans.views.plan_finding import find_plan
from namro.apps.plans.views.plan_showing import OPEN
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError


@require_GET
def extras(request: HttpRequest, code: str) -> HttpResponse:
    """All of them, judged by the work of today."""
    plan = find_plan(request, code)
    user = signed_in(request)
    rows = [extra_row(one, plan) for one in extras_of(plan, today=user.standing.day)]
    edits = can_write(user, plan) and plan.status in OPEN
    return render(request, "plans/extras.html", {"plan": plan, "rows": rows, "edits": edits})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Another one."""
    plan = find_plan(request, code)
    check_write(signed_in(request), plan)
    return _form(request, plan, None)


@require_http_methods(["GET", "POST"])
def extra(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """One of them."""
    plan = find_plan(request, code)
    check_write(signed_in(request), plan)
    return _form(request, plan, _find(plan, key))


@require_POST
def drop(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """Take one out."""
    plan = find_plan(request, code)
    try:
        actions.drop_extra(signed_in(request), plan, _find(plan, key), at=system_clock())
        messages.success(request, _("Đã bỏ khỏi kế hoạch."))
    except NamroError as fault:
        messages.error(request, fault.message)
    return redirect("plans:extras", code=code)


def _find(plan: Plan, key: int) -> ExtraItem:
    found: ExtraItem = get_object_or_404(ExtraItem, plan=plan, pk=key, dropped=False)
    return found


def _form(request: HttpRequest, plan: Plan, item: ExtraItem | None) -> HttpResponse:
    user = signed_in(request)
    start = extra_initial(item) if item else {"of_above": "1", "version": 0}
    choices = choices_of(plan.unit_id, user.standing.day)
    form = ExtraForm(choices, request.POST or None, initial=start, year=plan.year)
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.set_extra(user, plan, item, values=form.values(), version=version, at=system_clock())
        except NamroError as fault:
            form.add_error(None, fault.message)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("plans:extras", code=plan.code)
    context = {"plan": plan, "form": form, "item": item, "edits": plan.status in OPEN}
    return render(request, "plans/extra.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def costs(request: HttpRequest, code: str) -> HttpResponse:
    """Planned and spent cost of every task, with sums; one form for all."""
    plan = find_plan(request, code)
    user = signed_in(request)
    tasks = tasks_in(plan)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        check_write(user, plan)
        found, wrong = _typed_costs(request, tasks)
        if not wrong:
            try:
                count = actions.set_costs(user, plan, found, at=system_clock())
            except NamroError as fault:
                messages.error(request, fault.message)
            else:
                messages.success(request, _("Đã lưu kinh phí của %(count)d việc.") % {"count": count})
                return redirect("plans:costs", code=code)
    writes = can_write(user, plan) and plan.status != Plan.Status.SUBMITTED
    context = {
        "plan": plan,
        "page": cost_table(plan, tasks, request.POST if wrong else {}),
        "writes": writes,
        "plans_cost": writes and plan.status in OPEN,
        "wrong": list(wrong.values()),
    }
    return render(request, "plans/costs.html", context, status=400 if wrong else 200)


def _typed_costs(
    request: HttpRequest, tasks: list[Task]
) -> tuple[dict[int, tuple[int | None, int | None]], dict[str, str]]:
    """What was typed for each task, and by box what cannot be read; a box that was not sent stays as it is."""
    found: dict[int, tuple[int | None, int | None]] = {}
    wrong: dict[str, str] = {}
    for n, task in enumerate(tasks, start=1):
        amounts = []
        for name, known in (("planned", task.cost_planned), ("spent", task.cost_spent)):
            text = request.POST.get(f"{name}-{task.pk}")
            try:
                amounts.append(known if text is None else whole_number(text) if text.strip() else None)
            except NamroError as fault:
                amounts.append(known)
                wrong[f"{name}-{task.pk}"] = _("Việc %(n)d: %(fault)s") % {"n": n, "fault": fault.message}
        found[task.pk] = (amounts[0], amounts[1])
    return found, wrong
