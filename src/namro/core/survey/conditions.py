"""Conditions under which a question is asked: a closed set of tests on earlier answers, nothing is evaluated.

They mean what the same text means in the column `relevant` of an XLSForm: a question that was hidden or left empty has
no answer, comparisons of size with no answer are false, and `!=` holds where there is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

#: What was answered: nothing, one code or text, or several codes.
Given = tuple[str, ...]


class Op(StrEnum):
    """How a test compares. `IS` and `IS_NOT` with "" ask whether there is an answer."""

    IS = "="
    IS_NOT = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    SELECTED = "selected"


#: Tests that compare sizes of codes.
SIZES = (Op.LESS, Op.AT_MOST, Op.MORE, Op.AT_LEAST)


@dataclass(frozen=True, slots=True)
class Compared:
    """One question against one code."""

    question: str
    op: Op
    value: str


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition


Condition = Compared | All | Either | Not


def holds(condition: Condition, answers: Mapping[str, Given]) -> bool:
    """Whether answers meet a condition; questions without an answer may be absent."""
    match condition:
        case All(parts):
            return all(holds(part, answers) for part in parts)
        case Either(parts):
            return any(holds(part, answers) for part in parts)
        case Not(part):
            return not holds(part, answers)
        case Compared(question, op, value):
            return _meets(op, value, answers.get(question, ()))


def comparisons(condition: Condition) -> Iterator[Compared]:
    """Yield every comparison in it, in the order written."""
    match condition:
        case Compared():
            yield condition
        case Not(part):
            yield from comparisons(part)
        case All(parts) | Either(parts):
            for part in parts:
                yield from comparisons(part)


def plain_condition(condition: Condition) -> list[object]:
    """Return a condition as lists for other readers, such as a page's script:
    ["=", "n1", "2"], ["all", …], ["any", …], ["not", …].
    """
    match condition:
        case Compared(question, op, value):
            return [str(op), question, value]
        case All(parts):
            return ["all", *map(plain_condition, parts)]
        case Either(parts):
            return ["any", *map(plain_condition, parts)]
        case Not(part):
            return ["not", plain_condition(part)]


def _meets(op: Op, value: str, given: Given) -> bool:
    if op is Op.SELECTED:
        return value in given
    text = given[0] if given else ""
    if op is Op.IS:
        return text == value
    if op is Op.IS_NOT:
        return text != value
    try:
        size, bound = int(text), int(value)
    except ValueError:
        return False
    return {Op.LESS: size < bound, Op.AT_MOST: size <= bound, Op.MORE: size > bound, Op.AT_LEAST: size >= bound}[op]
