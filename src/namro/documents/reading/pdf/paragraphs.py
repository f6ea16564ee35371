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
from namro.documents.reading.sentences import ends_sentence, starts_item

_BROKEN_SYMBOL = re.compile(r"\w[-/]$")

#: A line that tells where the right edge is, as a share of the page.
_LONG = 0.5

#: Shares of the height of a line: an indent that is meant, a space, an error of the centre; and in points, of a width.
_INDENT, _SPACE, _OFF_CENTRE = 0.5, 0.22, 0.35
_TOLERANCE = 0.5

#: Lines this much farther apart than usual are parted by the space between paragraphs.
_LOOSER = 1.15


@dataclass(frozen=True, slots=True)
class Measure:
    """The column that the lines fill: its edges, and the distance between lines of one paragraph if it is known."""

    left: float
    right: float
    pitch: float | None = None


def measure(lines: Sequence[Line], page: tuple[float, float]) -> Measure:
    """Judge the column of a page (its left and right side given) from its lines.

    The right edge is the first one that two long lines share; a page without such lines is taken to have a margin on
    the right like the one on the left.
    """
    left = min(line.x0 for line in lines)
    long = sorted((line.x1 for line in lines if line.x1 - line.x0 > _LONG * (page[1] - page[0])), reverse=True)
    mirrored = max(page[1] - (left - page[0]), max(line.x1 for line in lines))
    right = next((a for a, b in pairwise(long) if a - b < 2), mirrored)
    return Measure(left, right, pitch(lines, Measure(left, right)))


def pitch(lines: Sequence[Line], column: Measure) -> float | None:
    """The usual distance between two lines that surely are one paragraph, as a share of their height."""
    steps = [
        (below.bottom - above.bottom) / above.size
        for above, below in pairwise(lines)
        if below.bottom > above.bottom
        and below.x0 < above.x0 + _INDENT * above.size
        and not _fits(above, below, column)
    ]
    return median(steps) if steps else None


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
    return left > line.size and abs(left - right) < _OFF_CENTRE * line.size


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
    closed = ends_sentence(last.text)
    same_look = (last.bold, last.italic) == (line.bold, line.italic)
    if is_centred(line, column) and abs(last.x0 + last.x1 - line.x0 - line.x1) < 2 * _OFF_CENTRE * line.size:
        return same_look and (is_centred(last, column) or not closed)
    indent = (line.x0 - last.x0) / last.size
    if indent > _INDENT:
        return _hangs(group, line) or (not closed and line.text[0].islower())
    if indent < -_INDENT:
        return len(group) == 1
    if closed and (starts_item(line.text) or not same_look):
        return False
    return same_look or not last.text.isupper()


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
    return len(group) == 1 and len(words) > 1 and abs(words[1].box.x0 - line.x0) < _OFF_CENTRE * line.size
