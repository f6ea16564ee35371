"""The rules of a criteria set as values. What each one means stands in the table of kinds; nothing here computes.

Points are Decimal, ratios and thresholds are fractions (0.8 is 80 %). A field is named after its key in the
file, except `start` for `from`. M is the maximum of the node that carries the rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

#: What a zero denominator means.
FULL, ZERO, NOT_APPLICABLE = "full", "zero", "not_applicable"
#: `base: previous` of a growth rule; `beyond: not_ranked` of a day-late rule.
PREVIOUS, NOT_RANKED = "previous", "not_ranked"
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Ratio:
    """Numerator over denominator, both names of inputs."""

    numerator: str
    denominator: str


#: The name of an input, or a ratio of two.
Quantity = str | Ratio


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things asked for, with points of its own."""

    input: str
    points: Decimal
    label: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """From this value on, these points."""

    start: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class Milestone:
    """`input` holds the value on the day `by` (MM-DD, only shown); reached from `at_least` on."""

    by: str
    input: str
    at_least: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Manual:
    """Points entered by a person, a multiple of `step` or M itself."""

    step: Decimal = Decimal("0.25")
    input: str = ""  # set by the reader to points:<id> where the file names none


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNo:
    """M or 0."""

    input: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Sum of the parts that are true."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """M if the bound holds, else M less `loss` (None: all of M)."""

    value: Quantity
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    loss: Decimal | None = None
    when_zero: str = NOT_APPLICABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """M × min(1, R / full_at), and 0 below `zero_below`."""

    value: Quantity
    full_at: Decimal = ONE
    zero_below: Decimal | None = None
    when_zero: str = NOT_APPLICABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """Points of the highest step reached, else 0."""

    value: Quantity
    steps: tuple[Step, ...]
    when_zero: str = NOT_APPLICABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """M if reached, else 0."""

    input: str
    at_least: Decimal = ONE


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTime:
    """M × done/due (`share`), or M only if all were on time (`all`)."""

    due: str
    done_on_time: str
    mode: str = "share"
    when_zero: str = NOT_APPLICABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestones:
    """Sum of the steps reached; a missing step is not reached."""

    steps: tuple[Milestone, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """M if the value reaches the base value and `at_least` more (`points` or `percent`). Base: "previous" or a year."""

    base: str
    input: str | None = None
    value: Quantity | None = None
    at_least: Decimal = Decimal(0)
    unit: str = "points"
    when_zero: str = NOT_APPLICABLE

    @property
    def quantity(self) -> Quantity:
        """What is compared with its own value in the base year."""
        chosen = self.value if self.input is None else self.input
        assert chosen is not None
        return chosen

    def base_year(self, year: int) -> int:
        """Return the year whose value a score of `year` is compared with."""
        return year - 1 if self.base == PREVIOUS else int(self.base)


@dataclass(frozen=True, slots=True, kw_only=True)
class ZeroIncidents:
    """M at 0; else 0, or max(0, M − each × n)."""

    input: str
    each: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """M × value / scale."""

    input: str
    scale: Decimal = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class MinOf:
    """The smallest of the rules that apply."""

    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """M if every rule that applies gives M, else 0."""

    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PerOccurrence:
    """min(cap, n × points)."""

    input: str
    points: Decimal
    cap: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PerDayLate:
    """n × points while n ≤ days; beyond: so many in all, or (None) 0 points and the unit is not ranked."""

    input: str
    points: Decimal
    days: Decimal
    beyond: Decimal | None


Rule = (
    Manual
    | YesNo
    | Parts
    | Gate
    | Linear
    | Bands
    | Count
    | OnTime
    | Milestones
    | Growth
    | ZeroIncidents
    | Survey
    | MinOf
    | AllOf
    | PerOccurrence
    | PerDayLate
)


def within(rule: Rule) -> Iterator[Rule]:
    """Yield the rule and all rules inside it."""
    yield rule
    if isinstance(rule, MinOf | AllOf):
        for inner in rule.rules:
            yield from within(inner)


def quantity_inputs(quantity: Quantity) -> tuple[str, ...]:
    """Return the inputs a quantity is made of."""
    return (quantity,) if isinstance(quantity, str) else (quantity.numerator, quantity.denominator)
