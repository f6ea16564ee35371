"""A small drawing of values by period; the same numbers stand in the table below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

_WIDE, _HIGH = 640, 150
_SPARK_WIDE, _SPARK_HIGH = 96, 24
_GAP, _MOST_BAR = 10, 64


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its label below and its value above, in the units of the drawing; `short`: below the target."""

    x: int
    y: int
    width: int
    height: int
    middle: int
    above: int
    label: str
    value: str
    short: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, and the height of the target's line (None: no target)."""

    bars: tuple[Bar, ...]
    target: int | None
    target_words: str
    wide: int = _WIDE
    high: int = _HIGH


def chart_of(
    values: Sequence[tuple[str, Fraction | None, str]],
    *,
    bound: Fraction | None,
    words: str,
    higher: bool,
    judged: bool,
) -> Chart | None:
    """Return the drawing of (label, value, words of the value); None where fewer than two are known."""
    known = [value for _label, value, _words in values if value is not None]
    if len(known) < 2:
        return None
    most = max([*known, bound or Fraction(0)]) or Fraction(1)
    room = _WIDE // len(values)
    width = min(_MOST_BAR, room - _GAP)
    bars = []
    for place, (label, value, said) in enumerate(values):
        height = round(_HIGH * (value or 0) / most)
        x = place * room + (room - width) // 2
        short = False
        if judged and value is not None and bound is not None:
            short = value < bound if higher else value > bound
        y = _HIGH - height
        bars.append(Bar(x, y, width, height, x + width // 2, y - 5, label, said, short))
    return Chart(tuple(bars), None if bound is None else _HIGH - round(_HIGH * bound / most), words)


def spark_of(values: Sequence[Fraction | None]) -> str:
    """Return the points of a line through the known values, "" for fewer than two."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    least, most = min(known), max(known)
    span = (most - least) or Fraction(1)
    step = Fraction(_SPARK_WIDE - 4, len(known) - 1)
    return " ".join(
        f"{round(2 + place * step)},{round(2 + (_SPARK_HIGH - 4) * (1 - (value - least) / span))}"
        for place, value in enumerate(known)
    )
