"""Which printed lines make one paragraph, judged as a reader does: room left on the line, indent, spacing, marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from namro.core.printed import Place
from namro.documents.model import Paragraph
from namro.documents.reading.pdf.shapes import Line

_MARK = re.compile(r"[-–•+*▪●]\s|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,5}|[A-H])[.)/]\s|\d{1,2}(?:\.\d{1,2})+\s")
_CLOSED = re.compile(r"[.;:!?…/]\W*$")
_BROKEN_SYMBOL = re.compile(r"\w[-/]$")
_INDENT = 0.5
_LOOSER = 1.15
_SPACE = 0.22
_TOLERANCE = 0.5


@dataclass(frozen=True, slots=True)
class Measure:
    """The column that the lines fill: its edges, and the distance between lines of one paragraph if it is known."""

    left: float
    right: float
    pitch: float | None = None


def measure(lines: Sequence[Line]) -> Measure:
    """Judge the column from its lines: its right edge is the first one that two lines share."""
    left = min(line.x0 for line in lines)
    rights = sorted((line.x1 for line in lines), reverse=True)
    right = next((a for a, b in pairwise(rights) if a - b < 2), rights[0])
    column = Measure(left, right)
    steps = [
        (below.bottom - above.bottom) / above.size
        for above, below in pairwise(lines)
        if below.bottom > above.bottom
        and not _fits(above, below, column)
        and below.x0 < above.x0 + _INDENT * above.size
    ]
    return Measure(left, right, median(steps) if steps else None)


def paragraphs(lines: Sequence[Line], column: Measure, *, page: int) -> list[Paragraph]:
    """Return the paragraphs of lines given from top to bottom."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1], line, column):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [paragraph(group, page=page) for group in groups]


def paragraph(lines: Sequence[Line], *, page: int) -> Paragraph:
    """One paragraph of these lines; its place is the first one."""
    text = _joined([line.text for line in lines])
    bold = sum(len(line.text) for line in lines if line.bold) * 2 > len(text)
    italic = sum(len(line.text) for line in lines if line.italic) * 2 > len(text)
    return Paragraph(text, Place(line=lines[0].number, page=page, end=len(text)), bold=bold, italic=italic)


def is_centred(line: Line, column: Measure) -> bool:
    """True if the line stands in the middle of the column, with room on both sides."""
    left, right = line.x0 - column.left, column.right - line.x1
    return left > line.size and abs(left - right) < 0.35 * line.size


def _joined(texts: Sequence[str]) -> str:
    """The lines with spaces between them, but none where "KH-UBND" was broken after its own hyphen."""
    whole = texts[0]
    for text in texts[1:]:
        whole += text if _BROKEN_SYMBOL.search(whole) and text[:1].isalnum() else f" {text}"
    return whole


def _goes_on(group: Sequence[Line], line: Line, column: Measure) -> bool:
    last = group[-1]
    if abs(line.size - last.size) > 0.15 * last.size or line.bottom <= last.bottom:
        return False
    if column.pitch and (line.bottom - last.bottom) / last.size > column.pitch * _LOOSER:
        return False
    if _fits(last, line, column):
        return False
    if is_centred(last, column) and is_centred(line, column):
        return last.bold == line.bold
    indent = (line.x0 - last.x0) / last.size
    if indent > _INDENT:
        return _hangs(group, line)
    if indent < -_INDENT:
        return len(group) == 1
    if _MARK.match(line.text) and _CLOSED.search(last.text):
        return False
    return last.bold == line.bold or not (_CLOSED.search(last.text) or last.text.isupper())


def _fits(last: Line, line: Line, column: Measure) -> bool:
    """True if the first word of `line` had room at the end of `last`: then the line was ended on purpose."""
    gaps = [b.box.x0 - a.box.x1 for a, b in pairwise(last.words)]
    space = median(gaps) if gaps else _SPACE * last.size
    first = line.words[0].box
    room = column.right - last.x1
    if is_centred(last, column):
        room += last.x0 - column.left
    return room > space + first.x1 - first.x0 + _TOLERANCE


def _hangs(group: Sequence[Line], line: Line) -> bool:
    """True if the line is indented to where the text after a mark such as "-" or "1." begins."""
    words = group[0].words
    return len(group) == 1 and len(words) > 1 and abs(words[1].box.x0 - line.x0) < 0.3 * line.size
