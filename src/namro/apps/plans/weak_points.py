"""The items with which citizens are least satisfied, as a plan of satisfaction words them."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _mark

from namro.apps.plans.models import Plan, Task
from namro.apps.surveys.found import WeakPoint, weak_points
from namro.core.base.points import format_points
from namro.core.improvement.plan_kinds import plan_kind
from namro.core.survey.published import factor_code

#: The cause by which such tasks are known, and the kind of plan that answers them.
CAUSE, KIND = "low_survey", "sipas"


def points_to_take(plan: Plan) -> tuple[WeakPoint, ...]:
    """Return the weak points of the unit's newest survey that no task of the plan answers yet; none in other plans."""
    if plan.kind != KIND:
        return ()
    there = set(Task.objects.filter(plan=plan, cause=CAUSE, dropped=False).values_list("criterion_name", flat=True))
    return tuple(one for one in weak_points(plan.unit_id, until=plan.last) if one.name not in there)


def group_of(plan: Plan, point: WeakPoint) -> str:
    """Return the group of the plan's kind that is about the factor, else the factor's own name."""
    code = factor_code(point.factor)
    groups = plan_kind(plan.kind).groups
    return next((group for group in groups if factor_code(group) == code), point.factor)


#: Words of the printed plan, which is Vietnamese in whatever language the page is read.
_SAID = _mark("%(value)s %% (%(margin)s%(n)s trả lời), %(title)s")
_CITIZENS = _mark("Người dân nói")


def stated(point: WeakPoint) -> str:
    """Say what citizens answered, with the error, and what they said: "76,03 % (± 3,38; 312 trả lời), …"."""
    margin = "" if point.margin is None else f"± {format_points(point.margin)}; "
    told = {"value": format_points(point.value), "margin": margin, "n": point.n, "title": point.title}
    said = _SAID % told
    words = "; ".join(f"“{one}”" for one in point.words[:3])
    return f"{said}. {_CITIZENS}: {words}" if words else said
