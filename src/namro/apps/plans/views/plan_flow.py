"""From a draft to a plan in force: submit, approve, send back, amend; its letterhead, versions and files."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from namro.apps.library.sending import WRITTEN, guarded
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.apps.plans import actions
from namro.apps.plans.headings import HeadingForm, initial_of
from namro.apps.plans.models import Plan
from namro.apps.plans.pages.plan_versions import versions_page
from namro.apps.plans.permissions import can_write, check_write
from namro.apps.plans.summary import FAULTY
from namro.apps.plans.views.plan_finding import find_plan, unit_name
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.base.folding import fold
from namro.documents.writing import LAYOUTS


@require_POST
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Take a button: submit, approve, send back or amend; the last two with a reason."""
    plan = find_plan(request, code)
    user, at, reason = signed_in(request), system_clock(), request.POST.get("reason", "")
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "submit": (lambda: actions.submit(user, plan, at=at), _("Đã trình lãnh đạo.")),
        "approve": (lambda: actions.approve(user, plan, at=at), _("Đã duyệt. Việc đã được giao cho từng người.")),
        "send_back": (lambda: actions.send_back(user, plan, reason=reason, at=at), _("Đã trả lại để sửa.")),
        "amend": (
            lambda: actions.amend(user, plan, reason=reason, at=at),
            _("Đã mở điều chỉnh. Bản đang áp dụng vẫn giữ nguyên đến khi bản mới được duyệt."),
        ),
    }
    act, told = acts.get(request.POST.get("act", ""), (None, ""))
    if act is None:
        raise Http404
    try:
        act()
    except actions.Faulty as fault:
        messages.error(request, fault.message)
        return redirect(f"{reverse('plans:plan', args=[code])}?loc={FAULTY}")
    except NamroError as fault:
        messages.error(request, fault.message)
    else:
        messages.success(request, told)
    return redirect("plans:plan", code=code)


@require_GET
def versions(request: HttpRequest, code: str) -> HttpResponse:
    """What was approved when, with what changed from one version to the next."""
    plan = find_plan(request, code)
    return render(
        request, "plans/plan_versions.html", {"page": versions_page(plan, today=signed_in(request).standing.day)}
    )


@require_http_methods(["GET", "POST"])
def heading(request: HttpRequest, code: str) -> HttpResponse:
    """The letterhead: what stands above and below the tasks in a file."""
    plan = find_plan(request, code)
    user = signed_in(request)
    check_write(user, plan)
    posted = request.POST.copy() if request.method == "POST" else None
    form = HeadingForm(posted, initial=initial_of(plan), issued=plan.status == Plan.Status.APPROVED)
    if posted is not None and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            actions.set_heading(user, plan, values=form.values(), version=version, at=system_clock())
        except NamroError as fault:
            form.add_error(None, fault.message)
            plan.refresh_from_db()
            posted["version"] = str(plan.version)  # the next press writes over what is there now
        else:
            messages.success(request, _("Đã lưu phần đầu kế hoạch."))
            return redirect("plans:plan", code=code)
    context = {"form": form, "plan": plan, "writes": can_write(user, plan)}
    return render(request, "plans/plan_heading.html", context, status=400 if form.errors else 200)


@require_GET
def file(request: HttpRequest, code: str, kind: str) -> HttpResponseBase:
    """The plan as a file, as it is now or as `?ban=` was approved."""
    plan = find_plan(request, code)
    layout, number = request.GET.get("layout", "annex"), request.GET.get("ban", "")
    if kind not in WRITTEN or layout not in LAYOUTS:
        raise Http404
    version = get_object_or_404(plan.versions, number=whole(number) or 0) if number else None
    user, at = signed_in(request), system_clock()
    content = actions.take_plan(user, plan, kind=kind, layout=layout, at=at, version=version)
    name = file_name(plan, unit_name(request, plan.unit_id), kind, number=number)
    return guarded(FileResponse(content, as_attachment=True, filename=name), kind)


def file_name(plan: Plan, unit: str, kind: str, *, number: str = "") -> str:
    """Whose plan it is, for which year, and which version: `Ke-hoach-xa-suoi-may-2026-ban-1.docx`."""
    version = f"-ban-{number}" if number else ""
    return f"Ke-hoach-{slugify(fold(unit))}-{plan.year}{version}.{kind}"
