"""Roman numerals as outlines print them."""

from __future__ import annotations

from itertools import pairwise

_VALUE = {"i": 1, "v": 5, "x": 10}


def roman_value(number: str) -> int:
    """Return the value of a Roman number up to 39 (any case)."""
    values = [_VALUE[c] for c in number.lower()]
    return sum(-here if here < following else here for here, following in pairwise([*values, 0]))


def roman(number: int) -> str:
    """Roman numeral of 1 to 89: "IV" for 4."""
    tens, ones = divmod(number, 10)
    fifty, tens = divmod(tens, 5)
    tail = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
    head = "XL" if tens == 4 and not fifty else "L" * fifty + "X" * tens
    return head + tail
