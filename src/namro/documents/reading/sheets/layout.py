"""From the cells of a sheet to blocks: rows of several cells make tables, the lines around them are paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from namro.core.base.folding import tidy
from namro.core.printed import Place
from namro.documents.model import Block, Cell, Paragraph, Row, Table
from namro.documents.reading.side_by_side import reading_order, starts_recipients, unfolded

_FAR_APART = "\t\t\t\t"
_TABLE_CELLS = 3


class Entry(NamedTuple):
    """A cell that holds text: its column, the columns it covers, and its lines."""

    column: int
    span: int
    lines: tuple[str, ...]


SheetRow = tuple[int, tuple[Entry, ...]]


Joined = frozenset[tuple[int, int]]


def blocks(sheet: str, rows: Sequence[SheetRow], joined: Joined = frozenset()) -> Iterator[Block]:
    """Yield the blocks of a sheet; `rows` are its rows with text, numbered from 0.

    `joined` are the cells, as row and column, into which the cell above reaches down.
    """
    loose: list[SheetRow] = []  # a signature goes on below the empty rows left for it
    for group in _groups(rows):
        start, end = _table_range(group)
        loose += group[:start]
        if start < end:
            yield from _lines(sheet, loose)
            table = _table(sheet, group[start:end], joined)
            layout = unfolded(table, ruled=True)
            yield from layout
            if not layout:
                yield table
            loose = []
        loose += group[end:]
    yield from _lines(sheet, loose)


def column_letters(column: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    while column >= 0:
        letters = chr(ord("A") + column % 26) + letters
        column = column // 26 - 1
    return letters


def _groups(rows: Sequence[SheetRow]) -> Iterator[list[SheetRow]]:
    """Rows without an empty one between them; one empty row inside a wide table does not part it."""
    group: list[SheetRow] = []
    for row in rows:
        if group:
            gap = row[0] - group[-1][0] - 1
            wide = len(row[1]) >= _TABLE_CELLS and any(len(entries) >= _TABLE_CELLS for _, entries in group)
            if gap > 1 or (gap == 1 and not wide):
                yield group
                group = []
        group.append(row)
    if group:
        yield group


def _table_range(group: Sequence[SheetRow]) -> tuple[int, int]:
    """Where the table in a group of rows begins and ends; an empty range if there is none."""
    counts = [len(entries) for _, entries in group]
    enough = _TABLE_CELLS if max(counts) >= _TABLE_CELLS else 2
    wide = [i for i, count in enumerate(counts) if count >= enough]
    if not wide or (len(group) == 1 and enough < _TABLE_CELLS):
        return 0, 0
    first = group[wide[0]][1][0].column
    end = wide[0]
    for i in range(wide[0], len(group)):
        entries = group[i][1]
        if starts_recipients(entries[0].lines[0]):
            break
        if len(entries) > 1 or entries[0].column > first:
            end = i + 1
    return wide[0], end


def _table(sheet: str, group: Sequence[SheetRow], joined: Joined) -> Table:
    entries = [entry for _, row in group for entry in row]
    left = min(entry.column for entry in entries)
    right = max(entry.column + entry.span for entry in entries)
    rows = tuple(Row(tuple(_cells(sheet, number, row, (left, right), joined))) for number, row in group)
    return Table(rows, Place(cell=_name(sheet, group[0][0], left)))


def _cells(sheet: str, number: int, row: Sequence[Entry], columns: tuple[int, int], joined: Joined) -> Iterator[Cell]:
    left, right = columns
    filled = {entry.column: entry for entry in row}
    column = left
    while column < right:
        entry = filled.get(column, Entry(column, 1, ()))
        name = _name(sheet, number, column)
        paragraphs: list[Paragraph] = []
        start = 0
        for line in entry.lines:
            paragraphs.append(Paragraph(line, Place(cell=name, start=start, end=start + len(line))))
            start += len(line) + 1
        yield Cell(tuple(paragraphs), Place(cell=name), span=entry.span, joined=(number, column) in joined)
        column += entry.span


def _lines(sheet: str, group: Sequence[SheetRow]) -> Iterator[Paragraph]:
    """Rows that are no table, line by line; two columns of a letterhead or signature are read one after the other."""
    places: list[tuple[int, Sequence[Entry]]] = []
    texts: list[str] = []
    for number, entries in group:
        indent = _FAR_APART if entries[0].column > 1 else ""
        for line in zip_longest(*(entry.lines for entry in entries), fillvalue=""):
            places.append((number, entries))
            texts.append(indent + _FAR_APART.join(line))
    for i, piece in reading_order(texts):
        number, found = places[i]
        text = tidy(piece)
        column = next((entry.column for entry in found if text in entry.lines), found[0].column)
        yield Paragraph(text, Place(cell=_name(sheet, number, column), end=len(text)))


def _name(sheet: str, row: int, column: int) -> str:
    return f"{sheet}!{column_letters(column)}{row + 1}"
