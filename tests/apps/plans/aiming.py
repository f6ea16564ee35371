"""Targets, extra points and plans of an upper level for tests, made through the real actions."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q

from namro.apps.people.models import Holding, Role, Unit, User, on_day
from namro.apps.people.queries.people import standing_of
from namro.apps.plans import actions
from namro.apps.plans.blank import blank_plan
from namro.apps.plans.models import ExtraItem, Plan, Target
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.improvement.targets import Wish
from tests.apps.plans.giving_out import Cast, owned_by

#: Bonus 2 of journey 9: more than 30 % early, none late, none extended.
BONUS = [["early_share", ">", "30"], ["late", "=", "0"], ["extended", "=", "0"]]


def target_of(cast: Cast, plan: Plan, **values: Any) -> Target:
    """A target that the officer answers for; a rise of 2 % of a percentage unless `values` say otherwise."""
    given = {
        "name": "Mức hài lòng về tiếp cận dịch vụ", "wish": Wish.UNDECIDED, "op": ">=", "amount": Decimal(2),
        "unit": "%", "base": Decimal(94), "base_year": plan.year - 1, "by": plan.last,
        "owner": owned_by(cast[Role.OFFICER]),
    }  # fmt: skip
    return actions.set_target(cast[Role.COORDINATOR], plan, None, values=given | values, version=0, at=system_clock())


def extra_of(cast: Cast, plan: Plan, **values: Any) -> ExtraItem:
    """The bonus of journey 9."""
    given = {
        "kind": "bonus", "text": "Trên 30 % việc sớm hạn, không việc trễ, không gia hạn", "points": Decimal(1),
        "limits": BONUS, "of_above": True, "owner": owned_by(cast[Role.LEADER]),
    }  # fmt: skip
    return actions.set_extra(cast[Role.COORDINATOR], plan, None, values=given | values, version=0, at=system_clock())


def aimed(cast: Cast, plan: Plan) -> dict[str, int]:
    """The ids of a target and a bonus of a plan that is open for changes."""
    for role in (Role.COORDINATOR, Role.LEADER, Role.OFFICER):
        cast[role].standing = standing_of(cast[role], system_clock().date())
    return {"target": target_of(cast, plan).pk, "extra": extra_of(cast, plan).pk}


def person_of(unit: Unit, role: Role, day: date) -> User:
    """Somebody with a role in a unit, as of a day."""
    held = Holding.objects.filter(
        on_day(day), Q(position__unit=unit) | Q(position__unit__home=unit), position__role=role
    )
    user = held.select_related("user").order_by("id")[0].user
    user.standing = standing_of(user, day)
    return user


def upper_plan(texts: list[str], *, at: datetime, group: str = "Cải cách thủ tục hành chính") -> tuple[User, Plan]:
    """The department's plan of reform in force, with these tasks due in nine days; and who writes it."""
    day = at.astimezone(VIETNAM).date()
    unit = Unit.objects.get(code="so-noi-vu")
    writer, head = person_of(unit, Role.COORDINATOR, day), person_of(unit, Role.LEADER, day)
    blank = blank_plan(unit.pk, day.year, today=day, kind="reform")
    plan, _fresh = actions.make_plan(writer, unit.pk, blank, at=at)
    Plan.objects.filter(pk=plan.pk).update(since=day - timedelta(days=300), last=day + timedelta(days=300))
    plan.refresh_from_db()
    for text in texts:
        values = {"group": group, "text": text, "owner": owned_by(writer), "due": day + timedelta(days=9)}
        actions.add_task(writer, plan, values=values, at=at)
    actions.submit(writer, plan, at=at)
    actions.approve(head, plan, at=at)
    plan.refresh_from_db()
    return writer, plan
