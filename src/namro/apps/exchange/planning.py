"""From what was read to a plan of a unit: the button on the page of a document."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from namro.apps.exchange.decided import decided_document
from namro.apps.exchange.finding import find_document
from namro.apps.people.models import User
from namro.apps.people.queries.organisation import tree_on
from namro.apps.people.requests import signed_in
from namro.apps.plans import actions
from namro.apps.plans.permissions import check_make, makes_for
from namro.apps.plans.printed_targets import printed_targets
from namro.core.base.clock import system_clock


def units_to_plan(user: User) -> tuple[tuple[int, str], ...]:
    """The units for which the person may make plans, with their names of today."""
    units = makes_for(user)
    if not units:
        return ()
    nodes = tree_on(user.standing.day).nodes
    return tuple((unit, nodes[unit].name) for unit in sorted(units) if unit in nodes)


@require_POST
def make_plan(request: HttpRequest, code: str) -> HttpResponse:
    """Make a plan from a document; pressed again, lead to the plan that is there."""
    user = signed_in(request)
    document = find_document(request, code)
    units = dict(units_to_plan(user))
    asked = request.POST.get("don-vi", "")
    unit = int(asked) if asked.isdecimal() else next(iter(units), 0)
    check_make(user, unit)
    decided = decided_document(document)
    lost_to = decided.report.by_cause
    made, fresh = actions.make_plan(
        user, unit, decided.plan(), at=system_clock(), source=document.code, lost_to=lost_to
    )
    if fresh:
        drafts, rule = printed_targets(made)
        actions.take_targets(user, made, drafts, rule=rule, at=system_clock())
        messages.success(request, _("Đã lập kế hoạch từ văn bản. Giao người, đặt ngày, rồi trình lãnh đạo."))
    else:
        messages.info(request, _("Văn bản này đã có kế hoạch; mở lại kế hoạch đó."))
    return redirect("plans:plan", code=made.code)
