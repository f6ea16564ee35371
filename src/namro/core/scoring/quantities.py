"""The value R of a rule: one input, or a ratio of two, with the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from namro.core.framework.rules import Quantity
from namro.core.scoring.facts import BaseValue, Facts
from namro.core.scoring.numbers import HUNDRED, quotient, said, said_percent, settled_value


@dataclass(frozen=True, slots=True)
class Amount:
    """R as numerator over denominator (1 for a plain input), `settled` for comparing, `words` for the sentence."""

    numerator: Decimal
    denominator: Decimal
    settled: Decimal
    words: str


_ONE = Decimal(1)


def amount(quantity: Quantity, facts: Facts) -> Amount | None:
    """Return R, or None when its denominator is 0."""
    if isinstance(quantity, str):
        value = facts.number(quantity)
        return Amount(value, _ONE, settled_value(value), said(value))
    return of_ratio(facts.number(quantity.numerator), facts.number(quantity.denominator))


def of_ratio(numerator: Decimal, denominator: Decimal) -> Amount | None:
    """Return the ratio, or None when the denominator is 0."""
    if not denominator:
        return None
    settled = settled_value(quotient(numerator, denominator))
    return Amount(numerator, denominator, settled, f"{said(numerator)}/{said(denominator)} = {said_percent(settled)}")


def base_amount(quantity: Quantity, facts: Facts, year: int) -> Amount | None:
    """Return R of an earlier year, or None when a part is missing or the denominator is 0."""
    if isinstance(quantity, str):
        base = facts.base.get((year, quantity))
        return None if base is None else Amount(base.value, _ONE, settled_value(base.value), _parts(base))
    top, below = facts.base.get((year, quantity.numerator)), facts.base.get((year, quantity.denominator))
    if top is None or below is None or not below.value:
        return None
    settled = settled_value(quotient(top.value, below.value))
    words = f"{_parts(top)} trên {_parts(below)} = {said_percent(settled)}"
    if not (top.parts or below.parts):
        words = f"{said(top.value)}/{said(below.value)} = {said_percent(settled)}"
    return Amount(top.value, below.value, settled, words)


def _parts(base: BaseValue) -> str:
    """Name the parts of a value that predecessors bring: "78 (41 của Xã A + 37 của Xã B)"."""
    if not base.parts:
        return said(base.value)
    brought = [
        f"{said(part.value)}{'' if part.share == 1 else f' × {said(part.share)}'} của {part.unit}"
        for part in base.parts
    ]
    return f"{said(base.value)} ({' + '.join(brought)})"


def threshold_words(quantity: Quantity, value: Decimal) -> str:
    """Write a threshold as the quantity is written: a percentage beside a ratio."""
    return said(value) if isinstance(quantity, str) else f"{said(value * HUNDRED)} %"
