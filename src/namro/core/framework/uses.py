"""Which inputs a set reads, and what each must hold: the list that facts are checked against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from namro.core.framework.model import Framework, Item, Node
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
    quantity_inputs,
    within,
)


class Holds(Enum):
    """What a value of an input must be."""

    FLAG = "đúng hoặc sai: true, false"
    NUMBER = "số"
    AMOUNT = "số từ 0 trở lên"
    POINTS = "điểm chấm"
    SURVEY = "kết quả khảo sát"
    EITHER = "đúng, sai hoặc số"


@dataclass(frozen=True, slots=True)
class Use:
    """One use of an input. `most` bounds points and survey values, `step` is the grain of points."""

    input: str
    holds: Holds
    node: str
    most: Decimal | None = None
    step: Decimal | None = None


def bearers(framework: Framework) -> tuple[Node | Item, ...]:
    """Return everything that may carry a rule."""
    return (*framework.nodes, *framework.items)


def uses(framework: Framework) -> Iterator[Use]:
    """Yield every use of an input of the scored year."""
    for bearer in bearers(framework):
        if bearer.applies_if:
            yield Use(bearer.applies_if, Holds.EITHER, bearer.id)
        if bearer.rule is not None:
            for rule in within(bearer.rule):
                yield from rule_uses(rule, bearer.id, bearer.max)
    for band in framework.bands:
        for required in band.requires:
            if required.input:
                yield Use(required.input, Holds.EITHER, "")


def rule_uses(rule: Rule, node: str, most: Decimal | None) -> Iterator[Use]:
    """Yield the uses of one rule, without those of rules inside it."""
    match rule:
        case Manual(input=name, step=step):
            yield Use(name, Holds.POINTS, node, most, step)
        case YesNo(input=name):
            yield Use(name, Holds.FLAG, node)
        case Parts(parts=parts):
            for part in parts:
                yield Use(part.input, Holds.FLAG, node)
        case Gate(value=value) | Linear(value=value) | Bands(value=value):
            yield from _quantity(value, node)
        case Growth():
            yield from _quantity(rule.quantity, node)
        case Count(input=name) | ZeroIncidents(input=name) | PerOccurrence(input=name) | PerDayLate(input=name):
            yield Use(name, Holds.AMOUNT, node)
        case OnTime(due=due, done_on_time=done):
            yield Use(due, Holds.AMOUNT, node)
            yield Use(done, Holds.AMOUNT, node)
        case Milestones(steps=steps):
            for milestone in steps:
                yield Use(milestone.input, Holds.NUMBER, node)
        case Survey(input=name, scale=scale):
            yield Use(name, Holds.SURVEY, node, scale)
        case MinOf() | AllOf():
            pass


def _quantity(value: Quantity, node: str) -> Iterator[Use]:
    holds = Holds.NUMBER if isinstance(value, str) else Holds.AMOUNT
    for name in quantity_inputs(value):
        yield Use(name, holds, node)


def base_uses(framework: Framework, year: int) -> set[tuple[int, str, Holds, str]]:
    """Return what is read of earlier years for scores of `year`: (year, input, what it holds, for which node).

    A base year that is not over when the year is scored has no values.
    """
    found: set[tuple[int, str, Holds, str]] = set()
    for bearer in bearers(framework):
        for rule in within(bearer.rule) if bearer.rule is not None else ():
            if isinstance(rule, Growth) and (base := rule.base_year(year)) < year:
                found.update((base, use.input, use.holds, bearer.id) for use in _quantity(rule.quantity, ""))
    return found


def on_time_pairs(framework: Framework) -> dict[tuple[str, str], str]:
    """Return the (due, done on time) inputs, of which the second can never be larger, each with the first such node."""
    found: dict[tuple[str, str], str] = {}
    for bearer in bearers(framework):
        for rule in within(bearer.rule) if bearer.rule is not None else ():
            if isinstance(rule, OnTime):
                found.setdefault((rule.due, rule.done_on_time), bearer.id)
    return found


def survey_inputs(framework: Framework) -> tuple[str, ...]:
    """Return the inputs that are survey results, which may carry a standard error `<input>_se`."""
    return tuple(dict.fromkeys(use.input for use in uses(framework) if use.holds is Holds.SURVEY))


def evidence_inputs(framework: Framework) -> dict[str, str]:
    """Return the names of facts about proof and what each holds: status, date or count."""
    known: dict[str, str] = {}
    for bearer in bearers(framework):
        if bearer.rule is None:
            continue
        known[f"evidence:{bearer.id}"] = "status"
        known[f"evidence_date:{bearer.id}"] = "date"
        for proof in bearer.evidence.items if bearer.evidence else ():
            known[f"evidence:{bearer.id}/{proof.id}"] = "status"
            known[f"evidence_date:{bearer.id}/{proof.id}"] = "date"
            known[f"evidence_count:{bearer.id}/{proof.id}"] = "count"
    return known
