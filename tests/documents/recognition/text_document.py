"""Neutral documents written as plain lines, for tests of recognition."""

from __future__ import annotations

from namro.core.printed import Place
from namro.documents.model import Block, Cell, Document, Paragraph, Row, Table
from namro.documents.recognition.outline import Node, build, walk


def paragraphs(text: str) -> list[Paragraph]:
    """One paragraph per non-empty line."""
    lines = enumerate(text.strip().splitlines(), start=1)
    return [Paragraph(line.strip(), Place(line=i, end=len(line.strip()))) for i, line in lines if line.strip()]


def nodes(text: str) -> list[Node]:
    """The outline's nodes in printed order."""
    return list(walk(build(paragraphs(text))))


def table(*rows: tuple[str, ...]) -> Table:
    """A table; a line break in a cell starts a new paragraph."""
    built = []
    for r, row in enumerate(rows, start=1):
        cells = []
        for c, text in enumerate(row, start=1):
            place = Place(cell=f"bảng 1, dòng {r}, cột {c}")
            cells.append(Cell(tuple(Paragraph(t, place) for t in text.splitlines() if t), place))
        built.append(Row(tuple(cells)))
    return Table(tuple(built), Place(line=1))


def document(*blocks: Block) -> Document:
    """A text document of these blocks."""
    return Document("thu.txt", "txt", tuple(blocks))
