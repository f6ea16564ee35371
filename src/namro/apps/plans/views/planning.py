"""Plans: the list, a new one, one plan with its tasks."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from namro.apps.people.queries.organisation import unit_handovers
from namro.apps.people.requests import signed_in
from namro.apps.plans import actions
from namro.apps.plans.blank import blank_plan
from namro.apps.plans.forms import NewPlanForm
from namro.apps.plans.handings import waiting_for
from namro.apps.plans.pages.plan_list import counted, kinds_of, plan_list
from namro.apps.plans.permissions import check_make, makes_for
from namro.apps.plans.queries import plans_for
from namro.apps.plans.views.plan_finding import find_plan, unit_name
from namro.apps.plans.views.plan_showing import show_plan
from namro.core.base.clock import system_clock
from namro.core.base.spans import with_origins
from namro.core.improvement.plan_kinds import DEFAULT_KIND, plan_kinds

PER_PAGE = 20


@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """The plans that I may read."""
    user = signed_in(request)
    kind = request.GET.get("loai", "")
    found = plans_for(user).filter(kind=kind) if kind in plan_kinds() else plans_for(user)
    page = Paginator(counted(found), PER_PAGE).get_page(request.GET.get("trang"))
    units = makes_for(user)
    context = {
        "page": plan_list(page, user.standing.day, kind=kind, kinds=kinds_of(plans_for(user))),
        "makes": bool(units),
        "given": waiting_for(with_origins(units, unit_handovers(), user.standing.day)).count() if units else 0,
    }
    return render(request, "plans/plans.html", context)


@require_http_methods(["GET", "POST"])
def new_plan(request: HttpRequest) -> HttpResponse:
    """An empty plan of one of my units."""
    user = signed_in(request)
    units = [(unit, unit_name(request, unit)) for unit in sorted(makes_for(user))]
    if not units:
        check_make(user, 0)
    form = NewPlanForm(units, request.POST or None, initial={"year": user.standing.day.year})
    if not form.is_valid():
        return render(request, "plans/plan_new.html", {"form": form}, status=400 if form.errors else 200)
    values = form.cleaned_data
    unit, kind, today = values["unit"], values["kind"] or DEFAULT_KIND, user.standing.day
    written = blank_plan(unit, values["year"], today=today, kind=kind, title=values["title"])
    made, _fresh = actions.make_plan(user, unit, written, at=system_clock())
    messages.success(request, _("Đã lập kế hoạch trống. Thêm việc đầu tiên."))
    return redirect("plans:plan", code=made.code)


@require_GET
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """One plan; `?nguyen-nhan=`, `?nhom=`, `?loc=`, `?tim=` show fewer of its tasks."""
    return show_plan(request, find_plan(request, code))
