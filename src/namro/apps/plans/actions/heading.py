"""The letterhead of a plan: title, years, number, day, grounds, recipients and who signs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.plans.actions.editing import open_plan
from namro.apps.plans.models import Plan
from namro.apps.plans.permissions import check_write
from namro.core.base.errors import NamroError

#: Columns of the plan; everything else that is given goes into `head`.
_COLUMNS = ("kind", "title", "since", "last")
#: Given when the approved plan is issued: these do not wait for an amendment.
ISSUED = ("doc_code", "date")


@transaction.atomic
def set_heading(user: User, plan: Plan, *, values: Mapping[str, Any], version: int, at: datetime) -> Plan:
    """Set columns and fields of the head; `version` is the plan's that the form was made of.

    Raises NamroError when somebody else changed the plan since.
    """
    if plan.status == Plan.Status.APPROVED and set(values) <= set(ISSUED):
        check_write(user, plan)
        plan = Plan.objects.select_for_update().get(pk=plan.pk)
    else:
        plan = open_plan(user, plan)
    if plan.version != version:
        raise NamroError(
            _("Người khác vừa sửa phần đầu kế hoạch. Những gì vừa gõ còn ở dưới; xem lại rồi bấm Lưu lần nữa."),
            code="conflict",
        )
    for name in _COLUMNS:
        setattr(plan, name, values.get(name, getattr(plan, name)))
    plan.head = plan.head | {name: value for name, value in values.items() if name not in _COLUMNS}
    plan.version += 1
    plan.save(update_fields=[*_COLUMNS, "head", "version"])
    record(user, AuditEntry.Act.PLAN_HEADED, at=at, subject=plan.code, note=plan.title)
    return plan
