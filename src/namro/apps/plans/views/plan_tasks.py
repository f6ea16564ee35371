"""One task of a plan: its page with the form and the history, a new one, one taken out and back."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from namro.apps.people.owning import Choices, Option, choices_of, value_of
from namro.apps.people.requests import signed_in
from namro.apps.plans import actions, summary
from namro.apps.plans.choices import suggestions
from namro.apps.plans.models import Handing, Plan, Task
from namro.apps.plans.pages.plan_form import TaskForm, helpers_in, task_form, typed_values, values_of
from namro.apps.plans.pages.plan_task import task_page
from namro.apps.plans.permissions import can_write, check_write
from namro.apps.plans.typed import FieldRefused, Typed, read_typed
from namro.apps.plans.views.plan_editing import conflict, save
from namro.apps.plans.views.plan_finding import find_plan, find_task
from namro.apps.plans.views.plan_showing import OPEN
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError

form_page = require_http_methods(["GET", "POST"])

#: Where a fault of the core is shown, by its field.
_BOX = {"due": "due", "rhythm": "due", "owner": "owner", "start": "since"}


@form_page
def task(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """One task: everything that can be changed, and who changed what."""
    plan = find_plan(request, code)
    found = find_task(plan, key)
    choices = choices_of(plan.unit_id, signed_in(request).standing.day)
    if request.method != "POST":
        return _show(request, found, _form(found, choices), choices=choices)
    check_write(signed_in(request), plan)
    typed = read_typed(request.POST, choices=choices, touched=_changed(request.POST), year=plan.year)
    said: tuple[str, ...] = ()
    if not typed.refused and typed.values:
        try:
            save(request, plan, [key], typed)
        except actions.Conflict as clash:
            return conflict(request, plan, clash, typed=typed, choices=choices, action="plans:task", key=key)
        except actions.Refused as fault:
            typed = Typed({}, _by_box(fault, key))
        except NamroError as fault:
            said = (fault.message,)
    if typed.refused or said:
        form = _form(found, choices, post=request.POST, refused=typed.refused)
        return _show(request, found, form, choices=choices, said=said, status=400)
    messages.success(request, _("Đã lưu.") if typed.values else _("Không có gì thay đổi."))
    return redirect("plans:plan", code=code)


@form_page
def new_task(request: HttpRequest, code: str) -> HttpResponse:
    """Another task of the plan."""
    plan = find_plan(request, code)
    user = signed_in(request)
    check_write(user, plan)
    choices = choices_of(plan.unit_id, user.standing.day)
    groups = summary.group_names(summary.briefs(plan, today=user.standing.day))
    blank = Task(plan=plan, since=plan.since, group=groups[0] if groups else _("Nhiệm vụ khác"))
    if request.method != "POST":
        return _show_new(request, plan, task_form(choices, values_of(blank), ()), groups=groups)
    typed = read_typed(request.POST, choices=choices, touched=lambda name: bool(request.POST.get(name)), year=plan.year)
    said: tuple[str, ...] = ()
    refused = dict(typed.refused)
    if not request.POST.get("text", "").strip():
        refused["text"] = FieldRefused(_("Chưa ghi nhiệm vụ. Ghi việc cần làm."))
    if not refused:
        try:
            actions.add_task(user, plan, values=typed.values, at=system_clock())
        except actions.Refused as fault:
            refused = _by_box(fault, next(iter(fault.found)))
        except NamroError as fault:
            said = (fault.message,)
    if refused or said:
        form = task_form(choices, typed_values(request.POST), request.POST.getlist("helpers"), refused=refused)
        return _show_new(request, plan, form, groups=groups, said=said, status=400)
    messages.success(request, _("Đã thêm việc."))
    return redirect("plans:plan", code=code)


@require_POST
def drop(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """Take a task out; the plan's page then offers to take it back."""
    plan = find_plan(request, code)
    address = reverse("plans:plan", args=[code])
    try:
        actions.drop_task(signed_in(request), plan, find_task(plan, key), at=system_clock())
    except NamroError as fault:
        messages.error(request, fault.message)
        return redirect(address)
    return redirect(f"{address}?{urlencode({'vua-bo': key})}")


@require_POST
def take_back(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """Put a task back into the plan."""
    plan = find_plan(request, code)
    try:
        actions.take_back(signed_in(request), plan, find_task(plan, key), at=system_clock())
        messages.success(request, _("Đã đưa việc lại vào kế hoạch."))
    except NamroError as fault:
        messages.error(request, fault.message)
    return redirect("plans:plan", code=code)


def _changed(post: QueryDict) -> Callable[[str], bool]:
    """Only what differs from what the form was made of is set."""

    def touched(name: str) -> bool:
        if name == "due" and post.get("chosen_day"):
            return True
        return {" ".join(text.split()) for text in post.getlist(name)} - {""} != {
            " ".join(text.split()) for text in post.getlist(f"was-{name}")
        } - {""}

    return touched


def _by_box(fault: actions.Refused, key: int) -> dict[str, FieldRefused]:
    return {_BOX.get(one.field, "due"): FieldRefused(one.message, days=one.proposals) for one in fault.found[key]}


def _form(
    found: Task, choices: Choices, *, post: QueryDict | None = None, refused: dict[str, FieldRefused] | None = None
) -> TaskForm:
    values, helpers = values_of(found), helpers_in(found)
    was = [*values.items(), *(("helpers", value) for value in helpers)]
    if post is not None:
        sent = [(name.removeprefix("was-"), post.getlist(name)) for name in post if name.startswith("was-")]
        was = [(name, text) for name, texts in sent for text in texts]
        values, helpers = typed_values(post), tuple(post.getlist("helpers"))
    owner = found.owner_user or found.owner_position or found.owner_group
    more = Option(value_of(found), str(owner), str(owner)) if owner else None
    return task_form(choices, values, helpers, refused=refused, was=tuple(was), more=more)


def _show(
    request: HttpRequest,
    found: Task,
    form: TaskForm,
    *,
    choices: Choices,
    said: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    plan = found.plan
    writes = can_write(signed_in(request), plan)
    meant = suggestions([(found.pk, "" if found.owner_kind else found.lead_text)], choices)
    context = {
        "page": task_page(found, today=signed_in(request).standing.day),
        "form": form,
        "said": said,
        "edits": writes and plan.status in OPEN and not found.dropped,
        "writes": writes and plan.status in OPEN,
        "amends": writes and plan.status == Plan.Status.APPROVED,
        "meant": meant[0].option if meant else None,
        "groups": summary.group_names(summary.briefs(plan, today=signed_in(request).standing.day)),
        "above": Handing.objects.filter(made=found).select_related("upper__plan").first(),
    }
    return render(request, "plans/plan_task.html", context, status=status)


def _show_new(
    request: HttpRequest,
    plan: Plan,
    form: TaskForm,
    *,
    groups: list[str],
    said: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = {"plan": plan, "form": form, "groups": groups, "said": said}
    return render(request, "plans/plan_task_new.html", context, status=status)
