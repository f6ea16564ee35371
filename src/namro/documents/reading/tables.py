"""Tables as people count them: pieces cut by a page break put together, and every cell told its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from namro.core.base.folding import fold, tidy
from namro.documents.model import Block, Cell, Paragraph, Row, Table
from namro.documents.reading.sentences import ends_sentence, starts_item

_NUMBER = re.compile(r"(?:[IVX]+|[A-H]|\d+)(?:[.)\s]|$)")
_FIRST_COLUMN = {"tt", "stt", "so tt", "so thu tu"}


def join_continued(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks; tables that follow each other directly and are one table of equal width become one.

    A repeated header is dropped, a row that the page break cut is put together.
    """
    for is_table, group in groupby(blocks, key=lambda block: isinstance(block, Table)):
        if not is_table:
            yield from group
            continue
        pieces: list[Table] = []
        for table in (block for block in group if isinstance(block, Table)):
            if pieces and not _goes_on(pieces[0], table):
                yield _joined(pieces)
                pieces = []
            pieces.append(table)
        yield _joined(pieces)


def _goes_on(first: Table, second: Table) -> bool:
    """True if `second` is the rest of `first`: as many columns, and no header of its own."""
    if _width(first) != _width(second) or _width(first) < 2:
        return False
    header = second.rows[0]
    return fold(header.texts[0]).strip(" .") not in _FIRST_COLUMN or _same(header, first.rows[0])


def _joined(pieces: Sequence[Table]) -> Table:
    first = pieces[0]
    rows = list(first.rows)
    for piece in pieces[1:]:
        repeated = 0
        for row, header in zip(piece.rows, first.rows, strict=False):
            if not _same(row, header):
                break
            repeated += 1
        following = piece.rows[repeated:]
        if following and len(rows) > 1 and _is_rest_of_row(rows[-1], following[0]):
            cells = zip(rows[-1].cells, following[0].cells, strict=True)
            rows[-1] = Row(tuple(_cell_joined(above, below) for above, below in cells))
            following = following[1:]
        rows += following
    return replace(first, rows=tuple(rows))


def numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks with each table cell's place named, "bảng 2, dòng 3, cột 4", all counted from 1."""
    count = 0
    for block in blocks:
        if isinstance(block, Table):
            count += 1
            block = replace(
                block, rows=tuple(_placed(row, f"bảng {count}, dòng {i}") for i, row in enumerate(block.rows, 1))
            )
        yield block


def tidied(paragraph: Paragraph, text: str) -> Paragraph:
    """The paragraph with this text, its white space folded."""
    text = tidy(text)
    return replace(paragraph, text=text, place=replace(paragraph.place, start=0, end=len(text)))


def _placed(row: Row, where: str) -> Row:
    cells = []
    column = 1
    for cell in row.cells:
        name = f"{where}, cột {column}"
        paragraphs = tuple(replace(p, place=replace(p.place, cell=name)) for p in cell.paragraphs)
        cells.append(replace(cell, paragraphs=paragraphs, place=replace(cell.place, cell=name)))
        column += cell.span
    return Row(tuple(cells))


def _width(table: Table) -> int:
    return max(sum(cell.span for cell in row.cells) for row in table.rows)


def _same(one: Row, other: Row) -> bool:
    return any(one.texts) and [fold(t) for t in one.texts] == [fold(t) for t in other.texts]


def _is_rest_of_row(last: Row, row: Row) -> bool:
    """A row without number whose text goes on in mid-sentence, or that leaves most cells empty.

    A section title alone in the first cell goes on if it is in capitals and the rest has no number of its own.
    """
    if len(last.cells) != len(row.cells) or len(row.cells) < 3:
        return False
    filled = [text for text in row.texts if text]
    if row.texts[0]:
        title = len(filled) == 1 and not any(last.texts[1:])
        return title and (last.texts[0] + row.texts[0]).isupper() and not _NUMBER.match(row.texts[0])
    return 0 < len(filled) < len(row.cells) - 1 or any(text[0].islower() for text in filled)


def _cell_joined(above: Cell, below: Cell) -> Cell:
    parts, rest = above.paragraphs, below.paragraphs
    if parts and rest and not ends_sentence(parts[-1].text) and not starts_item(rest[0].text):
        sentence = replace(parts[-1], text=f"{parts[-1].text} {rest[0].text}")
        return replace(above, paragraphs=(*parts[:-1], sentence, *rest[1:]))
    return replace(above, paragraphs=(*parts, *rest))
