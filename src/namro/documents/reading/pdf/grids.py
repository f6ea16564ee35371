"""Tables found by their ruling lines: lines that touch form a grid, fields without a line between them are one cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from namro.documents.reading import limits
from namro.documents.reading.pdf.rules import Rule
from namro.documents.reading.pdf.shapes import Box

#: Points within which two lines touch or are one.
_NEAR = 3.0
_MOST_RULES = 3_000


@dataclass(frozen=True, slots=True)
class Field:
    """A cell of a grid: its first row and column and how many of each it covers."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: where its columns and rows are divided, and its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    fields: tuple[Field, ...]

    @property
    def box(self) -> Box:
        """The outline."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def holds(self, x: float, y: float) -> bool:
        """True if the point lies inside."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def base_field(self, x: float, y: float) -> tuple[int, int]:
        """(row, column) of the undivided field that holds the point."""
        row = min(bisect_right(self.ys, y), len(self.ys) - 1) - 1
        return row, min(bisect_right(self.xs, x), len(self.xs) - 1) - 1


def grids(rules: Sequence[Rule]) -> list[Grid]:
    """Return the tables of at least two columns, smallest first, so that a table inside a frame is found first."""
    if len(rules) > _MOST_RULES:
        return []
    found = [grid for group in _touching(rules) if (grid := _grid(group))]
    return sorted(found, key=lambda g: (g.xs[-1] - g.xs[0]) * (g.ys[-1] - g.ys[0]))


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules in groups that hang together."""
    uprights = [i for i, r in enumerate(rules) if r.upright]
    levels = [i for i, r in enumerate(rules) if not r.upright]
    parent = list(range(len(rules)))
    for i in uprights:
        for j in levels:
            if _meet(rules[i], rules[j]):
                parent[_root(parent, i)] = _root(parent, j)
    groups: dict[int, list[Rule]] = {}
    for i, rule in enumerate(rules):
        groups.setdefault(_root(parent, i), []).append(rule)
    return list(groups.values())


def _meet(upright: Rule, level: Rule) -> bool:
    across = level.start - _NEAR <= upright.at <= level.end + _NEAR
    return across and upright.start - _NEAR <= level.at <= upright.end + _NEAR


def _root(parent: list[int], i: int) -> int:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


def _grid(rules: Sequence[Rule]) -> Grid | None:
    uprights = [r for r in rules if r.upright]
    levels = [r for r in rules if not r.upright]
    if not uprights or len(levels) < 2:
        return None
    # A table without outer lines ends where its inner lines end.
    xs = _marks([r.at for r in uprights] + [x for r in levels for x in (r.start, r.end)])
    ys = _marks([r.at for r in levels] + [y for r in uprights for y in (r.start, r.end)])
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 2 or rows < 1 or columns > limits.COLUMNS or columns * rows > limits.CELLS:
        return None
    return Grid(tuple(xs), tuple(ys), tuple(_fields(xs, ys, uprights, levels)))


def _marks(values: Sequence[float]) -> list[float]:
    """Positions in order, those closer than a line's thickness as one."""
    marks: list[float] = []
    for value in sorted(values):
        if not marks or value - marks[-1] > _NEAR:
            marks.append(value)
    return marks


def _fields(xs: list[float], ys: list[float], uprights: Sequence[Rule], levels: Sequence[Rule]) -> list[Field]:
    columns, rows = len(xs) - 1, len(ys) - 1
    parent = list(range(rows * columns))
    divided_right = _divisions(uprights, xs, ys)
    divided_below = _divisions(levels, ys, xs)
    for row in range(rows):
        for column in range(columns):
            here = _root(parent, row * columns + column)
            if column + 1 < columns and (column + 1, row) not in divided_right:
                parent[_root(parent, row * columns + column + 1)] = here
            if row + 1 < rows and (row + 1, column) not in divided_below:
                parent[_root(parent, (row + 1) * columns + column)] = here
    areas: dict[int, list[int]] = {}
    for i in range(rows * columns):
        areas.setdefault(_root(parent, i), []).append(i)
    return [_field(area, columns) for area in areas.values()]


def _divisions(rules: Sequence[Rule], marks: list[float], across: list[float]) -> set[tuple[int, int]]:
    """(mark, stretch) for each stretch between two marks of the other direction that a rule covers by half."""
    divided: set[tuple[int, int]] = set()
    for rule in rules:
        mark = min(range(len(marks)), key=lambda i: abs(marks[i] - rule.at))
        for i in range(len(across) - 1):
            covered = min(rule.end, across[i + 1]) - max(rule.start, across[i])
            if 2 * covered > across[i + 1] - across[i]:
                divided.add((mark, i))
    return divided


def _field(area: list[int], columns: int) -> Field:
    rows = [i // columns for i in area]
    places = [i % columns for i in area]
    return Field(min(rows), min(places), max(rows) - min(rows) + 1, max(places) - min(places) + 1)
