"""One neutral document model: what every format is read into, and all that recognition sees.

A document is a list of blocks in reading order. Recognition never asks which format a block came from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from namro.core.printed import Place


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One printed paragraph (or one line where the format cannot tell).

    `text` is NFC, without markup, white space folded to single spaces, and includes a list marker made by the
    format ("1.", "a)", "-", "+") as if it had been typed. `heading` is the level the format gives (0 none); it is a
    hint, never trusted for the outline.
    """

    text: str
    place: Place
    bold: bool = False
    italic: bool = False
    heading: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; its parts keep the printed lines or bullets apart.

    `span` is the number of columns it covers; `joined` says that it is empty because the cell above reaches down.
    """

    paragraphs: tuple[Paragraph, ...]
    place: Place
    span: int = 1
    joined: bool = False

    @property
    def text(self) -> str:
        """All text of the cell on one line."""
        return " ".join(p.text for p in self.paragraphs if p.text)


@dataclass(frozen=True, slots=True)
class Row:
    """A table row, cells from left to right."""

    cells: tuple[Cell, ...]

    @property
    def texts(self) -> list[str]:
        """The text of each cell."""
        return [c.text for c in self.cells]

    @property
    def columns(self) -> tuple[Cell, ...]:
        """One cell for each column: a merged cell stands in its first column, empty cells in the others."""
        return tuple(
            part for cell in self.cells for part in (cell, *(Cell((), cell.place) for _ in range(cell.span - 1)))
        )

    @property
    def headings(self) -> list[str]:
        """One text for each column: a merged heading holds for all its columns."""
        return [cell.text for cell in self.cells for _ in range(cell.span)]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, header rows included, as printed."""

    rows: tuple[Row, ...]
    place: Place


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A document in reading order. `kind` is the file type (`txt`, `md`, `docx`, `pdf`, `xlsx`)."""

    name: str
    kind: str
    blocks: tuple[Block, ...]

    def paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs outside tables."""
        return (b for b in self.blocks if isinstance(b, Paragraph))

    def tables(self) -> Iterator[Table]:
        """All tables."""
        return (b for b in self.blocks if isinstance(b, Table))


#: What a cell of a workbook holds: a text, a number, true or false, or a day.
CellValue = str | Decimal | bool | date


@dataclass(frozen=True, slots=True)
class CellSheet:
    """A sheet read cell by cell: its rows, counted from 1, each with its filled cells by column, counted from 0.

    `formulas` are the cells whose value was worked out, `merged` the ranges (first row, first column, last row, last
    column), both counted from 0.
    """

    name: str
    rows: tuple[tuple[int, dict[int, CellValue]], ...]
    formulas: frozenset[tuple[int, int]] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
