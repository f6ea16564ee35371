"""Targets of a plan: a value to reach, or the value of before changed by so much; what an ambiguous "%" may mean.

"Tăng 2 %" of what is itself a percentage means 2 percentage points or 2 percent of the value of before. A person
decides which: until then there is no goal, only both readings.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from namro.core.base.points import MINUS, exact_words, round_points

PERCENT = "%"
_WHOLE = Decimal(100)


class Wish(StrEnum):
    """How the goal follows: it is printed itself, kept as before, before plus points, before plus percent of it."""

    LEVEL = "level"
    HOLD = "hold"
    POINTS = "points"
    PERCENT = "percent"
    UNDECIDED = "undecided"


#: Readings of a change that one may choose between.
READINGS = (Wish.POINTS, Wish.PERCENT)
WISH_WORDS = {
    Wish.LEVEL: "mức phải đạt",
    Wish.HOLD: "giữ bằng hoặc hơn năm trước",
    Wish.POINTS: "cộng điểm phần trăm vào năm trước",
    Wish.PERCENT: "cộng phần trăm của năm trước",
    Wish.UNDECIDED: "chưa chọn cách hiểu",
}
#: Comparisons, the strict ones without equality.
OPS = (">=", ">", "=", "<=", "<")
OP_WORDS = {">=": "từ", ">": "trên", "=": "bằng", "<=": "không quá", "<": "dưới"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What is to be reached. `amount` is the level, or the change (negative: to fall); `base` the value of before."""

    wish: Wish
    op: str = ">="
    amount: Decimal = Decimal(0)
    unit: str = PERCENT
    base: Decimal | None = None

    @property
    def rises(self) -> bool:
        """Whether more is better."""
        return not self.op.startswith("<")

    def value(self, reading: Wish | None = None) -> Decimal | None:
        """Return the value to reach, under another reading of the change if one is given.

        None: undecided, or there is no value of before. What is kept is the same under each reading.
        """
        wish = reading if reading is not None and self.wish not in (Wish.LEVEL, Wish.HOLD) else self.wish
        if wish is Wish.LEVEL:
            return self.amount
        if self.base is None or wish is Wish.UNDECIDED:
            return None
        if wish is Wish.HOLD:
            return self.base
        change = self.amount if wish is Wish.POINTS else self.base * self.amount / _WHOLE
        return self._within(self.base + change)

    def capped(self, reading: Wish | None = None) -> bool:
        """Whether the change would lead beyond what a percentage can be."""
        if self.unit != PERCENT or self.base is None or self.wish in (Wish.LEVEL, Wish.HOLD):
            return False
        wish = reading or self.wish
        change = self.amount if wish is Wish.POINTS else self.base * self.amount / _WHOLE
        return not 0 <= self.base + change <= _WHOLE

    def reached(self, value: Decimal) -> bool | None:
        """Whether a value is enough; None while there is no goal."""
        goal = self.value()
        if goal is None:
            return None
        return {
            ">=": value >= goal,
            ">": value > goal,
            "=": value >= goal,
            "<=": value <= goal,
            "<": value < goal,
        }[self.op]

    def _within(self, value: Decimal) -> Decimal:
        """A share cannot be more than the whole: the goal is the whole then."""
        return min(max(value, Decimal(0)), _WHOLE) if self.unit == PERCENT else value


def wish_of_change(unit_of_value: str, unit_of_change: str) -> Wish:
    """Return what a printed change means: "2%" of a percentage is left to people, of a count it is percent."""
    if unit_of_change != PERCENT:
        return Wish.POINTS
    return Wish.UNDECIDED if unit_of_value == PERCENT else Wish.PERCENT


def value_words(value: Decimal | None, unit: str = "") -> str:
    """Write a value of a target for people, rounded to two decimals: "95,88 %", "78 hộ", "–"."""
    if value is None:
        return "–"
    number = exact_words(round_points(value))
    return f"{number} {unit}".strip()


def change_words(amount: Decimal, unit: str) -> str:
    """Write a change with its sign: "+2 %", "−0,5 điểm"."""
    sign = "+" if amount >= 0 else MINUS
    return f"{sign}{exact_words(abs(amount))} {unit}".strip()
