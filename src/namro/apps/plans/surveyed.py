"""Targets on a factor of satisfaction: what was published of it for the plan's year and for the year before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from namro.apps.plans.measuring import Found
from namro.apps.plans.models import Plan, Target
from namro.apps.surveys.published import FactorFigure, figures_of
from namro.core.survey.methods import why_incomparable


@dataclass(frozen=True, slots=True)
class Surveyed:
    """Published figures by factor, unit and year."""

    figures: Mapping[tuple[str, int, int], FactorFigure]

    def found(self, target: Target, plan: Plan) -> tuple[Found | None, Found | None]:
        """Return the value of the plan's year and that of the year before; it is not told where methods differ."""
        now, before = self._pair(target, plan)
        if now and before and why_incomparable(before.method, now.method):
            before = None
        return _found(now), _found(before)

    def broken(self, target: Target, plan: Plan) -> str:
        """Return why the value of the year is not compared with the one before, "" where it may be."""
        now, before = self._pair(target, plan)
        return why_incomparable(before.method, now.method) if now and before else ""

    def _pair(self, target: Target, plan: Plan) -> tuple[FactorFigure | None, FactorFigure | None]:
        now, before = (self.figures.get((target.survey, plan.unit_id, year)) for year in (plan.year, plan.year - 1))
        return now, before


def surveyed_by(targets: Collection[tuple[Target, Plan]]) -> Surveyed:
    """Return what targets on factors read; two queries, none where there is no such target."""
    plans = [plan for target, plan in targets if target.survey]
    if not plans:
        return Surveyed({})
    years = {year for plan in plans for year in (plan.year, plan.year - 1)}
    found = figures_of({plan.unit_id for plan in plans}, years)
    return Surveyed({(one.factor, unit, year): one for (unit, year), figures in found.items() for one in figures})


def _found(one: FactorFigure | None) -> Found | None:
    if one is None:
        return None
    return Found(one.value, one.value, None, one.as_of, n=one.n, margin=one.margin, source=one.source, url=one.url)


def factors_to_take(plan: Plan) -> tuple[FactorFigure, ...]:
    """Return the factors published of the year before the plan's that no target of the plan reads yet."""
    taken = set(Target.objects.filter(plan=plan, dropped=False).exclude(survey="").values_list("survey", flat=True))
    figures = figures_of([plan.unit_id], [plan.year - 1]).get((plan.unit_id, plan.year - 1), ())
    return tuple(one for one in figures if one.factor not in taken)


def goals_of_plans(units: Collection[int], year: int) -> Mapping[str, float]:
    """Return the goals that targets of plans in force set for factors of satisfaction in a year."""
    in_force = [Plan.Status.APPROVED, Plan.Status.AMENDING]
    rows = Target.objects.filter(plan__unit__in=units, plan__year=year, plan__status__in=in_force, dropped=False)
    rows = rows.exclude(survey="").select_related("plan").order_by("plan", "place", "id")
    found: dict[str, float] = {}
    targets = list(rows)
    surveyed = surveyed_by([(one, one.plan) for one in targets])
    for one in targets:
        _now, before = surveyed.found(one, one.plan)
        goal = one.goal if one.base is not None or before is None else replace(one.goal, base=before.value)
        if (value := goal.value()) is not None and goal.rises:
            found[one.survey] = float(value)
    return found
