"""A ruled grid and the words in it as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from namro.core.printed import Place
from namro.documents.model import Cell, Row, Table
from namro.documents.reading.pdf.grids import Field, Grid
from namro.documents.reading.pdf.paragraphs import Measure, paragraphs, pitch
from namro.documents.reading.pdf.shapes import Word, in_lines
from namro.documents.reading.quota import Quota

_WIDEST_PADDING = 10.0


def table(grid: Grid, words: Sequence[Word], *, page: int, first_line: int, quota: Quota) -> Table | None:
    """Return the table, without rows that are empty; None if nothing stands in it. Lines count on from `first_line`."""
    by_field = _by_field(grid, words)
    starts = {(f.row, f.column): f for f in grid.fields}
    covered = {(row, f.column): f for f in grid.fields for row in range(f.row + 1, f.row + f.rows)}
    padding = _padding(grid, by_field)
    rows: list[Row] = []
    for row in range(len(grid.ys) - 1):
        cells: list[Cell] = []
        for column in range(len(grid.xs) - 1):
            place = Place(page=page, line=first_line + len(rows))
            if field := starts.get((row, column)):
                right = grid.xs[column + field.columns] - padding
                column_edges = Measure(grid.xs[column] + padding, right)
                cells.append(_cell(by_field.get(field, []), field, column_edges, place))
            elif field := covered.get((row, column)):
                cells.append(Cell((), place, span=field.columns))
        quota.take(len(cells))
        if any(cell.paragraphs for cell in cells):
            rows.append(Row(tuple(cells)))
    return Table(tuple(rows), Place(page=page, line=first_line)) if rows else None


def _by_field(grid: Grid, words: Sequence[Word]) -> dict[Field, list[Word]]:
    owner = {
        (row, c): f
        for f in grid.fields
        for row in range(f.row, f.row + f.rows)
        for c in range(f.column, f.column + f.columns)
    }
    by_field: dict[Field, list[Word]] = {}
    for word in words:
        by_field.setdefault(owner[grid.base_field(*word.start)], []).append(word)
    return by_field


def _padding(grid: Grid, by_field: dict[Field, list[Word]]) -> float:
    """The distance that cells keep from their lines, judged by the text nearest to a line on its left."""
    gaps = [word.box.x0 - grid.xs[field.column] for field, words in by_field.items() for word in words]
    return min([_WIDEST_PADDING, *(gap for gap in gaps if gap > 0)])


def _cell(words: Sequence[Word], field: Field, edges: Measure, place: Place) -> Cell:
    lines = in_lines(words)
    if not lines:
        return Cell((), place, span=field.columns)
    column = replace(edges, pitch=pitch(lines, edges))
    parts = paragraphs(lines, column, page=place.page or 0)
    return Cell(tuple(parts), place, span=field.columns)
