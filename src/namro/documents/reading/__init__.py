"""Reading .txt, .md, .docx, .pdf (with a text layer) and .xlsx into the neutral document model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from namro.documents.model import Block, CellSheet, Document, Table
from namro.documents.reading import faults, limits
from namro.documents.reading.apart import read_apart
from namro.documents.reading.legacy import legacy_font
from namro.documents.reading.secrecy import refuse_stamped
from namro.documents.reading.sniff import Kind, kind_of
from namro.documents.reading.text import read_text
from namro.documents.reading.word.reader import read_docx

__all__ = ["read_cell_sheets", "read_document"]


def read_document(path: Path, *, progress: Callable[[int, int], None] | None = None) -> Document:
    """Read one file, known by its content, not by its name.

    `progress(done, total)` is called in pages, sheets, paragraphs or lines. Raises only `UnreadableDocument`, whose
    message says in Vietnamese what the file is and what to do; its `code` is one of the names in `faults`.
    """
    with faults.told():
        kind = kind_of(path)
        found = _blocks(kind, path, progress or (lambda _done, _total: None))
        blocks = tuple(islice(found, limits.BLOCKS + 1))
        _check(blocks)
    return Document(path.name, kind, blocks)


def read_cell_sheets(path: Path) -> list[CellSheet]:
    """Return the sheets of an .xlsx file cell by cell, for workbooks of our own making.

    Raises only `UnreadableDocument`, like `read_document`.
    """
    with faults.told():
        if kind_of(path) != "xlsx":
            raise faults.not_a_workbook()
        return read_apart("cells", path, lambda _done, _total: None)


def _blocks(kind: Kind, path: Path, report: Callable[[int, int], None]) -> Iterator[Block]:
    if kind in {"pdf", "xlsx"}:
        return iter(read_apart(kind, path, report))
    return read_docx(path, report) if kind == "docx" else read_text(path, report)


def _check(blocks: tuple[Block, ...]) -> None:
    if len(blocks) > limits.BLOCKS:
        raise faults.too_long("đoạn", limits.BLOCKS)
    texts = list(_texts(blocks))
    if max(map(len, texts), default=0) > limits.LINE_CHARACTERS:
        raise faults.too_long("ký tự trong một đoạn", limits.LINE_CHARACTERS)
    if sum(map(len, texts)) > limits.CHARACTERS:
        raise faults.too_long("ký tự", limits.CHARACTERS)
    if not any(texts):
        raise faults.no_text()
    refuse_stamped(blocks)
    name = legacy_font(texts)
    if name:
        raise faults.legacy_font(name)


def _texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (cell.text for row in block.rows for cell in row.cells)
        else:
            yield block.text
