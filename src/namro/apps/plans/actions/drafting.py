"""A plan from what was drafted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

from django.db import transaction

from namro.apps.assessments.models import Assessment
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.plans.bridge import head_of, tasks_of
from namro.apps.plans.models import Plan, Task
from namro.apps.plans.permissions import check_make
from namro.core.improvement import Plan as Written


@transaction.atomic
def make_plan(
    user: User,
    unit: int,
    written: Written,
    *,
    at: datetime,
    source: str = "",
    sheet: Assessment | None = None,
    lost_to: Mapping[str, Decimal] = MappingProxyType({}),
) -> tuple[Plan, bool]:
    """Keep a drafted plan as a unit's own; return it, and whether it is new. `lost_to` are the points lost by cause.

    A document (`source`) or an own sheet gives one plan: asked again, the one that is there comes back, with everything
    people made of it.
    """
    check_make(user, unit)
    plan = Plan.objects.filter(unit=unit, source=source, sheet=sheet).first() if source or sheet else None
    if plan is not None:
        return plan, False
    year = written.subject_year or at.year
    plan = Plan.objects.create(
        unit_id=unit,
        kind=written.kind,
        title=written.title[:300],
        year=year,
        since=date(year, 1, 1),
        last=date(year, 12, 31),
        head=head_of(written),
        source=source,
        sheet=sheet,
        lost=sum(lost_to.values(), Decimal(0)) or None,
        lost_to={cause: str(points) for cause, points in lost_to.items() if points},
        created_by=user,
        created_at=at,
    )
    Task.objects.bulk_create(tasks_of(written, plan))
    record(user, AuditEntry.Act.PLAN_MADE, at=at, subject=plan.code, note=plan.title)
    return plan, True
