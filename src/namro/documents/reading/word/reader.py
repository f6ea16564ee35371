"""A .docx file as blocks in the order of its body."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from namro.core.base.folding import tidy
from namro.core.printed import Place
from namro.documents.model import Block, Cell, Paragraph, Row, Table
from namro.documents.reading import faults, limits
from namro.documents.reading.archive import Archive
from namro.documents.reading.quota import Quota
from namro.documents.reading.secrecy import refuse_secret
from namro.documents.reading.side_by_side import reading_order, unfolded
from namro.documents.reading.tables import numbered
from namro.documents.reading.word.borders import is_ruled
from namro.documents.reading.word.numbering import Numbering
from namro.documents.reading.word.package import Package
from namro.documents.reading.word.runs import Look, Runs
from namro.documents.reading.word.styles import Styles, heading_level
from namro.documents.reading.word.xml import attribute, child, number, switch, tag, value

_REPORT_EVERY = 100


def read_docx(path: Path, report: Callable[[int, int], None]) -> Iterator[Block]:
    """Yield the blocks of a .docx; places are paragraphs counted from 1, and cells."""
    with path.open("rb") as file, Archive(file, kind="Word (.docx)") as archive:
        package = Package(archive)
        refuse_secret(tidy(text) for text in package.header_texts())
        body = child(package.body(), "body")
        if body is None:
            raise faults.damaged("Word (.docx)")
        reader = _Reader(Styles(package.part("styles")), Numbering(package.part("numbering")))
    yield from numbered(reader.blocks(body, report))


class _Reader:
    """Goes through the body once; numbering is counted on the way."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._line = 0
        self._carried: Runs | None = None
        self._cells = Quota("ô trong bảng", limits.CELLS)

    def blocks(self, body: Element, report: Callable[[int, int], None]) -> Iterator[Block]:
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
            yield from self._table(element)
        elif name not in {"del", "moveFrom", "sectPr", "sdtPr", "sdtEndPr"}:
            for part in element:
                yield from self._block(part)
