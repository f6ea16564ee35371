"""Whether a set holds numbers too long for binary arithmetic to tell from their neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from namro.core.framework.kinds import KIND_OF
from namro.core.framework.model import Framework
from namro.core.framework.rules import Rule, within
from namro.core.framework.uses import bearers

_DIGITS = 15
_LARGEST = Decimal(10) ** 7


def has_long_numbers(framework: Framework) -> bool:
    """Whether any number of the set has more than 15 digits, or its maximum is too large for settled whole numbers."""
    return framework.scale.max > _LARGEST or any(len(n.as_tuple().digits) > _DIGITS for n in _numbers(framework))


def _numbers(framework: Framework) -> Iterator[Decimal]:
    scale = framework.scale
    for value in (scale.max, scale.floor, scale.ceiling, framework.bonus.cap, framework.penalty.cap):
        if value is not None:
            yield value
    for bearer in bearers(framework):
        if bearer.max is not None:
            yield bearer.max
        for rule in within(bearer.rule) if bearer.rule is not None else ():
            yield from _of_rule(rule)
    for band in framework.bands:
        yield band.start
        for required in band.requires:
            yield from (value for value in (required.at_least, required.at_most) if value is not None)


def _of_rule(rule: Rule) -> Iterator[Decimal]:
    for param in KIND_OF[type(rule)].params:
        yield from _decimals(getattr(rule, param.key))


def _decimals(value: Any) -> Iterator[Decimal]:
    if isinstance(value, Decimal):
        yield value
    elif isinstance(value, tuple):
        for row in value:
            if not isinstance(row, Rule):
                yield from (number for key in row.__slots__ if isinstance(number := getattr(row, key), Decimal))
