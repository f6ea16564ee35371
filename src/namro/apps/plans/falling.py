"""What fell below last year's value, found anew for a plan when its targets or the facts of its unit change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from namro.apps.assessments.models import Assignment
from namro.apps.indicators.models import Delivery, Fact
from namro.apps.indicators.sets import edition_for, in_force
from namro.apps.indicators.values import levels_of
from namro.apps.people.models import Role
from namro.apps.people.owners import owners_of
from namro.apps.people.queries.organisation import unit_handovers
from namro.apps.people.queries.people import held_in
from namro.apps.plans.measuring import Facts, facts_of
from namro.apps.plans.models import FallenValue, Plan, Target
from namro.apps.plans.targeting import rounded, stood
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.base.spans import successors
from namro.core.framework.model import Item
from namro.core.framework.uses import bearers
from namro.core.improvement.owners import Owner
from namro.core.improvement.running import Running, fallen, measured_by, rises
from namro.core.improvement.target_standing import Standing


def running_plans(today: date) -> Q:
    """The condition on plans in force whose values are looked at."""
    in_force = Q(status__in=[Plan.Status.APPROVED, Plan.Status.AMENDING, Plan.Status.SUBMITTED], versions__isnull=False)
    return in_force & Q(since__lte=today, last__gte=today)


def find_again(plans: Iterable[Plan], *, at: datetime) -> int:
    """Find what fell in some plans; return how many values did. The number of queries does not grow with the values."""
    listed = list(plans)
    units, years = {plan.unit_id for plan in listed}, {plan.year for plan in listed}
    facts = facts_of(units, {*years, *(year - 1 for year in years)})
    rows = [row for plan in listed for row in _rows(plan, facts, at)]
    with transaction.atomic():
        FallenValue.objects.filter(plan__in=[plan.pk for plan in listed]).delete()
        FallenValue.objects.bulk_create(rows)
    return len(rows)


def _rows(plan: Plan, facts: Facts, at: datetime) -> Iterator[FallenValue]:
    today = at.astimezone(VIETNAM).date()
    row = partial(FallenValue, plan=plan, found_at=at)
    targets = Target.objects.filter(plan=plan, dropped=False).order_by("place", "id")
    known = stood(
        targets.select_related("owner_user", "owner_position", "owner_group"),
        today=today, facts=facts, plans={plan.pk: plan},
    )  # fmt: skip
    place = 0
    for one in known:
        if one.standing is Standing.FELL and one.now is not None and one.goal.base is not None:
            place += 1
            yield row(
                target=one.target, key=f"target:{one.target.pk}", name=one.target.name, last=one.goal.base,
                now=rounded(one.now.value), unit=one.goal.unit, owner=_who(one.owner, plan, today), place=place,
            )  # fmt: skip
    if not plan.holds_last_year:
        return
    aimed = {one.target.criterion for one in known if one.target.criterion}
    owners = _owners_of_criteria(plan, today)
    for found in fallen(one for one in _criteria(plan, facts) if one.key not in aimed):
        place += 1
        yield row(
            key=f"criterion:{found.key}", name=f"{found.key} {found.name}"[:500], last=rounded(found.last),
            now=rounded(found.now), unit=found.unit, owner=_who(owners.get(found.key), plan, today), place=place,
        )  # fmt: skip


def _criteria(plan: Plan, facts: Facts) -> Iterator[Running]:
    """What the criteria of the plan's year measure now and measured last year, where both are known."""
    level = levels_of([plan.unit_id], plan.year).get(plan.unit_id, "")
    edition = edition_for(in_force(), level, plan.year)
    if edition is None:
        return
    for bearer in bearers(edition.framework):
        if isinstance(bearer, Item):  # bonuses and penalties measure once more what a criterion measures
            continue
        before = measured_by(bearer.rule, partial(_number, facts, plan.unit_id, plan.year - 1))
        running = measured_by(bearer.rule, partial(_number, facts, plan.unit_id, plan.year))
        if before is not None and running is not None:
            (last, unit), (now, _unit) = before, running
            yield Running(key=bearer.id, name=bearer.name, last=last, now=now, unit=unit, rises=rises(bearer.rule))


def _number(facts: Facts, unit: int, year: int, name: str) -> Decimal | None:
    found = facts.number(unit, year, name)
    return found[0] if found else None


def _owners_of_criteria(plan: Plan, today: date) -> dict[str, Owner]:
    """Who answers for each criterion on the unit's sheet of the plan's year."""
    rows = Assignment.objects.filter(
        assessment__unit=plan.unit_id, assessment__year=plan.year, carried=None
    ).select_related("owner_user", "owner_position", "owner_group")
    found = owners_of(rows, today=today)
    return {row.node_id: found[row.pk] for row in rows if row.pk in found}


def _who(owner: Owner | None, plan: Plan, today: date) -> str:
    """Who answers for a value, with the people of a position; nobody chosen: the unit's coordinator."""
    if owner is None:
        units = successors(plan.unit_id, unit_handovers(), today)
        held = held_in(list(units), today).filter(position__role=Role.COORDINATOR).select_related("user")
        names = ", ".join(dict.fromkeys(one.user.full_name for one in held.order_by("id")))
        return gettext("Đầu mối cải cách hành chính: %(names)s") % {"names": names} if names else ""
    names = ", ".join(person.name for person in owner.holders(today)[:3])
    return owner.name if names in ("", owner.name) else f"{owner.name}: {names}"[:300]


def find_after_facts(**_: object) -> None:
    """Facts were written: find again what fell in the plans of the units that the last delivery was about."""
    last = Delivery.objects.order_by("-pk").values_list("pk", flat=True).first()
    units = set(Fact.objects.filter(delivery=last).values_list("unit", flat=True).distinct())
    _find_of_units(units)


def find_after_results(*, unit: int, **_: object) -> None:
    """Results of satisfaction of a unit were written or taken away: find again what fell in its plans."""
    _find_of_units({unit})


def _find_of_units(units: set[int]) -> None:
    now = system_clock()
    today = now.astimezone(VIETNAM).date()
    heirs = {heir for unit in units for heir in successors(unit, unit_handovers(), today)}
    plans = Plan.objects.filter(running_plans(today), unit__in=units | heirs).distinct()
    find_again(plans, at=now)


def find_all_again(at: datetime) -> tuple[int, int]:
    """Find what fell in every running plan, and forget it of plans that run no more. Return plans and values."""
    plans = list(Plan.objects.filter(running_plans(at.astimezone(VIETNAM).date())).distinct())
    found = find_again(plans, at=at)
    FallenValue.objects.exclude(plan__in=[plan.pk for plan in plans]).delete()
    return len(plans), found
