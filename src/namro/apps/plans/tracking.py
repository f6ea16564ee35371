"""Targets on an indicator: what is measured of it in the plan's year, and was measured in the year before."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from namro.apps.indicators.definitions import indicators
from namro.apps.indicators.measured import Measured, measured
from namro.apps.plans.measuring import Found
from namro.apps.plans.models import Plan, Target
from namro.core.indicators.periods import Period

#: Values by indicator, unit and year.
Tracked = Mapping[tuple[str, int, int], Found]


def tracked_by(targets: Collection[tuple[Target, Plan]]) -> Tracked:
    """Return what targets with an indicator read, their year and the one before; two queries for each year."""
    known = indicators()
    wanted: dict[int, set[tuple[str, int]]] = {}
    for target, plan in targets:
        if target.indicator in known:  # one that is defined no more measures nothing
            for year in (plan.year - 1, plan.year):
                wanted.setdefault(year, set()).add((target.indicator, plan.unit_id))
    found: dict[tuple[str, int, int], Found] = {}
    for year, pairs in wanted.items():
        names, units = {name for name, _unit in pairs}, {unit for _name, unit in pairs}
        for (name, unit), one in measured(names, units, Period(year)).items():
            value = _found(one)
            if value is not None:
                found[name, unit, year] = value
    return found


def _found(one: Measured) -> Found | None:
    if one.value is None:
        return None
    part = one.value if one.numerator is None else one.numerator
    return Found(one.value, part, one.denominator, one.as_of)
