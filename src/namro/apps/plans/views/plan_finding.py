"""The plan and the task that an address names, if the person may read them."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from namro.apps.people.queries.organisation import names_of, tree_on
from namro.apps.people.requests import signed_in
from namro.apps.plans.models import Plan, Task
from namro.apps.plans.queries import plans_for, with_people


def find_plan(request: HttpRequest, code: str) -> Plan:
    """Return the plan. Raises Http404, as for a code that does not exist."""
    return get_object_or_404(plans_for(signed_in(request)), code=code)


def find_task(plan: Plan, key: int) -> Task:
    """Return a task of the plan with its people at hand. Raises Http404."""
    task = get_object_or_404(with_people(Task.objects.filter(plan=plan)), pk=key)
    task.plan = plan
    return task


def unit_name(request: HttpRequest, unit: int) -> str:
    """What the unit is called today, or was called last."""
    node = tree_on(signed_in(request).standing.day).nodes.get(unit)
    return node.name if node else names_of([unit])[unit][1]
