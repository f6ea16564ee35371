"""Supervisions of the units that I read about: the list, a new one, one with what was recommended after it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from namro.apps.people.queries.organisation import names_then
from namro.apps.people.requests import signed_in
from namro.apps.plans import actions
from namro.apps.plans.pages.recommendation_page import supervision_page
from namro.apps.plans.permissions import can_watch, not_watched_by, seats_watching
from namro.apps.plans.recommendations import count_recommendations, supervisions_for
from namro.apps.plans.recommending_forms import SupervisionForm
from namro.core.base.clock import system_clock
from namro.ui.formats import day

PER_PAGE = 20


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The list."""
    user = signed_in(request)
    page = Paginator(count_recommendations(supervisions_for(user)), PER_PAGE).get_page(request.GET.get("trang"))
    names = names_then((row.body, row.on) for row in page.object_list)
    rows = [(row, names[row.body_id, row.on], day(row.on)) for row in page.object_list]
    context = {"rows": rows, "page": page, "watches": can_watch(user)}
    return render(request, "plans/supervisions.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write down another one."""
    user = signed_in(request)
    seats, today = seats_watching(user), user.standing.day
    if not seats:
        raise not_watched_by()
    form = SupervisionForm(seats, request.POST or None, today=today, initial={"on": day(today)})
    if not form.is_valid():
        return render(request, "plans/supervision_form.html", {"form": form}, status=400 if form.errors else 200)
    made = actions.record_supervision(user, form.chosen(), values=form.values(), at=system_clock())
    messages.success(request, _("Đã ghi lần giám sát. Có kiến nghị thì ghi tiếp ở đây."))
    return redirect("plans:supervision", code=made.code)


@require_GET
def one(request: HttpRequest, code: str) -> HttpResponse:
    """What was seen, and what was recommended after it."""
    user = signed_in(request)
    row = get_object_or_404(supervisions_for(user), code=code)
    recommends = row.body_id in {seat.unit_id for seat in seats_watching(user)}
    page = supervision_page(row, today=user.standing.day, recommends=recommends)
    return render(request, "plans/supervision.html", {"page": page})
