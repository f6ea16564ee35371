"""The five real documents, written as office files and read back, say the same as before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from namro.documents.model import Document, Paragraph
from namro.documents.reading import read_document
from tests.documents.conversion import to_docx, to_pdf, to_xlsx

SHARED = Path(__file__).resolve().parents[4] / "shared" / "documents"
NAMES = ("chu-pah-2022", "dai-lanh-2024", "pho-chau-2024", "phu-thuong-2022", "tam-phuoc-2022")
WRITERS = {"docx": to_docx, "pdf": to_pdf, "xlsx": to_xlsx}

pytestmark = [
    pytest.mark.apart,
    pytest.mark.skipif(not SHARED.is_dir(), reason="không có thư mục ../shared với năm văn bản thật"),
]


def lines(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell.text for row in block.rows for cell in row.cells)


def likeness(one: Document, other: Document) -> float:
    words, others = " ".join(lines(one)).split(), " ".join(lines(other)).split()
    return SequenceMatcher(None, words, others, autojunk=False).ratio()


def rows(document: Document) -> list[int]:
    return [len(table.rows) for table in document.tables()]


@pytest.fixture(scope="module")
def originals() -> dict[str, Document]:
    return {name: read_document(SHARED / f"{name}.txt") for name in NAMES}


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("name", NAMES)
def test_the_text_survives_each_format(tmp_path: Path, originals: dict[str, Document], name: str, kind: str) -> None:
    write: Callable[[Document, Path], None] = WRITERS[kind]
    path = tmp_path / f"{name}.{kind}"
    write(originals[name], path)
    document = read_document(path)
    assert document.kind == kind
    assert likeness(originals[name], document) > 0.99
    assert rows(document) == rows(originals[name])


def test_no_marks_are_left(originals: dict[str, Document]) -> None:
    for document in originals.values():
        for line in lines(document):
            assert not any(mark in line for mark in ("**", "##", "<", "|")), line
