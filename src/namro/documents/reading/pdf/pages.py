"""One page of a PDF: its lines, its tables, and the blocks they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from namro.documents.model import Block, Paragraph, Table
from namro.documents.reading.pdf.columns import column_paragraphs, regions
from namro.documents.reading.pdf.grids import Grid
from namro.documents.reading.pdf.paragraphs import Measure, measure, paragraphs
from namro.documents.reading.pdf.shapes import Line, Word, in_lines
from namro.documents.reading.pdf.tables import table
from namro.documents.reading.quota import Quota
from namro.documents.reading.side_by_side import unfolded


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on page `number`: lines outside tables, and tables with the height at which each begins."""

    number: int
    sides: tuple[float, float]
    lines: list[Line]
    tables: list[tuple[float, Table]]


def laid_out(
    number: int, words: list[Word], grids: Iterable[Grid], *, sides: tuple[float, float], cells: Quota
) -> Page:
    """Give each word to the table it stands in, the others to lines."""
    inside: list[tuple[Grid, list[Word]]] = []
    outside = words
    for grid in grids:
        own = [w for w in outside if grid.holds(*w.start)]
        if own:
            outside = [w for w in outside if not grid.holds(*w.start)]
            inside.append((grid, own))
    lines = in_lines(outside)
    tables: list[tuple[float, Table]] = []
    for grid, own in inside:
        above = sum(line.top < grid.box.top for line in lines)
        made = table(grid, own, page=number, first_line=above + 1, quota=cells)
        if made:
            tables.append((grid.box.top, made))
    return Page(number, sides, lines, sorted(tables, key=lambda t: t[0]))


def blocks(page: Page, lines: Sequence[Line]) -> list[Block]:
    """The blocks of a page from top to bottom; `lines` are those of its lines that are not page furniture."""
    column = measure(lines, page.sides) if lines else Measure(*page.sides)
    edges = [float("-inf"), *(top for top, _ in page.tables), float("inf")]
    found: list[Block] = []
    for i, (start, end) in enumerate(pairwise(edges)):
        if i:
            made = page.tables[i - 1][1]
            found += unfolded(made, ruled=True) or [made]
        found += _paragraphs([line for line in lines if start <= line.top < end], column, page.number)
    return found


def _paragraphs(lines: Sequence[Line], column: Measure, number: int) -> list[Paragraph]:
    found: list[Paragraph] = []
    index = 0
    for region in regions(lines):
        found += paragraphs(lines[index : region.start], column, page=number)
        found += column_paragraphs(lines, region, page=number)
        index = region.end
    return found + paragraphs(lines[index:], column, page=number)
