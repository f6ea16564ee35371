"""What each kind of rule gives all units at once, in floating point that knows its own limits.

A comparison is decided only where the float is sure of it; the other units are marked `unsure` and scored exactly. So
the arrays never disagree with `rules_exact`, and are fast because almost nothing is unsure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

import numpy as np

from namro.core.framework.rules import (
    FULL,
    NOT_APPLICABLE,
    AllOf,
    Bands,
    Count,
    Gate,
    Growth,
    Linear,
    Manual,
    Milestones,
    MinOf,
    OnTime,
    Parts,
    PerDayLate,
    PerOccurrence,
    Quantity,
    Rule,
    Survey,
    YesNo,
    ZeroIncidents,
)
from namro.core.scoring.columns import Columns, Flags, Floats
from namro.core.scoring.numbers import EXACT

_TWELVE = Decimal("1e-12")
#: Representation of numerator and denominator, their quotient, and the threshold: four roundings of half a unit each.
_ERROR = 5e-16


@dataclass(slots=True)
class Many:
    """Points of all units. `full`: exactly M. `off`: not applicable. `late`: may not be ranked.

    `settled`: a zero denominator has decided the points, before any proof is asked for.
    """

    points: Floats
    full: Flags
    off: Flags | None = None
    late: Flags | None = None
    settled: Flags | None = None


@dataclass(slots=True)
class Sheet:
    """What array rules are computed from, and the units they were unsure of."""

    columns: Columns
    unsure: Flags

    def doubt(self, where: Flags) -> None:
        """Leave these units to exact arithmetic."""
        self.unsure |= where


@dataclass(frozen=True, slots=True)
class Bearing:
    """M, exact and as a float, and for each part the units that lack its proof."""

    exact: Decimal
    withheld: dict[str, Flags]

    @property
    def most(self) -> float:
        """M as a float."""
        return float(self.exact)


def evaluate_many(rule: Rule, bearing: Bearing, sheet: Sheet) -> Many:
    """Compute one rule for all units; units without an input hold anything and are set aside by the caller."""
    return ARRAY_RULES[type(rule)](rule, bearing, sheet)


def reaches(value: Floats, bound: Decimal, sheet: Sheet) -> Flags:
    """Where the value, settled to 12 decimals, is at least `bound`."""
    edge = bound.quantize(_TWELVE, ROUND_CEILING, EXACT)
    return _beyond(value, float(edge), -0.5e-12, sheet)


def exceeds(value: Floats, bound: Decimal, sheet: Sheet) -> Flags:
    """Where the value, settled to 12 decimals, is more than `bound`."""
    edge = bound.quantize(_TWELVE, ROUND_FLOOR, EXACT)
    return _beyond(value, float(edge), 0.5e-12, sheet)


def _beyond(value: Floats, edge: float, half: float, sheet: Sheet) -> Flags:
    distance = (value - edge) - half
    error = (np.abs(value) + abs(edge)) * _ERROR + 1e-18
    sheet.doubt(np.abs(distance) <= error)
    return distance >= 0


def _from_mask(holds: Flags, most: float) -> Many:
    return Many(np.where(holds, most, 0.0), holds)


def _quantity(quantity: Quantity, sheet: Sheet) -> tuple[Floats, Flags | None]:
    """Return R, and where its denominator is 0."""
    if isinstance(quantity, str):
        return sheet.columns.column(quantity), None
    numerator, denominator = sheet.columns.column(quantity.numerator), sheet.columns.column(quantity.denominator)
    zero = denominator == 0
    return numerator / np.where(zero, 1.0, denominator), zero


def _settle_zero(many: Many, zero: Flags | None, when_zero: str, most: float) -> Many:
    """Apply `when_zero` where the denominator is 0."""
    if zero is None or not zero.any():
        return many
    if when_zero == NOT_APPLICABLE:
        many.off = zero if many.off is None else many.off | zero
        return many
    value = most if when_zero == FULL else 0.0
    off = None if many.off is None else many.off & ~zero
    full = np.where(zero, when_zero == FULL, many.full)
    return Many(np.where(zero, value, many.points), full, off, settled=zero)


def _manual(rule: Manual, bearing: Bearing, sheet: Sheet) -> Many:
    points = sheet.columns.column(rule.input)
    return Many(points, points == bearing.most)


def _yes_no(rule: YesNo, bearing: Bearing, sheet: Sheet) -> Many:
    return _from_mask(sheet.columns.column(rule.input) != 0, bearing.most)


def _parts(rule: Parts, bearing: Bearing, sheet: Sheet) -> Many:
    total = np.zeros(sheet.columns.count)
    full = ~sheet.columns.none
    for part in rule.parts:
        met = sheet.columns.column(part.input) != 0
        if part.input in bearing.withheld:
            met = met & ~bearing.withheld[part.input]
        total += np.where(met, float(part.points), 0.0)
        if part.points:
            full = full & met
    return Many(total, full)


def _gate(rule: Gate, bearing: Bearing, sheet: Sheet) -> Many:
    value, zero = _quantity(rule.value, sheet)
    if rule.at_least is not None:
        holds = reaches(value, rule.at_least, sheet)
    else:
        assert rule.at_most is not None
        holds = ~exceeds(value, rule.at_most, sheet)
    rest = float(bearing.exact - (bearing.exact if rule.loss is None else rule.loss))
    full = holds | (rest == bearing.most)
    return _settle_zero(Many(np.where(holds, bearing.most, rest), full), zero, rule.when_zero, bearing.most)


def _linear(rule: Linear, bearing: Bearing, sheet: Sheet) -> Many:
    value, zero = _quantity(rule.value, sheet)
    full = reaches(value, rule.full_at, sheet)
    points = np.where(full, bearing.most, np.clip(bearing.most * value / float(rule.full_at), 0.0, bearing.most))
    if rule.zero_below is not None:
        below = ~reaches(value, rule.zero_below, sheet)
        points, full = np.where(below, 0.0, points), full & ~below
    return _settle_zero(Many(points, full), zero, rule.when_zero, bearing.most)


def _bands(rule: Bands, bearing: Bearing, sheet: Sheet) -> Many:
    value, zero = _quantity(rule.value, sheet)
    points, full = np.zeros(sheet.columns.count), sheet.columns.none
    for step in sorted(rule.steps, key=lambda step: step.start):
        reached = reaches(value, step.start, sheet)
        points = np.where(reached, float(step.points), points)
        full = np.where(reached, step.points == bearing.exact, full)
    return _settle_zero(Many(points, full), zero, rule.when_zero, bearing.most)


def _count(rule: Count, bearing: Bearing, sheet: Sheet) -> Many:
    return _from_mask(sheet.columns.column(rule.input) >= float(rule.at_least), bearing.most)


def _on_time(rule: OnTime, bearing: Bearing, sheet: Sheet) -> Many:
    done, due = sheet.columns.column(rule.done_on_time), sheet.columns.column(rule.due)
    zero, full = due == 0, done == due
    if rule.mode == "all":
        points = np.where(full, bearing.most, 0.0)
    else:
        points = np.where(full, bearing.most, bearing.most * done / np.where(zero, 1.0, due))
    return _settle_zero(Many(points, full), zero, rule.when_zero, bearing.most)


def _milestones(rule: Milestones, _bearing: Bearing, sheet: Sheet) -> Many:
    total, full = np.zeros(sheet.columns.count), ~sheet.columns.none
    for step in rule.steps:
        reached = sheet.columns.column(step.input) >= float(step.at_least)
        total += np.where(reached, float(step.points), 0.0)
        if step.points:
            full = full & reached
    return Many(total, full)


def _growth(rule: Growth, bearing: Bearing, sheet: Sheet) -> Many:
    value, zero = _quantity(rule.quantity, sheet)
    base, same, absent = _base(rule, sheet)
    more = float(rule.at_least)
    needed = base * (1 + more / 100) if rule.unit == "percent" else base + more
    distance = value - needed
    # both sides are settled by up to half of 1e-12 each, the base then multiplied
    error = (np.abs(value) + np.abs(needed)) * 4 * _ERROR + 1.01e-12 * (1 + abs(more) / 100)
    holds = distance >= 0
    certain = same if more == 0 else sheet.columns.none
    sheet.doubt((np.abs(distance) <= error) & ~certain)
    many = _from_mask(holds | certain, bearing.most)
    many.off = absent if zero is None else absent & ~zero
    return _settle_zero(many, zero, rule.when_zero, bearing.most)


def _base(rule: Growth, sheet: Sheet) -> tuple[Floats, Flags, Flags]:
    """Return the base value, where it is made of the very numbers of the value, and where there is none."""
    columns, year, quantity = sheet.columns, rule.base_year(sheet.columns.year), rule.quantity
    if isinstance(quantity, str):
        base = columns.base(year, quantity)
        return base, columns.column(quantity) == base, np.isnan(base)
    top, below = columns.base(year, quantity.numerator), columns.base(year, quantity.denominator)
    absent = np.isnan(top) | np.isnan(below) | (below == 0)
    same = (columns.column(quantity.numerator) == top) & (columns.column(quantity.denominator) == below)
    return top / np.where(below == 0, 1.0, below), same, absent


def _zero_incidents(rule: ZeroIncidents, bearing: Bearing, sheet: Sheet) -> Many:
    number = sheet.columns.column(rule.input)
    each = bearing.exact if rule.each is None else rule.each
    if rule.each is None:
        points = np.where(number == 0, bearing.most, 0.0)
    else:
        points = np.maximum(0.0, bearing.most - float(each) * number)
    return Many(points, (number == 0) | (each == 0))


def _survey(rule: Survey, bearing: Bearing, sheet: Sheet) -> Many:
    value, scale = sheet.columns.column(rule.input), float(rule.scale)
    full = value == scale
    return Many(np.where(full, bearing.most, bearing.most * value / scale), full)


def _inner(rules: tuple[Rule, ...], bearing: Bearing, sheet: Sheet) -> tuple[list[Many], Flags]:
    """Compute the rules inside, and where none of them applies."""
    found = [evaluate_many(rule, bearing, sheet) for rule in rules]
    off = ~sheet.columns.none
    for many in found:
        off = off & (sheet.columns.none if many.off is None else many.off)
    return found, off


def _min_of(rule: MinOf, bearing: Bearing, sheet: Sheet) -> Many:
    found, off = _inner(rule.rules, bearing, sheet)
    points, full = np.full(sheet.columns.count, np.inf), ~sheet.columns.none
    for many in found:
        out = sheet.columns.none if many.off is None else many.off
        points = np.where(out, points, np.minimum(points, many.points))
        full = full & (many.full | out)
    return Many(np.where(off, 0.0, points), full, off)


def _all_of(rule: AllOf, bearing: Bearing, sheet: Sheet) -> Many:
    found, off = _inner(rule.rules, bearing, sheet)
    full = ~sheet.columns.none
    for many in found:
        full = full & (many.full if many.off is None else many.full | many.off)
    many = _from_mask(full, bearing.most)
    many.off = off
    return many


def _per_occurrence(rule: PerOccurrence, _bearing: Bearing, sheet: Sheet) -> Many:
    points = sheet.columns.column(rule.input) * float(rule.points)
    if rule.cap is not None:
        points = np.minimum(points, float(rule.cap))
    return Many(points, sheet.columns.none)


def _per_day_late(rule: PerDayLate, _bearing: Bearing, sheet: Sheet) -> Many:
    number = sheet.columns.column(rule.input)
    beyond = number > float(rule.days)
    last = 0.0 if rule.beyond is None else float(rule.beyond)
    points = np.where(beyond, last, number * float(rule.points))
    return Many(points, sheet.columns.none, late=beyond if rule.beyond is None else None)


#: One function for each kind; a test compares the keys with the table of kinds.
ARRAY_RULES: dict[type[Any], Callable[[Any, Bearing, Sheet], Many]] = {
    Manual: _manual,
    YesNo: _yes_no,
    Parts: _parts,
    Gate: _gate,
    Linear: _linear,
    Bands: _bands,
    Count: _count,
    OnTime: _on_time,
    Milestones: _milestones,
    Growth: _growth,
    ZeroIncidents: _zero_incidents,
    Survey: _survey,
    MinOf: _min_of,
    AllOf: _all_of,
    PerOccurrence: _per_occurrence,
    PerDayLate: _per_day_late,
}
