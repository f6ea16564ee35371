"""Conditions on a row: a closed set of comparisons, nothing is evaluated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from namro.core.registers.model import Condition, Test


def holds_all(conditions: Iterable[Condition], values: Mapping[str, str]) -> bool:
    """Whether a row meets all conditions; none are met by every row."""
    return all(holds(condition, values) for condition in conditions)


def holds(condition: Condition, values: Mapping[str, str]) -> bool:
    """Whether a row of stored texts meets one condition."""
    text = values.get(condition.column, "")
    match condition.test:
        case Test.FILLED:
            return bool(text) == (condition.values[0] == "true")
        case Test.IS_NOT:
            return text not in condition.values
        case Test.IS | Test.IN:
            return text in condition.values
        case Test.AT_LEAST:
            return bool(text) and _size(text) >= _size(condition.values[0])
        case Test.AT_MOST:
            return bool(text) and _size(text) <= _size(condition.values[0])
    return _holds_beside(condition, text, values.get(condition.other, ""))


def _holds_beside(condition: Condition, text: str, other: str) -> bool:
    """Compare two days of one row. Without either of them nothing can be said, and the condition is not met."""
    if not text or not other:
        return False
    if condition.test is Test.NOT_AFTER:
        return text <= other
    if condition.test is Test.AFTER:
        return text > other
    return (date.fromisoformat(text) - date.fromisoformat(other)).days <= condition.days


def _size(text: str) -> Decimal:
    """Days and numbers in one order; a column holds one of the two."""
    return Decimal(text.replace("-", "")) if text[4:5] == "-" else Decimal(text)
