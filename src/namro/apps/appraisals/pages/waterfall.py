"""A waterfall in rows: from the most that can be had down to the result, one row for each place where points went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from namro.core.base.points import MINUS
from namro.core.framework.model import Scale
from namro.core.scoring.numbers import said_points

WIDTH = 300


@dataclass(frozen=True, slots=True)
class Step:
    """One row: a bar from `x`, `width` wide; `kind` is "total", "loss" or "gain"."""

    name: str
    note: str
    x: str
    width: str
    points: str
    kind: str


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The rows, and where the axis begins where it is cut ("" where it begins at 0)."""

    steps: tuple[Step, ...]
    cut: str


def waterfall(
    first: tuple[str, Decimal], changes: Iterable[tuple[str, str, Decimal]], last: tuple[str, Decimal], scale: Scale
) -> Waterfall:
    """Return the rows; a change is (name, note, points): below 0 a loss, above a gain."""
    rows = list(changes)
    lowest = min([first[1], last[1], *_running(first[1], [points for *_words, points in rows])])
    span = first[1] - lowest
    start = max(Decimal(0), lowest - max(span / 3, first[1] / 50))
    room = max(first[1], last[1]) - start or Decimal(1)

    def x(value: Decimal) -> float:
        return WIDTH * float((value - start) / room)

    steps = [Step(first[0], "", "0", f"{x(first[1]):.1f}", said_points(first[1], scale), "total")]
    at = first[1]
    for name, note, points in rows:
        low, high = sorted((at, at + points))
        width = max(x(high) - x(low), 1.5)
        words = f"+{said_points(points, scale)}" if points > 0 else f"{MINUS}{said_points(-points, scale)}"
        steps.append(Step(name, note, f"{x(low):.1f}", f"{width:.1f}", words, "gain" if points > 0 else "loss"))
        at += points
    steps.append(Step(last[0], "", "0", f"{x(last[1]):.1f}", said_points(last[1], scale), "total"))
    return Waterfall(tuple(steps), said_points(start, scale) if start else "")


def _running(first: Decimal, changes: Iterable[Decimal]) -> Iterable[Decimal]:
    at = first
    for change in changes:
        at += change
        yield at
