"""How a Word file looks: its sections, and every paragraph with the font and size each run really has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from namro.core.base.folding import tidy
from namro.documents.layout_check.run_looks import RunLook, RunStyles
from namro.documents.layout_check.sections import SectionLook, section_looks
from namro.documents.reading import faults, limits
from namro.documents.reading.archive import Archive
from namro.documents.reading.quota import Quota
from namro.documents.reading.word.borders import is_ruled
from namro.documents.reading.word.package import Package
from namro.documents.reading.word.runs import chosen
from namro.documents.reading.word.styles import Styles
from namro.documents.reading.word.xml import child, children, tag, value

_SKIPPED = {"del", "moveFrom", "pPr", "rPr", "instrText", "delText", "sdtPr", "sdtEndPr"}


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Table, row and column, counted from 1."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """A paragraph with text, counted from 1 among those that have one; `text` is tidied."""

    number: int
    text: str
    runs: tuple[RunLook, ...]
    cell: CellPlace | None = None

    @property
    def where(self) -> str:
        """The place in words."""
        if self.cell is None:
            return f"đoạn {self.number}"
        return f"bảng {self.cell.table}, dòng {self.cell.row}, cột {self.cell.column}"


@dataclass(frozen=True, slots=True)
class Looks:
    """A whole file; `ruled` are the numbers of the tables that are drawn with lines."""

    sections: tuple[SectionLook, ...]
    paragraphs: tuple[ParagraphLook, ...]
    ruled: frozenset[int]


def docx_looks(path: Path) -> Looks:
    """Return how the file looks. Raises `UnreadableDocument`."""
    with path.open("rb") as file, Archive(file, kind="Word (.docx)") as archive:
        package = Package(archive)
        body = child(package.body(), "body")
        if body is None:
            raise faults.damaged("Word (.docx)")
        styles = package.part("styles")
        walk = _Walk(RunStyles(styles, package.part("theme")), Styles(styles))
        paragraphs = tuple(walk.paragraphs(body))
        return Looks(tuple(section_looks(body, package, styles)), paragraphs, frozenset(walk.ruled))


class _Walk:
    """Goes through the body once, tables with it."""

    def __init__(self, runs: RunStyles, styles: Styles) -> None:
        self._runs, self._styles = runs, styles
        self._number, self._tables = 0, 0
        self._marks = Quota("đoạn, kể cả đoạn trống", limits.PARAGRAPHS)
        self.ruled: set[int] = set()

    def paragraphs(self, box: Element, cell: CellPlace | None = None) -> Iterator[ParagraphLook]:
        """Yield the paragraphs of a box in printed order."""
        for element in box:
            name = tag(element)
            if name == "p":
                yield from self._paragraph(element, cell)
            elif name == "tbl":
                yield from self._table(element)
            elif name == "AlternateContent":
                yield from self.paragraphs(chosen(element), cell)
            elif name not in {*_SKIPPED, "sectPr", "tcPr", "trPr", "tblPr"}:
                yield from self.paragraphs(element, cell)

    def _table(self, table: Element) -> Iterator[ParagraphLook]:
        self._tables += 1
        number = self._tables
        if is_ruled(table, self._styles):
            self.ruled.add(number)
        for row_number, row in enumerate(children(table, "tr"), 1):
            for column, cell in enumerate(children(row, "tc"), 1):
                yield from self.paragraphs(cell, CellPlace(number, row_number, column))

    def _paragraph(self, element: Element, cell: CellPlace | None) -> Iterator[ParagraphLook]:
        self._marks.take()
        style = value(element, "pPr", "pStyle")
        runs = tuple(look for run in _runs(element) if (look := self._runs.look(run, style)).text)
        text = tidy("".join(look.text for look in runs))
        if text:
            self._number += 1
            yield ParagraphLook(self._number, text, runs, cell)


def _runs(element: Element) -> Iterator[Element]:
    for part in element:
        if tag(part) == "r":
            yield part
        elif tag(part) not in _SKIPPED:
            yield from _runs(part)
