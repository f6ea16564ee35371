"""A .docx file as blocks in the order of its body."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from xml.etree.ElementTree import Element

from namro.core.base.folding import tidy
from namro.core.printed import Place
from namro.documents.model import Block, Cell, Paragraph, Row, Table
from namro.documents.reading import faults, limits
from namro.documents.reading.archive import Archive
from namro.documents.reading.quota import Quota
from namro.documents.reading.secrecy import refuse_beside, refuse_secret, refuse_titled
from namro.documents.reading.side_by_side import reading_order, unfolded
from namro.documents.reading.tables import numbered, tidied
from namro.documents.reading.word.borders import is_ruled
from namro.documents.reading.word.numbering import Numbering
from namro.documents.reading.word.package import Package
from namro.documents.reading.word.runs import Look, Runs, chosen
from namro.documents.reading.word.styles import Styles, heading_level
from namro.documents.reading.word.xml import attribute, child, number, tag, value

_REPORT_EVERY = 100


def read_docx(path: Path, report: Callable[[int, int], None]) -> Iterator[Block]:
    """Yield the blocks of a .docx; places are paragraphs counted from 1, and cells."""
    with path.open("rb") as file, Archive(file, kind="Word (.docx)") as archive:
        package = Package(archive)
        headers = list(package.header_texts())
        refuse_secret(tidy(text) for text in headers)
        refuse_titled(tidy(text) for text in headers)
        refuse_beside(headers)
        body = child(package.body(), "body")
        if body is None:
            raise faults.damaged("Word (.docx)")
        reader = _Reader(Styles(package.part("styles")), Numbering(package.part("numbering")))
    yield from numbered(_settled(reader.blocks(body, report)))


class _Reader:
    """Goes through the body once; numbering is counted on the way."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._line = 0
        self._cells = Quota("ô trong bảng", limits.CELLS)
        self._marks = Quota("đoạn, kể cả đoạn trống", limits.PARAGRAPHS)

    def blocks(self, body: Element, report: Callable[[int, int], None]) -> Iterator[Block]:
        """Yield the blocks; the texts of paragraphs outside tables still hold their tabs."""
        total = len(body)
        for done, element in enumerate(body):
            if done % _REPORT_EVERY == 0:
                report(done, total)
            yield from self._block(element)
        report(total, total)

    def _block(self, element: Element) -> Iterator[Block]:
        name = tag(element)
        if name == "p":
            yield from self._paragraphs(element)
        elif name == "tbl":
            table = self._table(element)
            layout = unfolded(table, ruled=is_ruled(element, self._styles))
            yield from _in_order(layout)
            if not layout and table.rows:
                yield table
        elif name == "AlternateContent":
            yield from self._block(chosen(element))
        elif name not in {"del", "moveFrom", "sectPr", "sdtPr", "sdtEndPr"}:
            for part in element:
                yield from self._block(part)

    def _paragraphs(self, element: Element) -> Iterator[Paragraph]:
        """The printed lines of one paragraph, then those of the text boxes anchored in it."""
        self._marks.take()
        properties = child(element, "pPr")
        style = value(properties, "pStyle")
        if self._styles.is_contents(style):
            return
        look = Look(*(self._styles.switch(style, name) for name in ("b", "i", "caps")))
        runs = Runs(look)
        runs.read(element)
        printed = [line for line in runs.lines if line.text.strip()]
        deleted = not printed and child(properties, "rPr", "del") is not None
        marker = "" if deleted else self._marker(properties, style)
        level = number(properties, "outlineLvl")
        heading = heading_level(level + 1) if level is not None else self._styles.heading(style)
        self._line += bool(printed)
        for i, line in enumerate(printed):
            text = f"{marker} {line.text}".strip() if marker and i == 0 else line.text
            half = len(line.text) / 2
            place = Place(line=self._line, end=len(text))
            yield Paragraph(text, place, bold=line.bold >= half, italic=line.italic >= half, heading=heading)
        for box in runs.boxes:
            yield from self._lines_in(box)

    def _marker(self, properties: Element | None, style: str | None) -> str:
        """The automatic number of a paragraph, its own or its style's."""
        own = child(properties, "numPr")
        inherited = self._styles.inherited(style, lambda s: child(s, "pPr", "numPr"))
        number_id = value(own, "numId") or value(inherited, "numId")
        if number_id is None:
            return ""
        level = number(own, "ilvl")
        if level is None:
            level = self._numbering.level_of_style(number_id, style)
        if level is None:
            level = number(inherited, "ilvl") or 0
        return self._numbering.marker(number_id, min(level, 8))

    def _table(self, element: Element) -> Table:
        rows: list[Row] = []
        for row in _of_kind(element, "tr"):
            if child(row, "trPr", "del") is None:
                cells = tuple(self._row(row))
                self._cells.take(len(cells))
                rows.append(Row(cells))
        return Table(tuple(r for r in rows if r.cells), Place(line=self._line))

    def _row(self, element: Element) -> Iterator[Cell]:
        skipped = number(element, "trPr", "gridBefore")
        if skipped:
            yield Cell((), Place(line=self._line), span=min(skipped, limits.COLUMNS))
        for count, cell in enumerate(_of_kind(element, "tc")):
            if count == limits.COLUMNS:
                raise faults.too_long("cột trong một bảng", limits.COLUMNS)
            span = min(max(number(cell, "tcPr", "gridSpan") or 1, 1), limits.COLUMNS)
            merged = child(cell, "tcPr", "vMerge")
            if merged is not None and attribute(merged, "val") != "restart":
                yield Cell((), Place(line=self._line), span=span, joined=True)
                continue
            paragraphs = tuple(self._lines_in(cell))
            place = paragraphs[0].place if paragraphs else Place(line=self._line)
            yield Cell(paragraphs, Place(line=place.line), span=span)

    def _lines_in(self, element: Element) -> Iterator[Paragraph]:
        """The paragraphs of a cell or a text box; a table inside it is read cell by cell."""
        for part in element:
            for block in self._block(part):
                if isinstance(block, Paragraph):
                    yield tidied(block, block.text)
                else:
                    yield from (p for row in block.rows for cell in row.cells for p in cell.paragraphs)


def _in_order(layout: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs of columns read one after the other, numbered as they are read, not across the columns."""
    lines = dict.fromkeys(paragraph.place.line for paragraph in layout)
    number_of = dict(zip(lines, sorted(line for line in lines if line is not None), strict=True))
    for paragraph in layout:
        yield replace(paragraph, place=replace(paragraph.place, line=number_of[paragraph.place.line]))


def _of_kind(element: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those inside content controls and insertions."""
    for part in element:
        if tag(part) == name:
            yield part
        elif tag(part) not in {"del", "moveFrom", "tc", "p"}:
            yield from _of_kind(part, name)


def _settled(blocks: Iterator[Block]) -> Iterator[Block]:
    """Two-column lines made with tabs are put into reading order, all white space is folded."""
    for is_table, group in groupby(blocks, key=lambda block: isinstance(block, Table)):
        if is_table:
            yield from group
            continue
        paragraphs = [block for block in group if isinstance(block, Paragraph)]
        refuse_beside([p.text for p in paragraphs])
        for i, piece in reading_order([p.text for p in paragraphs]):
            yield tidied(paragraphs[i], piece)
