"""Where a value stands among the bounds of its rule, and what is missing to the next step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, localcontext

from namro.core.framework.model import Scale
from namro.core.framework.rules import Bands, Linear, Quantity, Rule, quantity_inputs
from namro.core.scoring.facts import Facts
from namro.core.scoring.numbers import EXACT, ZERO, said, said_points
from namro.core.scoring.quantities import Amount, amount, threshold_words


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `start` (None: from the bottom) on: `points` in words. `bound` is the start in words."""

    start: Decimal | None
    bound: str
    points: str


@dataclass(frozen=True, slots=True)
class Place:
    """The stretches from the bottom up, in which of them the value stands and how far along (0 to 1).

    `value` is the value in words, `missing` a sentence: what the next step takes; "" at the top.
    """

    stretches: tuple[Stretch, ...]
    here: int
    along: Decimal
    value: str
    missing: str


def place_of(
    rule: Rule, most: Decimal, facts: Facts, *, scale: Scale, labels: Mapping[str, str] | None = None
) -> Place | None:
    """Return the place of a rule's value; None for rules without bounds, or without a value."""
    if not isinstance(rule, Bands | Linear) or any(name not in facts.values for name in quantity_inputs(rule.value)):
        return None
    with localcontext(EXACT):
        value = amount(rule.value, facts)
        if value is None:
            return None
        bounds = _bounds(rule, most)
        return _place(rule.value, value, bounds, _words(rule, bounds, scale), scale=scale, labels=labels or {})


def _bounds(rule: Bands | Linear, most: Decimal) -> list[tuple[Decimal, Decimal]]:
    """From which value on how many points, from the bottom up; a step that brings no more than those below is none."""
    if isinstance(rule, Linear):
        bottom = [] if rule.zero_below is None else [(rule.zero_below, most * rule.zero_below / rule.full_at)]
        return [*bottom, (rule.full_at, most)]
    return sorted((step.start, step.points) for step in rule.steps)


def _words(rule: Bands | Linear, bounds: list[tuple[Decimal, Decimal]], scale: Scale) -> tuple[Stretch, ...]:
    def points(value: Decimal) -> str:
        return said_points(value, scale)

    found = [Stretch(start, threshold_words(rule.value, start), points(given)) for start, given in bounds]
    if not isinstance(rule, Linear):
        return (Stretch(None, "", points(ZERO)), *found)
    full = found[-1]
    if rule.zero_below is None:
        return (Stretch(None, "", f"{points(ZERO)} → {full.points}"), full)
    grows = Stretch(found[0].start, found[0].bound, f"{found[0].points} → {full.points}")
    return (Stretch(None, "", points(ZERO)), grows, full)


def _place(
    quantity: Quantity,
    value: Amount,
    bounds: list[tuple[Decimal, Decimal]],
    stretches: tuple[Stretch, ...],
    *,
    scale: Scale,
    labels: Mapping[str, str],
) -> Place:
    here = sum(value.settled >= start for start, _points in bounds)
    bottom = bounds[here - 1][0] if here else min(ZERO, value.settled)
    top = bounds[here][0] if here < len(bounds) else _top(quantity, value, bottom)
    along = (value.settled - bottom) / (top - bottom) if top > bottom else ZERO
    missing = ""
    if here < len(bounds):
        start, points = bounds[here]
        missing = _missing(quantity, value, start, labels) + f" và {said_points(points, scale)} điểm."
    words = value.words if isinstance(quantity, str) else value.words.rpartition(" = ")[2]
    return Place(stretches, here, max(ZERO, min(Decimal(1), along)), words, missing)


def _top(quantity: Quantity, value: Amount, bottom: Decimal) -> Decimal:
    """Where the last stretch ends: a share at 100 %, anything else as far above the bound as the bound is above 0."""
    end = Decimal(1) if not isinstance(quantity, str) and bottom < 1 else bottom * 2
    return max(end, value.settled)


def _missing(quantity: Quantity, value: Amount, start: Decimal, labels: Mapping[str, str]) -> str:
    more = start * value.denominator - value.numerator
    name = quantity_inputs(quantity)[0]
    if not isinstance(quantity, str):  # so many more of what is counted, out of as many as now
        more = more.to_integral_value(ROUND_CEILING)
    return f"Thêm {said(more)} “{labels.get(name, name)}” nữa là đạt {threshold_words(quantity, start)}"
