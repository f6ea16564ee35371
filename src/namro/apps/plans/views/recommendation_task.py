"""A recommendation becomes a task: in which plan, who, until when, with what product."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from namro.apps.people.owning import NOBODY, Choices, choices_of
from namro.apps.people.queries.organisation import unit_handovers
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.apps.plans import actions
from namro.apps.plans.models import Plan, Recommendation, Task
from namro.apps.plans.pages.plan_form import task_form, typed_values, values_of
from namro.apps.plans.permissions import can_write, check_side
from namro.apps.plans.queries import plans_for
from namro.apps.plans.typed import FieldRefused, Typed, read_typed
from namro.apps.plans.views.recommendations import find
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.base.spans import successors
from namro.core.improvement.recommendations import Side

#: Where a fault of the core is shown, by its field.
_BOX = {"owner": "owner", "start": "since"}


@require_http_methods(["GET", "POST"])
def take_up(request: HttpRequest, code: str) -> HttpResponse:
    """The form of the task, filled from the recommendation; nothing typed is lost when it is refused."""
    row = find(request, code)
    user = signed_in(request)
    check_side(user, row, Side.COORDINATOR)
    choices, plans = choices_of(row.unit_id, user.standing.day), _plans(request, row)
    if request.method != "POST":
        return _show(request, row, plans, choices, values=_begin(row, plans, request))
    plan = next((one for one in plans if one.pk == whole(request.POST.get("plan", ""))), None)
    typed = _typed(request, choices, plan)
    status = 400
    if plan is not None and not typed.refused:
        version = whole(request.POST.get("version", ""))
        try:
            actions.take_up(
                user,
                row,
                taking=actions.Taking(plan, typed.values),
                version=-1 if version is None else version,
                at=system_clock(),
            )
        except actions.Refused as fault:
            found = next(iter(fault.found.values()))
            refused = {_BOX.get(one.field, "due"): FieldRefused(one.message, days=one.proposals) for one in found}
            typed = Typed({}, refused)
        except NamroError as fault:
            typed = Typed({}, {"": FieldRefused(fault.message)})
            status = 409 if fault.code == "conflict" else 400
            row = find(request, code)
        else:
            messages.success(request, _("Đã lập thành nhiệm vụ. Trình lãnh đạo duyệt kế hoạch để giao việc."))
            return redirect("plans:recommendation", code=code)
    return _show(request, row, plans, choices, typed=typed, status=status)


def _plans(request: HttpRequest, row: Recommendation) -> list[Plan]:
    """The plans that may take another task: of the unit or those that took over, still running, not at the leader's."""
    user = signed_in(request)
    units = {row.unit_id, *successors(row.unit_id, unit_handovers(), user.standing.day)}
    found = plans_for(user).filter(unit__in=units, last__gte=user.standing.day)
    return [plan for plan in found.exclude(status=Plan.Status.SUBMITTED) if can_write(user, plan)]


def _begin(row: Recommendation, plans: Sequence[Plan], request: HttpRequest) -> Mapping[str, str]:
    """The boxes as they are shown first."""
    today = signed_in(request).standing.day
    first = plans[0].pk if plans else 0
    blank = Task(
        since=today, text=row.text, criterion=row.criterion, group=row.field or row.criterion_name or _("Nhiệm vụ khác")
    )
    return {**values_of(blank), "plan": str(first)}


def _typed(request: HttpRequest, choices: Choices, plan: Plan | None) -> Typed:
    """What was typed, with everything refused that a task from outside must have."""
    post = request.POST
    year = plan.year if plan else signed_in(request).standing.day.year
    typed = read_typed(post, choices=choices, touched=lambda name: bool(post.get(name)), year=year)
    refused = dict(typed.refused)
    if plan is None:
        refused["plan"] = FieldRefused(_("Chưa chọn kế hoạch. Chọn kế hoạch sẽ ghi việc này."))
    if not post.get("text", "").strip():
        refused.setdefault("text", FieldRefused(_("Chưa ghi nhiệm vụ. Ghi việc cần làm.")))
    if not post.get("deliverable", "").strip():
        refused.setdefault("deliverable", FieldRefused(_("Chưa ghi sản phẩm. Ghi văn bản, kết quả phải có.")))
    if post.get("owner", NOBODY) == NOBODY:
        refused.setdefault("owner", FieldRefused(_("Chưa giao cho ai. Chọn người chủ trì.")))
    if not any(typed.values.get(name) for name in ("due", "rhythm", "event")):
        refused.setdefault("due", FieldRefused(_("Chưa ghi hạn. Viết dạng 30/11/2026.")))
    return Typed({} if refused else typed.values, refused)


def _show(
    request: HttpRequest,
    row: Recommendation,
    plans: Sequence[Plan],
    choices: Choices,
    *,
    values: Mapping[str, str] | None = None,
    typed: Typed | None = None,
    status: int = 200,
) -> HttpResponse:
    refused = typed.refused if typed else {}
    found = values if values is not None else {**typed_values(request.POST), "plan": request.POST.get("plan", "")}
    boxes = {name: fault for name, fault in refused.items() if name}
    context = {
        "row": row,
        "plans": [(plan.pk, plan.title, plan.status == Plan.Status.APPROVED) for plan in plans],
        "chosen": whole(found.get("plan", "")),
        "form": task_form(choices, found, request.POST.getlist("helpers"), refused=boxes),
        "said": [fault.message for name, fault in refused.items() if not name],
        "groups": [],
    }
    return render(request, "plans/recommendation_task.html", context, status=status)
