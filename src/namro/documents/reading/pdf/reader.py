"""A .pdf file as blocks in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from namro.documents.model import Block
from namro.documents.reading import faults, limits
from namro.documents.reading.pdf.columns import pieces
from namro.documents.reading.pdf.glyphs import PageText, page_text, sides_of
from namro.documents.reading.pdf.grids import grids
from namro.documents.reading.pdf.opening import opened
from namro.documents.reading.pdf.pages import Page, blocks, laid_out
from namro.documents.reading.pdf.rules import page_rules
from namro.documents.reading.pdf.running import without_running
from namro.documents.reading.pdf.shapes import words_of
from namro.documents.reading.pdf.streams import refuse_bombs
from namro.documents.reading.quota import Quota
from namro.documents.reading.secrecy import refuse_secret, stamps_below, stamps_in_row
from namro.documents.reading.tables import join_continued, numbered

_NEAR_TOP = 12


def read_pdf(path: Path, report: Callable[[int, int], None]) -> Iterator[Block]:
    """Yield the blocks of a .pdf; places are pages, lines on the page outside tables, and cells."""
    refuse_bombs(path.read_bytes())
    pages = _pages(path, report)
    _refuse_stamped(pages)
    cleaned = without_running([page.lines for page in pages])
    found = (block for page, lines in zip(pages, cleaned, strict=True) for block in blocks(page, lines))
    yield from numbered(join_continued(found))


def _refuse_stamped(pages: list[Page]) -> None:
    """A stamp anywhere on the first page, near the top of a later one, or in a line of its own."""
    refuse_secret(piece.text for line in pages[0].lines for piece in pieces(line))
    for page in pages[1:]:
        for index, line in enumerate(page.lines):
            texts = [piece.text for piece in pieces(line)]
            refuse_secret(stamps_in_row(texts) if index < _NEAR_TOP else stamps_below(texts))


def _pages(path: Path, report: Callable[[int, int], None]) -> list[Page]:
    cells = Quota("ô trong bảng", limits.CELLS)
    pages: list[Page] = []
    texts = _Texts()
    with opened(path) as document:
        total = len(document)
        for index in range(total):
            report(index, total)
            page = document[index]
            text = page_text(page)
            texts.count(text, page)
            words = words_of(text.glyphs)
            pages.append(laid_out(index + 1, words, grids(page_rules(page)), sides=sides_of(page), cells=cells))
            page.close()
        report(total, total)
    texts.refuse_without_text(len(pages))
    return pages


class _Texts:
    """How much of the document is text that can be read."""

    def __init__(self) -> None:
        self.characters = self.unknown = self.pictures = 0

    def count(self, text: PageText, page: pdfium.PdfPage) -> None:
        """Add a page."""
        self.characters += text.characters
        self.unknown += text.unknown
        self.pictures += not text.characters and _has_picture(page)

    def refuse_without_text(self, pages: int) -> None:
        """Refuse scans, and text in fonts that do not say what their letters are."""
        if not self.characters or 2 * self.pictures > pages:
            raise faults.scan(self.pictures or pages, pages)
        if 4 * self.unknown > self.characters:
            raise faults.garbled()


def _has_picture(page: pdfium.PdfPage) -> bool:
    objects = (raw.FPDFPage_GetObject(page, i) for i in range(raw.FPDFPage_CountObjects(page)))
    return any(raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_IMAGE for thing in objects)
