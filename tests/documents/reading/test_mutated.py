"""Whatever bytes come, the answer is a document or the room's own error with a cause that was foreseen."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from namro.core.base.errors import UnreadableDocument
from namro.documents.model import Block, Document
from namro.documents.reading import apart, read_document
from tests.documents.reading.files import docx, p, pdf, xlsx, zipped
from tests.documents.reading.test_word import NUMBERING, RULED, numbered, tc, tr
from tests.drawing import share

TEXT = "**KẾ HOẠCH**\n\n# I. Mục đích\n\n| TT | Việc |\n|---|---|\n| 1 | <ul><li>- a</li></ul> |\n\n- *b* &amp; c\n"
WORD = docx(
    p("Một", numbered(1)) + f"<w:tbl>{RULED}{tr(tc('TT'), tc('Việc'))}{tr(tc('1'), tc('Hai'))}</w:tbl>",
    numbering=NUMBERING,
    styles='<w:style w:styleId="A"><w:name w:val="heading 1"/><w:basedOn w:val="A"/></w:style>',
)
CELLS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>TT</t></is></c><c r="B1" s="1"><v>1.5</v></c><c t="s"><v>0</v></c></row>'
)
SHEET = xlsx(CELLS, strings=["a"], extra='<mergeCells><mergeCell ref="A1:A2"/></mergeCells>')
PDF = pdf("#table(columns: 2, [TT], [Việc], [1], [Hai])\n*Kế hoạch*\n\n_năm_ 2024")
FILES = {"txt": TEXT.encode(), "docx": WORD, "xlsx": SHEET, "pdf": PDF}

few = settings(max_examples=share(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read without child processes, which would take too long here and hide what went wrong."""

    def read(kind: str, path: Path, report: apart.Report) -> Iterator[Block]:
        return apart.reader_of(kind)(path, report)

    monkeypatch.setattr("namro.documents.reading.read_apart", read)


def check(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    cause = ""
    try:
        answer: Document | UnreadableDocument = read_document(path)
    except UnreadableDocument as fault:
        answer, cause = fault, repr(fault.__cause__)
    assert isinstance(answer, Document) or answer.code != "unexpected", cause


def mutated(data: bytes, draw: st.DataObject) -> bytes:
    """The data with some bytes changed, a piece cut out or doubled."""
    changed = bytearray(data)
    for _ in range(draw.draw(st.integers(1, 8))):
        place = draw.draw(st.integers(0, max(len(changed) - 1, 0)))
        action = draw.draw(st.sampled_from(("set", "cut", "double")))
        length = draw.draw(st.integers(1, 40))
        piece = bytes(changed[place : place + length])
        if action == "set":
            changed[place : place + 1] = draw.draw(st.binary(min_size=1, max_size=3))
        else:
            changed[place : place + length] = piece * 2 if action == "double" else b""
    return bytes(changed)


@few
@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.4\n", b"\xd0\xcf\x11\xe0", b"\xff\xfe"]))
def test_random_bytes(tmp_path: Path, content: bytes, start: bytes) -> None:
    check(tmp_path / "a.txt", start + content)


@few
@given(st.text(alphabet="|*_#-+<>&;liup/ \t\n\\[]()`Aạ1.ÖộMẬT", max_size=300))
def test_random_marks(tmp_path: Path, text: str) -> None:
    check(tmp_path / "a.md", text.encode())


@pytest.mark.parametrize("kind", FILES)
@few
@given(draw=st.data())
def test_mutated_files(tmp_path: Path, kind: str, draw: st.DataObject) -> None:
    check(tmp_path / f"a.{kind}", mutated(FILES[kind], draw))


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@few
@given(draw=st.data())
def test_mutated_parts(tmp_path: Path, kind: str, draw: st.DataObject) -> None:
    """The zip is whole, one of the parts in it is not."""
    with zipfile.ZipFile(io.BytesIO(FILES[kind])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = draw.draw(st.sampled_from(sorted(parts)))
    check(tmp_path / f"a.{kind}", zipped(parts | {name: mutated(parts[name], draw)}))


TAGS = ("p", "r", "t", "tbl", "tr", "tc", "pPr", "numPr", "ilvl", "numId", "sdt", "AlternateContent", "drawing", "br")


@st.composite
def word_trees(draw: st.DrawFn, depth: int = 5) -> str:
    """WordprocessingML with the right names in the wrong places."""
    name = draw(st.sampled_from((*TAGS, "txbxContent", "vMerge", "gridSpan", "gridBefore", "tcPr", "trPr", "rPr", "b")))
    value = draw(st.sampled_from(("", "1", "0", "x", "-1", "99999999", "restart", "one")))
    inside = draw(st.lists(word_trees(depth=depth - 1), max_size=3)) if depth else ["chữ"]
    return f'<w:{name} w:val="{value}">{"".join(inside)}</w:{name}>'


@few
@given(st.lists(word_trees(), max_size=4))
def test_word_trees_without_sense(tmp_path: Path, trees: list[str]) -> None:
    check(tmp_path / "a.docx", docx("".join(trees), numbering=NUMBERING))
