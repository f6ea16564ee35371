"""The plan's page, also as the answer to a form on it that must be mended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from namro.apps.people.owning import Choices, choices_of
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.apps.plans.models import Plan
from namro.apps.plans.pages.plan_form import task_form, typed_values
from namro.apps.plans.pages.plan_page import plan_page
from namro.apps.plans.permissions import can_decide, can_write
from namro.apps.plans.summary import Wanted
from namro.apps.plans.typed import FieldRefused
from namro.apps.plans.views.plan_finding import unit_name

OPEN = (Plan.Status.DRAFT, Plan.Status.AMENDING)


@dataclass(frozen=True, slots=True)
class Mending:
    """A form over several tasks that was refused: what was sent, and why not, by box and by task."""

    post: QueryDict
    picked: frozenset[int]
    refused: Mapping[str, FieldRefused] = field(default_factory=dict)
    said: tuple[str, ...] = ()


def wanted_in(query: QueryDict) -> Wanted:
    """The filters of an address."""
    return Wanted(
        cause=query.get("nguyen-nhan", "")[:32],
        group=whole(query.get("nhom", "")) or 0,
        only=query.get("loc", "")[:16],
        search=query.get("tim", "")[:100],
    )


def show_plan(
    request: HttpRequest, plan: Plan, *, choices: Choices | None = None, mending: Mending | None = None
) -> HttpResponse:
    """Answer with the page; with `mending` the ticked rows stay ticked and the typed values stay typed."""
    user = signed_in(request)
    choices = choices or choices_of(plan.unit_id, user.standing.day)
    query = request.GET if mending is None else QueryDict(mending.post.get("query", ""))
    around = {"today": user.standing.day, "picked": mending.picked if mending else frozenset()}
    page = plan_page(
        plan,
        unit=unit_name(request, plan.unit_id),
        choices=choices,
        wanted=wanted_in(query),
        number=query.get("trang"),
        around=around,
    )
    values = typed_values(mending.post) if mending else {}
    helpers = mending.post.getlist("helpers") if mending else []
    writes = can_write(user, plan)
    context = {
        "page": page,
        "form": task_form(choices, values, helpers, refused=mending.refused if mending else {}),
        "said": mending.said if mending else (),
        "writes": writes,
        "edits": writes and plan.status in OPEN,
        "decides": can_decide(user, plan),
        "status": plan.status,
        "source": plan.source,
        "sheet": plan.sheet,
        "dropped_now": whole(query.get("vua-bo", "")),
    }
    return render(request, "plans/plan.html", context, status=400 if mending else 200)
