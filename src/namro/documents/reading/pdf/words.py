"""The words of a page, put together from its characters."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from namro.documents.reading import faults, limits
from namro.documents.reading.pdf.shapes import Box, Word

_HYPHENS = {0x02, 0xAD, 0xFFFE}
_WORD_GAP = 0.3
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


@dataclass(slots=True)
class PageText:
    """The words of a page and how many of its characters have no known letter."""

    words: list[Word] = field(default_factory=list)
    characters: int = 0
    unknown: int = 0


def page_text(page: pdfium.PdfPage) -> PageText:
    """Read the text layer of a page; words stay in the order of the file."""
    text = PageText()
    layer = page.get_textpage()
    try:
        turn = turn_of(page)
        glyphs: list[tuple[str, Box]] = []
        first = 0
        for index, character, box in _characters(layer, turn, text):
            if box is None or (glyphs and not _adjoin(glyphs[-1][1], box)):
                _end_word(layer, first, glyphs, text)
                glyphs = []
            if box is not None:
                first = first if glyphs else index
                glyphs.append((character, box))
        _end_word(layer, first, glyphs, text)
    finally:
        layer.close()
    return text


def _characters(layer: pdfium.PdfTextPage, turn: Turn, text: PageText) -> Iterator[tuple[int, str, Box | None]]:
    """Yield (index, character, box); white space has no box."""
    count = raw.FPDFText_CountChars(layer)
    if count > limits.PDF_PAGE_CHARACTERS:
        raise faults.too_long("ký tự trên một trang", limits.PDF_PAGE_CHARACTERS)
    rectangle = raw.FS_RECTF()
    for index in range(count):
        code = raw.FPDFText_GetUnicode(layer, index)
        character = "-" if code in _HYPHENS else chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else ""
        if character.isspace():
            yield index, " ", None
            continue
        text.characters += 1
        if not character or unicodedata.category(character) in {"Co", "Cn", "Cc"} or code == 0xFFFD:
            text.unknown += 1
            continue
        if raw.FPDFText_GetLooseCharBox(layer, index, rectangle):
            one = turn(rectangle.left, rectangle.top)
            other = turn(rectangle.right, rectangle.bottom)
            box = Box(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))
            yield index, character, box


def _adjoin(left: Box, right: Box) -> bool:
    """True if the second character stands directly after (or, for a mark, over) the first."""
    height = max(left.bottom - left.top, 0.1)
    if abs(left.middle[1] - right.middle[1]) > 0.3 * height:
        return False
    return -height < right.x0 - left.x1 < _WORD_GAP * height


def _end_word(layer: pdfium.PdfTextPage, first: int, glyphs: list[tuple[str, Box]], text: PageText) -> None:
    if not glyphs:
        return
    letters = "".join(
        unicodedata.normalize("NFKC", c) if "\ufb00" <= c <= "\ufb06" else c for c in _marks_after(glyphs)
    )
    boxes = [box for _, box in glyphs]
    box = Box(min(b.x0 for b in boxes), boxes[0].top, max(b.x1 for b in boxes), boxes[0].bottom)
    bold, italic = _look(layer, first)
    text.words.append(Word(letters, box, bold, italic))


def _without_ligature(character: str) -> str:
    return unicodedata.normalize("NFKC", character) if "\ufb00" <= character <= "\ufb06" else character


def _marks_after(glyphs: list[tuple[str, Box]]) -> list[str]:
    """The characters of a word, each combining mark behind the letter under it.

    Some programs write the mark first and draw the letter below it afterwards.
    """
    letters = [c for c, _ in glyphs]
    for i in range(len(glyphs) - 1):
        mark, following = glyphs[i][1], glyphs[i + 1][1]
        if not unicodedata.combining(letters[i]) or unicodedata.combining(letters[i + 1]):
            continue
        before = glyphs[i - 1][1] if i else None
        middle = mark.middle[0]
        if before is None or abs(following.middle[0] - middle) < abs(before.middle[0] - middle):
            letters[i], letters[i + 1] = letters[i + 1], letters[i]
    return letters


def _look(layer: pdfium.PdfTextPage, index: int) -> tuple[bool, bool]:
    flags = ctypes.c_int()
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(layer, index, name, len(name), flags)
    font = name.value.lower()
    bold = b"bold" in font or b"black" in font or raw.FPDFText_GetFontWeight(layer, index) >= _BOLD_WEIGHT
    return bold, b"italic" in font or b"oblique" in font or bool(flags.value & _ITALIC_FLAG)
