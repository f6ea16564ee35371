"""What was added to a .pdf after a signature: seen by people, not by the engine's objects.

Between the leader's signature and the organisation's, the clerk fills in number and date and sets the stamp; each
program does it in its own way (fields, annotations, further drawing). So what is compared is the pages as drawn and
their letters: nothing that stood there may be gone, and what is new may stand only where it belongs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from namro.core.base.folding import fold
from namro.documents.reading.pdf.glyphs import page_text, turn_of
from namro.documents.reading.pdf.opening import opened
from namro.documents.reading.pdf.pictures import drawn
from namro.documents.reading.pdf.shapes import Box, Glyph, in_lines, words_of

_WIDTH = 700
#: Steps of 255 that are no difference.
_STEP = 48
#: What is filled into the letterhead: a number with its code, and a date.
_FILLED_IN = re.compile(r"[\d\s./,:\-–A-ZĐ&]{0,40}")
_NUMBER_LINE, _DATE_LINE = re.compile(r"so\s*:"), re.compile(r".*\bngay\b.*\bthang\b")
_LETTERHEAD_LINES, _LETTERHEAD_WIDTH = 12, 120
#: Share of the page that a signature's picture covers at most; a larger one is a page laid over the page.
_LARGEST = 0.25
#: Share of the page that red stamps cover at most.
_STAMPS = 0.05
_MARGIN, _FAR = 3.0, 1e6

Picture = NDArray[np.int16]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Area:
    """Where a signature shows itself: page counted from 0, in the page's own coordinates."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


def stays_the_same(before: bytes, after: bytes, areas: Sequence[Area], *, filling_in: bool) -> bool:
    """Whether the pages show after what they showed before.

    New signatures may show themselves in their areas. With `filling_in`, number and date may be added in their lines
    of the letterhead and red stamps anywhere. Raises `UnreadableDocument` for a file that cannot be drawn.
    """
    with opened(before, to_draw=True) as old, opened(after, to_draw=True) as new:
        return len(old) == len(new) and all(
            _page_stays(old[i], new[i], [a for a in areas if a.page == i], filling_in=filling_in, first=i == 0)
            for i in range(len(old))
        )


def _page_stays(
    old: pdfium.PdfPage, new: pdfium.PdfPage, areas: Sequence[Area], *, filling_in: bool, first: bool
) -> bool:
    if old.get_size() != new.get_size() or old.get_rotation() != new.get_rotation():
        return False
    frame = _Frame(old)
    shown = [box for area in areas if (box := frame.box(area)) and frame.share(box) <= _LARGEST]
    letters = page_text(old).glyphs
    lines = list(_bands(letters)) if filling_in and first else []
    return _letters_stay(letters, page_text(new).glyphs, shown, lines) and _picture_stays(
        frame, new, shown=shown, lines=lines, stamps=filling_in
    )


class _Frame:
    """A page as it was, with the way from its coordinates to points of its picture."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.page = page
        self._turn = turn_of(page)
        left, bottom, right, top = page.get_cropbox()
        corners = (self._turn(left, bottom), self._turn(right, top))
        self.left, self.top = (min(c[i] for c in corners) for i in (0, 1))
        self.width, self.height = (abs(corners[1][i] - corners[0][i]) for i in (0, 1))

    def box(self, area: Area) -> Box:
        """The area in shown coordinates, a little larger than it is."""
        one, other = self._turn(area.left, area.bottom), self._turn(area.right, area.top)
        (x0, x1), (top, bottom) = (sorted((one[i], other[i])) for i in (0, 1))
        return Box(x0 - _MARGIN, top - _MARGIN, x1 + _MARGIN, bottom + _MARGIN)

    def share(self, box: Box) -> float:
        """How much of the page the box takes."""
        return (box.x1 - box.x0) * (box.bottom - box.top) / max(self.width * self.height, 1.0)

    def mask(self, boxes: Sequence[Box], like: Picture) -> Mask:
        """The points of a picture that lie in one of the boxes."""
        found = np.zeros(like.shape[:2], dtype=np.bool_)
        across, down = like.shape[1] / max(self.width, 1.0), like.shape[0] / max(self.height, 1.0)
        for box in boxes:
            rows = slice(max(0, int((box.top - self.top) * down)), max(0, int((box.bottom - self.top) * down) + 1))
            columns = slice(max(0, int((box.x0 - self.left) * across)), max(0, int((box.x1 - self.left) * across) + 1))
            found[rows, columns] = True
        return found


def _bands(letters: Sequence[Glyph]) -> Iterator[Box]:
    """The lines of the letterhead into which number and date are filled, over the whole width.

    The letterhead ends with the first line that dates the document, or the one below it: dates further down are cited.
    """
    last = _LETTERHEAD_LINES
    for line in in_lines(words_of(letters)):
        text = fold(line.text)
        if line.number > last:
            return
        if len(text) < _LETTERHEAD_WIDTH and (_NUMBER_LINE.match(text) or _DATE_LINE.match(text)):
            yield Box(-_FAR, line.top - 0.5 * line.size, _FAR, line.bottom + 0.3 * line.size)
        if _DATE_LINE.match(text):
            last = min(last, line.number + 1)


def _letters_stay(before: Sequence[Glyph], after: Sequence[Glyph], shown: Sequence[Box], lines: Sequence[Box]) -> bool:
    old, new = Counter(map(_key, before)), Counter(map(_key, after))
    if old - new:
        return False
    added = new - old
    extra = [g for g in after if _key(g) in added and not _inside(g, shown)]
    text = "".join(g.letter for g in extra)
    return all(_inside(g, lines) for g in extra) and bool(_FILLED_IN.fullmatch(text))


def _key(glyph: Glyph) -> tuple[str, int, int]:
    return glyph.letter, round(glyph.x0), round(glyph.base)


def _inside(glyph: Glyph, boxes: Sequence[Box]) -> bool:
    x = (glyph.x0 + glyph.x1) / 2
    return any(box.x0 <= x <= box.x1 and box.top <= glyph.base <= box.bottom for box in boxes)


def _picture_stays(
    frame: _Frame, page: pdfium.PdfPage, *, shown: Sequence[Box], lines: Sequence[Box], stamps: bool
) -> bool:
    old, new = drawn(frame.page, _WIDTH).astype(np.int16), drawn(page, _WIDTH).astype(np.int16)
    changed: Mask = np.abs(old - new).max(axis=2) > _STEP
    darker: Mask = np.all(new <= old + _STEP, axis=2)
    left: Mask = changed & ~(frame.mask(shown, new) | (frame.mask(lines, new) & darker))
    red: Mask = np.greater(new[:, :, 0] - new[:, :, 1:].max(axis=2), _STEP)
    return not (left & ~red).any() and bool(left.mean() <= (_STAMPS if stamps else 0.0))
