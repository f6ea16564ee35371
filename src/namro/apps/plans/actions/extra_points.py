"""Bonus items and penalties of a plan, and what its tasks cost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.plans.actions.editing import open_plan
from namro.apps.plans.models import ExtraItem, Plan, Task
from namro.apps.plans.permissions import check_write
from namro.core.base.errors import NamroError

#: Columns that a form sets.
FIELDS = ("kind", "text", "points", "limits", "of_above")


@transaction.atomic
def set_extra(
    user: User, plan: Plan, item: ExtraItem | None, *, values: Mapping[str, Any], version: int, at: datetime
) -> ExtraItem:
    """Write a bonus or a penalty, a new one where there is none. Raises NamroError when it was changed since."""
    plan = open_plan(user, plan)
    row = ExtraItem(plan=plan) if item is None else ExtraItem.objects.select_for_update().get(pk=item.pk, plan=plan)
    if item is not None and row.version != version:
        raise NamroError(
            _("Người khác vừa sửa mục này. Những gì vừa gõ còn ở dưới; xem lại rồi bấm Lưu lần nữa."), code="conflict"
        )
    for name in FIELDS:
        if name in values:
            setattr(row, name, values[name])
    if "owner" in values:
        row.give(values["owner"])
    row.version += 1
    row.save()
    record(user, AuditEntry.Act.EXTRAS_CHANGED, at=at, subject=plan.code, note=row.text)
    return row


@transaction.atomic
def drop_extra(user: User, plan: Plan, item: ExtraItem, *, at: datetime) -> None:
    """Take a bonus or a penalty out of the plan."""
    plan = open_plan(user, plan)
    row = ExtraItem.objects.select_for_update().get(pk=item.pk, plan=plan)
    row.dropped, row.version = True, row.version + 1
    row.save(update_fields=["dropped", "version"])
    record(user, AuditEntry.Act.EXTRAS_CHANGED, at=at, subject=plan.code, note=_("Bỏ: %(text)s") % {"text": row.text})


@transaction.atomic
def set_costs(user: User, plan: Plan, costs: Mapping[int, tuple[int | None, int | None]], *, at: datetime) -> int:
    """Set planned and spent cost (đồng) of some tasks; return how many changed.

    What was spent is told while the plan is in force; what is planned of a plan in force waits for its next version.
    """
    check_write(user, plan)
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    rows = list(Task.objects.select_for_update().filter(plan=plan, dropped=False, pk__in=list(costs)).order_by("place"))
    changed = [row for row in rows if (row.cost_planned, row.cost_spent) != costs[row.pk]]
    if any(row.cost_planned != costs[row.pk][0] for row in changed):
        open_plan(user, plan)
    for row in changed:
        row.cost_planned, row.cost_spent = costs[row.pk]
    Task.objects.bulk_update(changed, ["cost_planned", "cost_spent"])
    if changed:
        note = _("Kinh phí: việc %(places)s") % {"places": ", ".join(str(row.place) for row in changed)}
        record(user, AuditEntry.Act.TASKS_CHANGED, at=at, subject=plan.code, note=note[:1000])
    return len(changed)
