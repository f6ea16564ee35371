"""Rows ↔ core objects: what was read, and the printed text, as JSON in the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from namro.apps.exchange.models import ImportedDocument
from namro.core.printed import Reading
from namro.core.printed.plain import from_plain
from namro.documents.model import Document, Paragraph, Table


@dataclass(frozen=True, slots=True)
class Passage:
    """A printed paragraph, line or table cell.

    `table` and `row` count from 1 through the document and are 0 outside tables; `span` is the columns a cell covers.
    """

    text: str
    line: int | None = None
    cell: str | None = None
    bold: bool = False
    table: int = 0
    row: int = 0
    span: int = 1


def imported_reading(document: ImportedDocument) -> Reading:
    """Return what was read in the document, before any correction."""
    return from_plain(document.reading)


def passages_of(document: ImportedDocument) -> list[Passage]:
    """Return the printed text in reading order."""
    return [Passage(**values) for values in document.source]


def plain_source(document: Document) -> list[dict[str, Any]]:
    """Return the printed text of a neutral document for storing; `passages_of` is the way back."""
    return [
        {"text": passage.text, **{key: value for key, value in _fields(passage).items() if value}}
        for passage in _passages(document)
    ]


def _fields(passage: Passage) -> dict[str, Any]:
    return {name: getattr(passage, name) for name in Passage.__slots__}


def _passages(document: Document) -> Iterator[Passage]:
    table = row = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            bold = block.bold or block.heading > 0
            yield Passage(block.text, line=block.place.line, cell=block.place.cell, bold=bold)
        elif isinstance(block, Table):
            table += 1
            for cells in block.rows:
                row += 1
                for cell in cells.cells:
                    place = cell.place
                    yield Passage(cell.text, place.line, place.cell, table=table, row=row, span=cell.span)
