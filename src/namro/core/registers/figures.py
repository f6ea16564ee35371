"""The figures of a register: rows in, numbers out. A ratio keeps its numerator and denominator, never their average."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from namro.core.registers.conditions import holds_all
from namro.core.registers.model import PEOPLE, FigureDefinition, Kind, Register
from namro.core.registers.values import identity

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it stands. A count, sum or distinct count has no denominator and is its own value.

    `value` is None where the denominator is 0: nothing can be said then, which is not the same as 0 %.
    """

    numerator: Decimal
    denominator: Decimal | None
    value: Decimal | None


@dataclass(slots=True)
class Tally:
    """Rows taken in one by one; what ratios are made of. Nothing but sums and sets is kept."""

    register: Register
    rows: int = 0
    sums: dict[str, Decimal] = field(default_factory=dict)
    seen: dict[str, set[str]] = field(default_factory=dict)

    def take(self, values: Mapping[str, str], *, proofs: int = 0) -> None:
        """Take one row, with the number of its pieces of proof."""
        self.rows += 1
        for figure in self.register.figures:
            if figure.kind is not Kind.RATIO and (proofs or not figure.proof) and holds_all(figure.where, values):
                self._count(figure, values)

    def _count(self, figure: FigureDefinition, values: Mapping[str, str]) -> None:
        if figure.kind is Kind.COUNT:
            self.sums[figure.code] = self.sums.get(figure.code, Decimal(0)) + _ONE
            return
        text = values.get(figure.column, "")
        if not text:
            return
        if figure.kind is Kind.SUM:
            self.sums[figure.code] = self.sums.get(figure.code, Decimal(0)) + Decimal(text)
        else:
            self.seen.setdefault(figure.code, set()).add(identity(self.register.column(figure.column), text))

    def bases(self) -> dict[str, Decimal]:
        """Return the figures that are no ratios, by code."""
        return {
            figure.code: Decimal(len(self.seen.get(figure.code, ())))
            if figure.kind is Kind.DISTINCT
            else self.sums.get(figure.code, Decimal(0))
            for figure in self.register.figures
            if figure.kind is not Kind.RATIO
        }


def figures_of_rows(
    register: Register, rows: Iterable[tuple[Mapping[str, str], int]], *, people: int
) -> dict[str, Figure]:
    """Return all figures by code; `rows` are stored texts with the number of proofs, `people` those with a seat."""
    tally = Tally(register)
    for values, proofs in rows:
        tally.take(values, proofs=proofs)
    return settled(register, tally.bases(), people=people)


def settled(register: Register, bases: Mapping[str, Decimal], *, people: int) -> dict[str, Figure]:
    """Return all figures by code from those that are no ratios."""
    return {figure.code: _settled(figure, bases, people) for figure in register.figures}


def _settled(figure: FigureDefinition, bases: Mapping[str, Decimal], people: int) -> Figure:
    if figure.kind is not Kind.RATIO:
        value = bases.get(figure.code, Decimal(0))
        return Figure(value, None, value)
    numerator = bases.get(figure.numerator, Decimal(0))
    denominator = Decimal(people) if figure.denominator == PEOPLE else bases.get(figure.denominator, Decimal(0))
    return Figure(numerator, denominator, numerator / denominator if denominator else None)


def added(figures: Iterable[Figure]) -> Figure:
    """Return several units' figure as one: numerators and denominators are added up, ratios are not averaged."""
    found = list(figures)
    numerator = sum((one.numerator for one in found), Decimal(0))
    if all(one.denominator is None for one in found):
        return Figure(numerator, None, numerator)
    denominator = sum((one.denominator or Decimal(0) for one in found), Decimal(0))
    return Figure(numerator, denominator, numerator / denominator if denominator else None)


def reached(definition: FigureDefinition, figure: Figure) -> bool | None:
    """Whether a figure reaches what the register asks for; None where it asks for nothing or nothing can be said."""
    if figure.value is None or (definition.target is None and definition.most is None):
        return None
    return (definition.target is None or figure.value >= definition.target) and (
        definition.most is None or figure.value <= definition.most
    )


def still_needed(definition: FigureDefinition, figure: Figure) -> int | None:
    """Return how many more the numerator needs to reach the target (30 % of 22 people is 7); None without a target."""
    if definition.target is None:
        return None
    wanted = definition.target * (figure.denominator if figure.denominator is not None else _ONE)
    missing = wanted - figure.numerator
    return max(0, int(missing.to_integral_value(rounding="ROUND_CEILING")))
