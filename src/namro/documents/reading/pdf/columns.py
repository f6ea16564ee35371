"""The letterhead and the signature of a page, printed in two columns without lines between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from namro.documents.model import Paragraph
from namro.documents.reading.pdf.paragraphs import Measure, is_centred, paragraph
from namro.documents.reading.pdf.shapes import Line, Word
from namro.documents.reading.side_by_side import has_national_title, is_letterhead, starts_recipients

#: A gap between columns: at least this share of the line's height, and this many times its usual gap.
_GUTTER, _OUTLIER = 0.8, 2.5

#: Lines that a two-column part has at most, and how many of them may stand above the first with two pieces.
_LONGEST, _HEAD = 60, 8


@dataclass(frozen=True, slots=True)
class Region:
    """Lines `start` to `end` of a page in two columns, parted at `gutter`."""

    start: int
    end: int
    gutter: float


def regions(lines: Sequence[Line]) -> list[Region]:
    """Find the two-column parts: a letterhead at the top of a page, or recipients beside a signer."""
    if not lines:
        return []
    page = Measure(min(line.x0 for line in lines), max(line.x1 for line in lines))
    found: list[Region] = []
    index = 0
    while index < len(lines):
        region = _region(lines, index, page, free=found[-1].end if found else 0)
        if region and _is_known(lines, region):
            found.append(region)
            index = region.end
        else:
            index += 1
    return found


def column_paragraphs(lines: Sequence[Line], region: Region, *, page: int) -> list[Paragraph]:
    """The paragraphs of the left column, then of the right; a line is one, but a wrapped item of a list is whole."""
    result: list[Paragraph] = []
    for column in _halves(lines[region.start : region.end], region.gutter):
        groups: list[list[Line]] = []
        for line in column:
            if groups and _wrapped(groups[-1], line):
                groups[-1].append(line)
            else:
                groups.append([line])
        result += [paragraph(group, page=page) for group in groups]
    return result


def pieces(line: Line) -> list[Line]:
    """The line cut where a gap is much wider than its other gaps."""
    gaps = [b.box.x0 - a.box.x1 for a, b in pairwise(line.words)]
    usual = sorted(gaps)[len(gaps) // 2] if len(gaps) > 2 else 0.0
    cuts = [i + 1 for i, gap in enumerate(gaps) if gap > max(_GUTTER * line.size, _OUTLIER * usual)]
    edges = [0, *cuts, len(line.words)]
    return [replace(line, words=line.words[a:b]) for a, b in pairwise(edges)]


def _region(lines: Sequence[Line], start: int, page: Measure, *, free: int) -> Region | None:
    """The two-column part around the line `start`, which has a wide gap; it does not reach above the line `free`."""
    cut = pieces(lines[start])
    if len(cut) != 2:
        return None
    left, right = cut[0].x1, cut[1].x0
    first = start
    while first > max(free, start - _HEAD) and lines[first - 1].x0 > left and _narrows(lines[first - 1], left, right):
        first -= 1
        right = min(right, lines[first].x0)
    end, last = start + 1, min(len(lines), start + _LONGEST)
    while end < last and _narrows(lines[end], left, right) and not is_centred(lines[end], page):
        if has_national_title(lines[end].text):  # the annex after a signature
            break
        for piece in pieces(lines[end]):
            if piece.x0 < left:
                left = max(left, piece.x1)
            else:
                right = min(right, piece.x0)
        end += 1
    if not free and first <= _HEAD and all(_narrows(line, left, right) for line in lines[:first]):
        first = 0
    return Region(first, end, (left + right) / 2)


def _narrows(line: Line, left: float, right: float) -> bool:
    """True if the line leaves a gutter between the columns: no word crosses it."""
    cut = pieces(line)
    if len(cut) > 2:
        return False
    if len(cut) == 2:
        return cut[0].x1 < right and cut[1].x0 > left
    return line.x1 < right or line.x0 > left


def _is_known(lines: Sequence[Line], region: Region) -> bool:
    left, right = _halves(lines[region.start : region.end], region.gutter)
    if not left or not right:
        return False
    head = is_letterhead(left[0].text) or any(has_national_title(line.text) for line in right)
    return head or any(starts_recipients(line.text) for line in left)


def _halves(lines: Sequence[Line], gutter: float) -> tuple[list[Line], list[Line]]:
    halves: tuple[list[Line], list[Line]] = ([], [])
    for line in lines:
        sides: tuple[list[Word], list[Word]] = ([], [])
        for word in line.words:
            sides[word.box.x0 > gutter].append(word)
        for half, words in zip(halves, sides, strict=True):
            if words:
                half.append(replace(line, words=tuple(words)))
    return halves


def _wrapped(group: Sequence[Line], line: Line) -> bool:
    last = group[-1].text
    listed = group[0].text.startswith(("-", "+"))
    return listed and not line.text.startswith(("-", "+")) and not last.endswith((";", ".", ":"))
