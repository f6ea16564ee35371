"""What pages say of an indicator over some units: sums of all of them, period by period."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from namro.apps.indicators.values_of import Row, rows_for
from namro.core.indicators.milestones import MilestoneState, milestone_states
from namro.core.indicators.model import SUM, Indicator, Variant
from namro.core.indicators.periods import Period, period_on
from namro.core.indicators.values import Measure, measure, meets, over_periods, together

#: Rows of one indicator by unit.
ByUnit = Mapping[int, Sequence[Row]]
#: Which variant counts for a period: another one may have been chosen in the course of the year.
Way = Callable[[Period], Variant]


@dataclass(frozen=True, slots=True)
class AtPeriod:
    """The value of a period over all units; `rows` are the ones in it."""

    period: Period
    measured: Measure
    rows: tuple[Row, ...]


def whole(indicator: Indicator, variant: Variant, by_unit: ByUnit, *, period: Period) -> Measure:
    """Return the value of all units in a period: the sum of their numerators over that of their denominators."""
    measures = []
    for rows in by_unit.values():
        there = rows_for(indicator, rows, period)
        if there:
            measures.append(over_periods(indicator, variant, [row.known for row in there]))
    return together(measures) if measures else Measure(None, None, bool(variant.denominator))


def by_period(indicator: Indicator, way: Way, by_unit: ByUnit, *, year: int) -> list[AtPeriod]:
    """Return the periods of a year in which anything is known, in order, each counted its way."""
    found: dict[Period, list[Row]] = {}
    for rows in by_unit.values():
        for row in rows:
            if row.current and row.period.year == year:
                found.setdefault(row.period, []).append(row)
    return [
        AtPeriod(period, together(measure(indicator, way(period), row.known.parts) for row in rows), tuple(rows))
        for period, rows in sorted(found.items(), key=lambda pair: pair[0].number)
    ]


def states_of(
    indicator: Indicator, variant: Variant, rows: Iterable[Row], *, year: int, today: date
) -> tuple[MilestoneState, ...]:
    """Return the milestones of one unit's year."""
    known = [row.known for row in rows if row.period.year == year]
    return milestone_states(indicator, variant, known, year=year, today=today)


def target_met(indicator: Indicator, now: Measure, periods: Sequence[AtPeriod]) -> bool | None:
    """Whether the target is met: by the year so far, or, where it is asked of each period, by the last one."""
    if indicator.target is None:
        return None
    if indicator.target.per is None:
        return meets(now.exact, indicator.target)
    return meets(periods[-1].measured.exact, indicator.target, indicator.grain) if periods else None


def opened(indicator: Indicator, year: int, today: date) -> Period:
    """Return the period of a year to write now: of running figures the one of today, else the last that ended.

    Of a year gone by it is the last one.
    """
    now = period_on(today, indicator.grain, indicator.window)
    if now.year == year:
        ended = now.before
        return ended if indicator.over_periods == SUM and ended.year == year else now
    return list(Period(year).parts(indicator.grain))[-1]
