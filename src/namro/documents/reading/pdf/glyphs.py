"""The characters drawn on a page, as glyphs.

The order of the file is not kept: some programs draw all letters with marks after the plain ones of a line.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from namro.documents.reading import faults, limits
from namro.documents.reading.pdf.shapes import Glyph

#: The engine's sign for a hyphen at the end of a line, and what symbol fonts draw as bullets, as the reader takes them.
_KNOWN = dict.fromkeys((0x02, 0xAD, 0xFFFE, 0xF02D), "-") | {0xF02B: "+"}
_KNOWN |= dict.fromkeys((0xF0B7, 0xF0A7, 0xF0D8, 0xF076, 0xF06C, 0xF06E, 0xF0FC, 0xF0E0), "-")
_BOLD_WEIGHT = 600
_ITALIC_FLAG = 1 << 6

Turn = Callable[[float, float], tuple[float, float]]

#: From the page's own coordinates to those shown, by quarter turns clockwise.
_TURNS: tuple[Turn, ...] = (
    lambda x, y: (x, -y),
    lambda x, y: (y, x),
    lambda x, y: (-x, y),
    lambda x, y: (-y, -x),
)


def turn_of(page: pdfium.PdfPage) -> Turn:
    """Return the function from page coordinates to shown coordinates."""
    quarters: int = page.get_rotation() // 90
    return _TURNS[quarters % 4]


def sides_of(page: pdfium.PdfPage) -> tuple[float, float]:
    """Return the left and the right side of the page, in shown coordinates."""
    turn = turn_of(page)
    left, bottom, right, top = page.get_mediabox()
    corners = (turn(left, bottom)[0], turn(right, top)[0])
    return min(corners), max(corners)


@dataclass(slots=True)
class PageText:
    """The glyphs of a page, spaces among them, and how many characters have no known letter."""

    glyphs: list[Glyph] = field(default_factory=list)
    characters: int = 0
    unknown: int = 0


def page_text(page: pdfium.PdfPage) -> PageText:
    """Read the text layer of a page."""
    text = PageText()
    layer = page.get_textpage()
    try:
        _read(layer, turn_of(page), text)
    finally:
        layer.close()
    return text


@dataclass(frozen=True, slots=True)
class _Run:
    """What the characters of one text object share."""

    base: float
    size: float
    bold: bool
    italic: bool


def _read(layer: pdfium.PdfTextPage, turn: Turn, text: PageText) -> None:
    count = raw.FPDFText_CountChars(layer)
    if count > limits.PDF_PAGE_CHARACTERS:
        raise faults.too_long("ký tự trên một trang", limits.PDF_PAGE_CHARACTERS)
    rectangle = raw.FS_RECTF()
    runs: dict[int | None, _Run] = {}
    for index in range(count):
        code = raw.FPDFText_GetUnicode(layer, index)
        letter = _KNOWN.get(code) or (chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else "")
        if letter.isspace():
            if raw.FPDFText_IsGenerated(layer, index):
                continue  # a guess of the engine from the order of drawing
            letter = " "
        else:
            text.characters += 1
            if not letter or code == 0xFFFD or unicodedata.category(letter) in {"Co", "Cn", "Cc"}:
                text.unknown += 1
                continue
        if not raw.FPDFText_GetLooseCharBox(layer, index, rectangle):
            continue
        thing = ctypes.cast(raw.FPDFText_GetTextObject(layer, index), ctypes.c_void_p).value
        run = runs.get(thing) or runs.setdefault(thing, _run(layer, index, turn))
        one, other = turn(rectangle.left, rectangle.top)[0], turn(rectangle.right, rectangle.bottom)[0]
        text.glyphs.append(Glyph(letter, min(one, other), max(one, other), run.base, run.size, run.bold, run.italic))


def _run(layer: pdfium.PdfTextPage, index: int, turn: Turn) -> _Run:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(layer, index, x, y)
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(layer, index, matrix)
    size = raw.FPDFText_GetFontSize(layer, index) * math.hypot(matrix.c, matrix.d)
    return _Run(turn(x.value, y.value)[1], max(size, 1.0), *_look(layer, index))


def _look(layer: pdfium.PdfTextPage, index: int) -> tuple[bool, bool]:
    flags = ctypes.c_int()
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(layer, index, name, len(name), flags)
    font = name.value.lower()
    bold = b"bold" in font or b"black" in font or raw.FPDFText_GetFontWeight(layer, index) >= _BOLD_WEIGHT
    return bold, b"italic" in font or b"oblique" in font or bool(flags.value & _ITALIC_FLAG)
