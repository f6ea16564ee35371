"""A .pdf file as blocks in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from namro.documents.model import Block, Paragraph, Table
from namro.documents.reading import faults, limits
from namro.documents.reading.pdf.columns import column_paragraphs, pieces, regions
from namro.documents.reading.pdf.glyphs import PageText, page_text
from namro.documents.reading.pdf.grids import Grid, grids
from namro.documents.reading.pdf.paragraphs import Measure, measure, paragraphs
from namro.documents.reading.pdf.rules import page_rules
from namro.documents.reading.pdf.running import without_running
from namro.documents.reading.pdf.shapes import Line, Word, in_lines, words_of
from namro.documents.reading.pdf.streams import refuse_bombs
from namro.documents.reading.pdf.tables import table
from namro.documents.reading.quota import Quota
from namro.documents.reading.secrecy import refuse_secret
from namro.documents.reading.side_by_side import unfolded
from namro.documents.reading.tables import join_continued, numbered


@dataclass(frozen=True, slots=True)
class _Page:
    """What stands on a page: lines outside tables, and tables with the height at which each begins."""

    lines: list[Line]
    tables: list[tuple[float, Table]]


def read_pdf(path: Path, report: Callable[[int, int], None]) -> Iterator[Block]:
    """Yield the blocks of a .pdf; places are pages, lines on the page, and cells."""
    refuse_bombs(path.read_bytes())
    pages = _pages(path, report)
    if pages:
        refuse_secret(piece.text for line in pages[0].lines for piece in pieces(line))
    cleaned = without_running([page.lines for page in pages])
    placed = (
        _page_blocks(lines, page.tables, number)
        for number, (lines, page) in enumerate(zip(cleaned, pages, strict=True), 1)
    )
    yield from numbered(join_continued(block for blocks in placed for block in blocks))


def _pages(path: Path, report: Callable[[int, int], None]) -> list[_Page]:
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as fault:
        encrypted = fault.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        raise (faults.encrypted() if encrypted else faults.damaged("PDF")) from fault
    with document:
        total = len(document)
        if total > limits.PAGES:
            raise faults.too_long("trang", limits.PAGES)
        cells = Quota("ô trong bảng", limits.CELLS)
        pages: list[_Page] = []
        texts: list[PageText] = []
        for index in range(total):
            report(index, total)
            try:
                page = document[index]
            except pdfium.PdfiumError as fault:
                raise faults.damaged("PDF") from fault
            texts.append(page_text(page))
            pages.append(_page(words_of(texts[-1].glyphs), grids(page_rules(page)), number=index + 1, cells=cells))
            page.close()
            texts[-1].glyphs = []
        report(total, total)
    _refuse_without_text(texts)
    return pages


def _refuse_without_text(texts: list[PageText]) -> None:
    characters = sum(text.characters for text in texts)
    if 4 * sum(text.unknown for text in texts) > characters > 0:
        raise faults.garbled()
    blank = sum(not text.characters for text in texts)
    if 2 * blank > len(texts) or not characters:
        raise faults.scan(blank, len(texts))


def _page(words: list[Word], found: Iterable[Grid], *, number: int, cells: Quota) -> _Page:
    """Give each word to the table it stands in, the others to lines."""
    inside: list[tuple[Grid, list[Word]]] = []
    outside = words
    for grid in found:
        own = [w for w in outside if grid.holds(*w.start)]
        if own:
            outside = [w for w in outside if not grid.holds(*w.start)]
            inside.append((grid, own))
    lines = in_lines(outside)
    tables: list[tuple[float, Table]] = []
    for grid, own in inside:
        above = sum(line.top < grid.box.top for line in lines)
        made = table(grid, own, page=number, first_line=above + 1, quota=cells)
        if made:
            tables.append((grid.box.top, made))
    return _Page(lines, sorted(tables, key=lambda t: t[0]))


def _page_blocks(lines: list[Line], tables: list[tuple[float, Table]], number: int) -> list[Block]:
    """The blocks of one page from top to bottom."""
    column = measure(lines) if lines else Measure(0, 0)
    edges = [float("-inf"), *(top for top, _ in tables), float("inf")]
    blocks: list[Block] = []
    for i, (start, end) in enumerate(pairwise(edges)):
        if i:
            made = tables[i - 1][1]
            blocks += unfolded(made, ruled=True) or [made]
        blocks += _text_blocks([line for line in lines if start <= line.top < end], column, number)
    return blocks


def _text_blocks(lines: list[Line], column: Measure, number: int) -> list[Paragraph]:
    blocks: list[Paragraph] = []
    index = 0
    for region in regions(lines):
        blocks += paragraphs(lines[index : region.start], column, page=number)
        blocks += column_paragraphs(lines, region, page=number)
        index = region.end
    return blocks + paragraphs(lines[index:], column, page=number)
