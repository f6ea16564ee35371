"""Plain text and Markdown files, with the tables and marks that conversion programs write."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from namro.core.printed import Place
from namro.documents.model import Block, Cell, Paragraph, Row, Table
from namro.documents.reading import faults, limits
from namro.documents.reading.encodings import decode
from namro.documents.reading.markup import broken_lines, lost_breaks, plain
from namro.documents.reading.quota import Quota
from namro.documents.reading.secrecy import refuse_beside
from namro.documents.reading.side_by_side import reading_order
from namro.documents.reading.tables import join_continued, numbered

_NEW_LINE = re.compile(r"\r\n|\r|\n")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(?=\S)")
_RULE = re.compile(r"\s*([-*_=~.–—])(?:\s*\1){2,}\s*|\s*```.*")
_TABLE_ROW = re.compile(r"\s*\|.*\|")
_SEPARATOR = re.compile(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*")
_CELL_EDGE = re.compile(r"(?<!\\)\|")
_LONGEST_BOLD = 8


class _Line(NamedTuple):
    """A line of the file, or one side of a two-column line; `start` is where it begins in the file's line."""

    number: int
    start: int
    text: str


def read_text(path: Path, report: Callable[[int, int], None]) -> Iterator[Block]:
    """Yield the blocks of a text file; places are lines and characters of the file."""
    if path.stat().st_size > limits.TEXT_MB * limits.MB:
        raise faults.too_large(limits.TEXT_MB)
    lines = _NEW_LINE.split(decode(path.read_bytes()))
    if max(map(len, lines)) > limits.LINE_CHARACTERS:
        raise faults.too_long("ký tự trên một dòng", limits.LINE_CHARACTERS)
    refuse_beside([line for line in lines if line.strip()])
    report(0, len(lines))
    ordered = [_Line(i + 1, max(lines[i].find(piece), 0), piece) for i, piece in reading_order(lines)]
    yield from numbered(join_continued(_blocks(ordered)))
    report(len(lines), len(lines))


def _blocks(lines: Sequence[_Line]) -> Iterator[Block]:
    cells = Quota("ô trong bảng", limits.CELLS)
    index = 0
    while index < len(lines):
        text = lines[index].text
        end = index + 1
        if _TABLE_ROW.match(text):
            while end < len(lines) and _TABLE_ROW.match(lines[end].text):
                end += 1
            rows = tuple(_rows(lines[index:end], cells))
            if rows:
                yield Table(rows, Place(line=lines[index].number))
        elif text.strip() and not _RULE.fullmatch(text):
            end = _paragraph_end(lines, index)
            yield from _paragraphs(lines[index:end])
        index = end


def _paragraph_end(lines: Sequence[_Line], start: int) -> int:
    """One line, or all the lines that one bold mark spans."""
    if lines[start].text.count("**") % 2 == 0:
        return start + 1
    for end in range(start + 1, min(start + _LONGEST_BOLD, len(lines))):
        text = lines[end].text
        if not text.strip() or _TABLE_ROW.match(text):
            break
        if text.count("**") % 2:
            return end + 1
    return start + 1


def _paragraphs(lines: Sequence[_Line]) -> Iterator[Paragraph]:
    first = lines[0]
    heading = _HEADING.match(first.text)
    level = len(heading.group(1)) if heading else 0
    head = first.text[heading.end() :].rstrip(" #") if heading else first.text
    for part in broken_lines(" ".join([head, *(line.text for line in lines[1:])])):
        styled = plain(part)
        if styled.text:
            place = _place(first, styled.text)
            yield Paragraph(styled.text, place, bold=styled.bold, italic=styled.italic, heading=level)


def _rows(lines: Sequence[_Line], quota: Quota) -> Iterator[Row]:
    for line in lines:
        if _SEPARATOR.fullmatch(line.text):
            continue
        cells = tuple(_cells(line))
        quota.take(len(cells))
        if any(cell.paragraphs for cell in cells):
            yield Row(cells)


def _cells(line: _Line) -> Iterator[Cell]:
    edges = [m.start() for m in _CELL_EDGE.finditer(line.text)]
    edges = edges if line.text.rstrip().endswith("|") else [*edges, len(line.text)]
    if len(edges) > limits.COLUMNS:
        raise faults.too_long("cột trong một bảng", limits.COLUMNS)
    for left, right in pairwise(edges):
        inside = _Line(line.number, line.start + left + 1, line.text[left + 1 : right])
        paragraphs = tuple(_cell_paragraphs(inside))
        yield Cell(paragraphs, Place(line=line.number, start=inside.start, end=line.start + right))


def _cell_paragraphs(cell: _Line) -> Iterator[Paragraph]:
    for part in broken_lines(cell.text):
        styled = plain(part)
        for text in lost_breaks(styled.text):
            yield Paragraph(text, _place(cell, text), bold=styled.bold, italic=styled.italic)


def _place(line: _Line, text: str) -> Place:
    """Where `text` stands in its line, marks left outside; the rest of the line if it goes on in the next one."""
    words = text.split()
    if text in line.text:
        start = line.text.index(text)
        end = start + len(text)
    else:
        start = max(line.text.find(words[0]), 0)
        found = line.text.rfind(words[-1])
        end = found + len(words[-1]) if found >= start else len(line.text)
    return Place(line=line.number, start=line.start + start, end=line.start + end)
