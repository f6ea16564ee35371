"""Where things stand in the small drawings of a row: the interval of its rank, its points over the years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT, _MARGIN = 360, 28, 12
SPARK_WIDTH, SPARK_HEIGHT, _EDGE = 74, 24, 4
#: A label of the axis needs this much room before the next one.
_LABEL_ROOM = 64


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the drawing, with its words where there is room for them."""

    x: str
    words: str
    bound: bool


@dataclass(frozen=True, slots=True)
class Interval:
    """A bar from the best to the worst rank that is likely, and the printed rank."""

    x: str
    width: str
    dot: str


@dataclass(frozen=True, slots=True)
class Spark:
    """Points over the years as a line; the last one as a dot."""

    points: str
    x: str
    y: str


class RankAxis:
    """Ranks from 1 on the left to the last one on the right."""

    def __init__(self, ranked: int) -> None:
        self.last = max(ranked, 2)

    def x(self, rank: float) -> str:
        """Return where a rank stands."""
        share = (min(rank, self.last) - 1) / (self.last - 1)
        return f"{_MARGIN + share * (WIDTH - 2 * _MARGIN):.1f}"

    def interval(self, rank: int, low: int | None, high: int | None) -> Interval:
        """Return the bar and the dot of a unit; without an interval the bar is as short as the dot."""
        first, last = float(self.x(low or rank)) - 5, float(self.x(high or rank)) + 5
        return Interval(f"{first:.1f}", f"{last - first:.1f}", self.x(rank))

    def ticks(self, starts: Sequence[tuple[int, str]]) -> tuple[Tick, ...]:
        """Return a line before the first unit of each band but the best; a label that finds no room is left out."""
        found, taken = [Tick(self.x(1), "1", bound=False)], float(self.x(1)) + 16
        for rank, words in starts:
            x = float(self.x(rank - 0.5))
            room = x - _LABEL_ROOM / 2 > taken and x + _LABEL_ROOM < WIDTH
            taken = x + _LABEL_ROOM / 2 if room else taken
            found.append(Tick(f"{x:.1f}", words if room else "", bound=True))
        return (*found, Tick(self.x(self.last), str(self.last), bound=False))


def spark(values: Sequence[Decimal | None], lowest: Decimal, highest: Decimal) -> Spark | None:
    """Return the line through the years that have a value; None with fewer than two of them."""
    if sum(value is not None for value in values) < 2:
        return None
    step = (SPARK_WIDTH - 2 * _EDGE) / (len(values) - 1)
    spread = float(highest - lowest) or 1.0
    places = [
        (_EDGE + place * step, SPARK_HEIGHT - _EDGE - (SPARK_HEIGHT - 2 * _EDGE) * float(value - lowest) / spread)
        for place, value in enumerate(values)
        if value is not None
    ]
    x, y = places[-1]
    return Spark(" ".join(f"{a:.1f},{b:.1f}" for a, b in places), f"{x:.1f}", f"{y:.1f}")
