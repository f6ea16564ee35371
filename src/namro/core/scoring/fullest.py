"""Facts with which every rule gives all it can: the place from which trying out begins.

A starting point, not a promise: where two rules want different things of one input the first one gets its way, and what
the facts really give is for scoring to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from namro.core.framework.model import Framework, Node
from namro.core.framework.rules import (
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
    within,
)
from namro.core.framework.uses import Holds, uses
from namro.core.scoring.facts import Value
from namro.core.scoring.table import BaseKey

#: The denominator of every ratio: thresholds are whole percentages as a rule.
_WHOLE = Decimal(100)
_NONE = Decimal(0)


def fullest(framework: Framework, year: int) -> tuple[dict[str, Value], dict[BaseKey, Decimal]]:
    """Return values for `year` and base values; what only bonus and penalties read stays at nothing."""
    values: dict[str, Value] = {}
    base: dict[BaseKey, Decimal] = {}
    for bearer in framework.nodes:
        if bearer.rule is None:
            continue
        for name, value in wanted(bearer.rule, bearer.max):
            values.setdefault(name, value)
        base.update(_bases(bearer.rule, year))
        values.update(_proof(bearer, year))
    for use in uses(framework):
        if use.holds is Holds.EITHER and use.node:
            values.setdefault(use.input, True)
        values.setdefault(use.input, False if use.holds is Holds.FLAG else _NONE)
    for band in framework.bands:
        for required in band.requires:
            if required.input and required.at_least is not None:
                values[required.input] = required.at_least
    return values, base


def wanted(rule: Rule, most: Decimal) -> Iterator[tuple[str, Value]]:
    """Yield the inputs of a rule with values that make it give all it can."""
    match rule:
        case Manual(input=name):
            yield name, most
        case YesNo(input=name):
            yield name, True
        case Parts(parts=parts):
            yield from ((part.input, True) for part in parts)
        case Gate(value=value, at_least=least):
            yield from _at(value, _NONE if least is None else least)
        case Linear(value=value, full_at=full):
            yield from _at(value, full)
        case Bands(value=value, steps=steps):
            yield from _at(value, max(steps, key=lambda step: step.points).start)
        case Growth(at_least=least):
            yield from _at(rule.quantity, least if isinstance(rule.quantity, str) or rule.unit == "points" else _NONE)
        case Count(input=name, at_least=least):
            yield name, least
        case OnTime(due=due, done_on_time=done):
            yield due, _WHOLE
            yield done, _WHOLE
        case Milestones(steps=steps):
            yield from ((step.input, step.at_least) for step in steps)
        case Survey(input=name, scale=scale):
            yield name, scale
        case ZeroIncidents(input=name) | PerDayLate(input=name):
            yield name, _NONE
        case PerOccurrence(input=name, points=points, cap=cap):
            yield name, _NONE if cap is None or not points else (cap / points).to_integral_value()
        case MinOf(rules=inner) | AllOf(rules=inner):
            for one in inner:
                yield from wanted(one, most)


def _at(quantity: Quantity, value: Decimal) -> Iterator[tuple[str, Value]]:
    if isinstance(quantity, str):
        yield quantity, value
    else:
        yield quantity.denominator, _WHOLE
        yield quantity.numerator, _WHOLE * value


def _bases(rule: Rule, year: int) -> dict[BaseKey, Decimal]:
    """A base of nothing, which every value reaches: 0, or 0 of 100."""
    found: dict[BaseKey, Decimal] = {}
    for one in within(rule):
        if isinstance(one, Growth):
            base_year, quantity = one.base_year(year), one.quantity
            if isinstance(quantity, str):
                found[base_year, quantity] = _NONE
            else:
                found |= {(base_year, quantity.denominator): _WHOLE, (base_year, quantity.numerator): _NONE}
    return found


def _proof(node: Node, year: int) -> Iterator[tuple[str, Value]]:
    """Every proof there, signed by both, on the first day of the year, as many files as are asked for."""
    evidence = node.evidence
    if evidence is None:
        return
    keys = [(f"{node.id}/{proof.id}", proof.min_count) for proof in evidence.items] or [(node.id, 1)]
    for key, count in keys:
        yield f"evidence:{key}", "both"
        yield f"evidence_date:{key}", f"{year:04d}-01-01"
        if evidence.items:
            yield f"evidence_count:{key}", Decimal(count)
