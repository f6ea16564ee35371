"""Roman numerals as outlines print them."""

from __future__ import annotations

from itertools import pairwise

_VALUE = {"i": 1, "v": 5, "x": 10}


def roman_value(number: str) -> int:
    """Return the value of a Roman number up to 39 (any case)."""
    values = [_VALUE[c] for c in number.lower()]
    return sum(-here if here < following else here for here, following in pairwise([*values, 0]))
