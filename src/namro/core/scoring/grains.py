"""Which points a rule can give at all: the grain that typed points are held to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from namro.core.framework.rules import (
    FULL,
    AllOf,
    Bands,
    Count,
    Gate,
    Growth,
    Manual,
    Milestones,
    MinOf,
    OnTime,
    Parts,
    PerDayLate,
    PerOccurrence,
    Rule,
    YesNo,
    ZeroIncidents,
)
from namro.core.framework.rules import ZERO as NOTHING
from namro.core.scoring.numbers import ZERO

#: With more different points than this a rule is as good as continuous.
_MOST_CHOICES = 400


@dataclass(frozen=True, slots=True)
class Choices:
    """Only these points, in rising order."""

    values: tuple[Decimal, ...]

    def holds(self, value: Decimal) -> bool:
        """Whether the rule can give these points."""
        return value in self.values

    def near(self, value: Decimal) -> tuple[Decimal, ...]:
        """Return the nearest points below and above."""
        place = bisect_left(self.values, value)
        return self.values[max(0, place - 1) : place + 1]


@dataclass(frozen=True, slots=True)
class Steps:
    """Multiples of a step up to the maximum, and the maximum itself (None: no maximum)."""

    step: Decimal
    most: Decimal | None

    def holds(self, value: Decimal) -> bool:
        """Whether the rule can give these points."""
        return value == self.most or not value % self.step

    def near(self, value: Decimal) -> tuple[Decimal, ...]:
        """Return the nearest points below and above."""
        below = value - value % self.step
        above = below + self.step
        return below, above if self.most is None else min(above, self.most)


Grain = Choices | Steps


@lru_cache(maxsize=4096)
def grain_of(rule: Rule, most: Decimal | None) -> Grain | None:
    """Return the grain of a rule, None where any points between 0 and `most` can come out.

    `most` is None for an adjustment item without a maximum.
    """
    match rule:
        case Manual(step=step):
            return Steps(step, most)
        case PerOccurrence(points=points, cap=cap):
            bounds = [bound for bound in (cap, most) if bound is not None]
            return Steps(points, min(bounds, default=None)) if points else Choices((ZERO,))
        case PerDayLate():
            return _days(rule, most)
        case MinOf(rules=inner):
            grains = [grain_of(one, most) for one in inner]
            values = [grain.values for grain in grains if isinstance(grain, Choices)]
            return _choices((one for of in values for one in of), most) if len(values) == len(grains) else None
        case _:
            found = _outcomes(rule, ZERO if most is None else most)
            return None if found is None else _choices(found, most)


def _outcomes(rule: Rule, most: Decimal) -> Iterable[Decimal] | None:
    match rule:
        case YesNo() | Count() | Growth() | AllOf() | OnTime(mode="all"):
            return (ZERO, most)
        case Parts(parts=parts):
            return _sums(part.points for part in parts)
        case Milestones(steps=steps):
            return _sums(step.points for step in steps)
        case Gate(loss=loss, when_zero=when_zero):
            failed = ZERO if loss is None else max(ZERO, most - loss)
            return (most, failed, *((ZERO,) if when_zero == NOTHING else ()))
        case Bands(steps=levels, when_zero=when_zero):
            return (ZERO, *(level.points for level in levels), *((most,) if when_zero == FULL else ()))
        case ZeroIncidents(each=each):
            return _falling(most, each)
        case _:
            return None


def _sums(points: Iterable[Decimal]) -> set[Decimal] | None:
    """Return every sum of some of the points; None when there are too many to choose from."""
    found = {ZERO}
    for one in points:
        found |= {value + one for value in found}
        if len(found) > _MOST_CHOICES:
            return None
    return found


def _falling(most: Decimal, each: Decimal | None) -> list[Decimal] | None:
    if each is None:
        return [ZERO, most]
    if not each:
        return [most]
    count = most // each
    return None if count > _MOST_CHOICES else [ZERO, *(most - each * n for n in range(int(count) + 1))]


def _days(rule: PerDayLate, most: Decimal | None) -> Choices | None:
    if rule.days > _MOST_CHOICES:
        return None
    given = [rule.points * n for n in range(int(rule.days) + 1)]
    return _choices([*given, rule.beyond or ZERO], most)


def _choices(values: Iterable[Decimal], most: Decimal | None) -> Choices:
    """Return the different values in order, none above the maximum."""
    return Choices(tuple(sorted({value if most is None else min(value, most) for value in values})))
