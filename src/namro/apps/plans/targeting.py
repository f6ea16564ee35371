"""How the targets of a plan stand: the value told last, or the facts, against the goal and against last year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from namro.apps.people.owners import owners_of
from namro.apps.plans.measuring import Facts, Found, facts_of
from namro.apps.plans.models import Plan, Target, TargetValue
from namro.apps.plans.surveyed import Surveyed, surveyed_by
from namro.apps.plans.tracking import Tracked, tracked_by
from namro.core.base.errors import NamroError
from namro.core.improvement.goals import Outlook, outlook
from namro.core.improvement.owners import Owner
from namro.core.improvement.target_standing import Measured, Standing, doubts, standing_of
from namro.core.improvement.targets import PERCENT, Goal


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """A target as it stands: `goal` with the value of before (the target's own, else measured in the year before).

    `told` is the row of a value that was told, `found` the facts; one of them at most. `before_of` names the units of
    before whose counts were added up, `past` is where the value of before was read.
    """

    target: Target
    goal: Goal
    now: Measured | None
    before: Measured | None
    standing: Standing
    doubts: tuple[str, ...] = ()
    told: TargetValue | None = None
    found: Found | None = None
    before_of: tuple[str, ...] = ()
    past: Found | None = None
    owner: Owner | None = None

    @property
    def counts(self) -> tuple[int, int] | None:
        """Good ones and all, where the value is a share of counts."""
        if self.told is not None:
            if self.told.numerator is None or self.told.denominator is None:
                return None
            return self.told.numerator, self.told.denominator
        if self.found is None or self.found.denominator is None:
            return None
        return int(self.found.numerator), int(self.found.denominator)

    def outlook(self, expected: int | None = None) -> Outlook | None:
        """What is still needed, where counts are known and something is expected; None where that says nothing."""
        more = expected if expected is not None else self.told.expected if self.told else None
        goal, counts = self.goal.value(), self.counts
        op = ">=" if self.goal.op == "=" else self.goal.op
        if more is None or goal is None or counts is None or self.goal.unit != PERCENT:
            return None
        try:
            return outlook(*counts, expected=more, op=op, percent=goal)
        except NamroError:  # a share that is to fall
            return None


def targets_of(plan: Plan, *, today: date) -> list[Stood]:
    """Return the targets of a plan in order, as they stand; the number of queries is fixed."""
    rows = Target.objects.filter(plan=plan, dropped=False).order_by("place", "id")
    targets = list(rows.select_related("owner_user", "owner_position", "owner_group"))
    return stood(
        targets, today=today, facts=facts_of([plan.unit_id], [plan.year - 1, plan.year]), plans={plan.pk: plan}
    )


def stood(targets: Iterable[Target], *, today: date, facts: Facts, plans: Mapping[int, Plan]) -> list[Stood]:
    """Return targets of some plans as they stand; `facts` of their units, this year's and last year's."""
    listed = list(targets)
    last = _last_values(listed)
    owners = owners_of(listed, today=today)
    of_plans = [(one, plans[one.plan_id]) for one in listed]
    tracked, surveyed = tracked_by(of_plans), surveyed_by(of_plans)
    return [
        _stood(
            one,
            last.get(one.pk),
            _found(one, plans[one.plan_id], facts, tracked, surveyed),
            owners.get(one.pk),
            surveyed.broken(one, plans[one.plan_id]),
        )
        for one in listed
    ]


def _found(
    target: Target, plan: Plan, facts: Facts, tracked: Tracked, surveyed: Surveyed
) -> tuple[Found | None, Found | None]:
    """What is measured of a target in the plan's year and was measured in the year before."""
    years = plan.year, plan.year - 1
    if target.survey:
        return surveyed.found(target, plan)
    if target.indicator:
        now, past = (tracked.get((target.indicator, plan.unit_id, year)) for year in years)
        return now, past
    if not target.numerator:
        return None, None
    now, past = (facts.measured(plan.unit_id, year, target.numerator, target.denominator) for year in years)
    return now, past


def _last_values(targets: Iterable[Target]) -> dict[int, TargetValue]:
    found: dict[int, TargetValue] = {}
    rows = TargetValue.objects.filter(target__in=[one.pk for one in targets] or [0])
    for row in rows.order_by("target", "on", "id"):
        found[row.target_id] = row
    return found


def _stood(
    target: Target,
    told: TargetValue | None,
    measured: tuple[Found | None, Found | None],
    owner: Owner | None,
    broken: str = "",
) -> Stood:
    goal, before = target.goal, target.measured_before
    of: tuple[str, ...] = ()
    found, past = measured
    if before is None and past is not None:
        before, of = past.measured, past.of
        goal = Goal(wish=goal.wish, op=goal.op, amount=goal.amount, unit=goal.unit, base=past.value)
    if told is not None and (found is None or told.on > found.as_of):
        found = None
        now: Measured | None = told.measured
    else:
        told, now = None, found.measured if found else None
    return Stood(
        target=target,
        goal=goal,
        now=now,
        before=before,
        standing=standing_of(goal, now),
        doubts=(broken,) if broken else doubts(goal, now, before=before),
        told=told,
        found=found,
        before_of=of,
        past=past if target.base is None else None,
        owner=owner,
    )


def still_undecided(found: Iterable[Stood]) -> int:
    """How many targets wait for a person who says what their change means."""
    return sum(one.standing is Standing.UNDECIDED for one in found)


def rounded(value: Decimal) -> Decimal:
    """A value as it is kept: four decimals."""
    return round(value, 4)
