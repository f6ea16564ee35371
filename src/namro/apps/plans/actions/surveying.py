"""What citizens are least satisfied with becomes proposed tasks of a plan."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.plans.actions.editing import open_plan
from namro.apps.plans.models import Plan, Task
from namro.apps.plans.weak_points import CAUSE, group_of, points_to_take, stated
from namro.core.improvement.proposals import templates


@transaction.atomic
def take_weak_points(user: User, plan: Plan, *, at: datetime) -> int:
    """Add a proposed task for each of the lowest items of the newest survey; return how many are new.

    A task says what citizens answered and said in their own words. It is a proposal: people word it and choose who
    owes it.
    """
    plan = open_plan(user, plan)
    points = points_to_take(plan)
    last = plan.tasks.order_by("-place").values_list("place", flat=True).first() or 0
    deliverable = next(one.deliverable for one in templates() if CAUSE in one.causes)
    rows = []
    for place, point in enumerate(points, last + 1):
        rows.append(
            Task(
                plan=plan, place=place, group=group_of(plan, point), criterion_name=point.name, result=stated(point),
                text=_("Tìm nguyên nhân, khắc phục điều người dân chưa hài lòng: %(name)s") % {"name": point.name},
                cause=CAUSE, disposition="to_do", deliverable=deliverable, since=plan.since, due=plan.last,
                proposed=True,
            )
        )  # fmt: skip
    Task.objects.bulk_create(rows)
    if rows:
        note = _("%(n)d điều người dân chưa hài lòng nhất, %(title)s") % {"n": len(rows), "title": points[0].title}
        record(user, AuditEntry.Act.TASK_ADDED, at=at, subject=plan.code, note=note)
    return len(rows)
