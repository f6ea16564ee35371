"""The targets of a plan: the list, taking them from the document, one of them, how it stands."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from namro.apps.people.owning import choices_of
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.apps.plans import actions
from namro.apps.plans.models import Plan, Target
from namro.apps.plans.pages.target_list import target_list, target_row
from namro.apps.plans.permissions import can_tell_target, can_write, check_write
from namro.apps.plans.printed_targets import printed_targets
from namro.apps.plans.surveyed import factors_to_take
from namro.apps.plans.target_forms import TargetForm, ValueForm, target_initial, whole_number
from namro.apps.plans.targeting import Stood, targets_of
from namro.apps.plans.views.plan_finding import find_plan
from namro.apps.plans.views.plan_showing import OPEN
from namro.apps.plans.weak_points import points_to_take
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.ui.formats import day


@require_GET
def targets(request: HttpRequest, code: str) -> HttpResponse:
    """All targets of a plan."""
    plan = find_plan(request, code)
    user = signed_in(request)
    found = targets_of(plan, today=user.standing.day)
    writes = can_write(user, plan)
    context = {
        "plan": plan,
        "page": target_list(plan, found, unit_code=plan.unit.code),
        "writes": writes and plan.status != Plan.Status.SUBMITTED,
        "edits": writes and plan.status in OPEN,
        "factors": len(factors_to_take(plan)) if writes and plan.status in OPEN else 0,
        "weak": len(points_to_take(plan)) if writes and plan.status in OPEN else 0,
    }
    return render(request, "plans/targets.html", context)


@require_POST
def take(request: HttpRequest, code: str) -> HttpResponse:
    """Take the targets that the plan's document prints."""
    plan = find_plan(request, code)
    user = signed_in(request)
    check_write(user, plan)
    drafts, rule = printed_targets(plan)
    try:
        count = actions.take_targets(user, plan, drafts, rule=rule, at=system_clock())
    except NamroError as fault:
        messages.error(request, fault.message)
    else:
        said = _("Đã nhập %(count)d chỉ tiêu từ văn bản.") % {"count": count}
        messages.success(request, said if count else _("Văn bản không còn chỉ tiêu nào chưa nhập."))
    return redirect("plans:targets", code=code)


@require_POST
def take_factors(request: HttpRequest, code: str) -> HttpResponse:
    """Take the factors of satisfaction that were published of the year before."""
    plan = find_plan(request, code)
    try:
        count = actions.take_factors(signed_in(request), plan, at=system_clock())
    except NamroError as fault:
        messages.error(request, fault.message)
    else:
        said = _("%(count)d chỉ tiêu đọc số từ kết quả hài lòng đã công bố; ghi mức phải đạt cho từng chỉ tiêu.")
        none = _("Chưa có kết quả hài lòng năm %(year)d nào chưa lấy. Ghi ở trang Kết quả hài lòng.")
        messages.success(request, said % {"count": count} if count else none % {"year": plan.year - 1})
    return redirect("plans:targets", code=code)


@require_POST
def take_weak_points(request: HttpRequest, code: str) -> HttpResponse:
    """Add a proposed task for what citizens are least satisfied with."""
    plan = find_plan(request, code)
    try:
        count = actions.take_weak_points(signed_in(request), plan, at=system_clock())
    except NamroError as fault:
        messages.error(request, fault.message)
        return redirect("plans:targets", code=code)
    said = _("Đã thêm %(count)d nhiệm vụ đề xuất từ khảo sát. Sửa lời văn, chọn người phụ trách.")
    messages.success(request, said % {"count": count} if count else _("Không còn điều nào chưa đưa vào kế hoạch."))
    return redirect("plans:plan", code=code)


@require_POST
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Say what the ambiguous change of one target, or of all of them, means."""
    plan = find_plan(request, code)
    reading, _colon, one = request.POST.get("reading", "").partition(":")
    keys = [int(key) for key in ([one] if one else request.POST.getlist("all")) if whole(key)]
    try:
        count = actions.choose_reading(signed_in(request), plan, keys, reading, at=system_clock())
    except NamroError as fault:
        messages.error(request, fault.message)
    else:
        messages.success(request, _("Đã chọn cách hiểu cho %(count)d chỉ tiêu.") % {"count": count})
    return redirect("plans:targets", code=code)


@require_POST
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """Set or take away the rule for everything that has no target of its own."""
    plan = find_plan(request, code)
    try:
        actions.set_rule(signed_in(request), plan, request.POST.get("text", ""), at=system_clock())
    except NamroError as fault:
        messages.error(request, fault.message)
    else:
        messages.success(request, _("Đã lưu quy tắc."))
    return redirect("plans:targets", code=code)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Another target."""
    plan = find_plan(request, code)
    user = signed_in(request)
    check_write(user, plan)
    choices = choices_of(plan.unit_id, user.standing.day)
    start = {"by": day(plan.last), "base_year": plan.year - 1, "unit": "%", "version": 0}
    form = TargetForm(choices, request.POST or None, initial=start, year=plan.year)
    if form.is_valid() and _saved(request, plan, None, form):
        return redirect("plans:targets", code=code)
    context = {"plan": plan, "form": form}
    return render(request, "plans/target_new.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def target(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """One target: its form, the values that were told, what is still needed."""
    plan = find_plan(request, code)
    row = _find(plan, key)
    if request.method != "POST":
        return _show(request, plan, row)
    user = signed_in(request)
    check_write(user, plan)
    form = TargetForm(choices_of(plan.unit_id, user.standing.day), request.POST, year=plan.year)
    if form.is_valid() and _saved(request, plan, row, form):
        return redirect("plans:target", code=code, key=key)
    return _show(request, plan, row, form=form)


@require_POST
def value(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """Tell how a target stands."""
    plan = find_plan(request, code)
    row = _find(plan, key)
    form = ValueForm(request.POST, year=plan.year, unit=row.unit)
    if form.is_valid():
        try:
            actions.tell_target_standing(signed_in(request), row, values=form.values(), at=system_clock())
        except NamroError as fault:
            form.add_error("on", fault.message)
        else:
            messages.success(request, _("Đã ghi kết quả."))
            return redirect("plans:target", code=code, key=key)
    return _show(request, plan, row, told=form)


@require_POST
def drop(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """Take a target out of the plan."""
    plan = find_plan(request, code)
    try:
        actions.drop_target(signed_in(request), plan, _find(plan, key), at=system_clock())
    except NamroError as fault:
        messages.error(request, fault.message)
        return redirect("plans:target", code=code, key=key)
    messages.success(request, _("Đã bỏ chỉ tiêu khỏi kế hoạch."))
    return redirect("plans:targets", code=code)


def _find(plan: Plan, key: int) -> Target:
    rows = Target.objects.select_related("owner_user", "owner_position", "owner_group")
    found: Target = get_object_or_404(rows, plan=plan, pk=key, dropped=False)
    found.plan = plan
    return found


def _saved(request: HttpRequest, plan: Plan, row: Target | None, form: TargetForm) -> bool:
    version = form.cleaned_data["version"] or 0
    try:
        actions.set_target(signed_in(request), plan, row, values=form.values(), version=version, at=system_clock())
    except NamroError as fault:
        if row is not None and fault.code == "conflict":
            row.refresh_from_db()
            # The next press writes over what is there now.
            form.data = {**form.data.dict(), "version": str(row.version)}  # type: ignore[attr-defined]
        form.add_error(None, fault.message)
        return False
    messages.success(request, _("Đã lưu chỉ tiêu."))
    return True


def _show(
    request: HttpRequest, plan: Plan, row: Target, *, form: TargetForm | None = None, told: ValueForm | None = None
) -> HttpResponse:
    user = signed_in(request)
    today = user.standing.day
    stood = next(one for one in targets_of(plan, today=today) if one.target.pk == row.pk)
    edits = can_write(user, plan) and plan.status in OPEN
    if edits and form is None:
        form = TargetForm(choices_of(plan.unit_id, today), initial=target_initial(row), year=plan.year)
    tells = can_tell_target(user, row, stood.owner)
    blank = ValueForm(initial={"on": day(today)}, year=plan.year, unit=row.unit) if tells and told is None else told
    context: dict[str, Any] = {
        "plan": plan,
        "row": target_row(stood, plan, unit_code=plan.unit.code),
        "form": form,
        "told": blank if tells else None,
        "edits": edits,
        "values": row.values.select_related("by").order_by("-on", "-id")[:20],
        "ahead": _ahead(request, stood),
        "more": request.GET.get("them", ""),
        "counted": stood.counts is not None and row.unit == "%",
    }
    bad = any(one is not None and one.errors for one in (form, told))
    return render(request, "plans/target.html", context, status=400 if bad else 200)


def _ahead(request: HttpRequest, stood: Stood) -> str:
    """What is needed when so many more are expected, as typed into the address."""
    text = request.GET.get("them", "")
    try:
        found = stood.outlook(whole_number(text) if text.strip() else None)
    except NamroError as fault:
        return fault.message
    return found.words if found else ""
