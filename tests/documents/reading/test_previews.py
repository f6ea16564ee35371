"""Files shown in a page: pages drawn as pictures in a process of their own, other documents as blocks."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from namro.core.base.errors import UnreadableDocument
from namro.documents.model import Paragraph, Table
from namro.documents.reading import limits
from namro.documents.reading.previews import page_picture, text_preview
from tests.documents.reading.files import RULED, docx, p, pdf, raw_pdf
from tests.documents.signatures.signing import leader, letter, sign

pytestmark = pytest.mark.apart


def points(png: bytes) -> tuple[int, int, bytes]:
    """Width, height and the unpacked rows of a PNG, each chunk checked."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    position, parts = 8, {}
    while position < len(png):
        (length,) = struct.unpack(">I", png[position : position + 4])
        kind, content = png[position + 4 : position + 8], png[position + 8 : position + 8 + length]
        assert struct.unpack(">I", png[position + 8 + length : position + 12 + length])[0] == zlib.crc32(kind + content)
        parts[kind] = content
        position += 12 + length
    width, height = struct.unpack(">II", parts[b"IHDR"][:8])
    return width, height, zlib.decompress(parts[b"IDAT"])


def kept(tmp_path: Path, data: bytes, name: str = "a.pdf") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_each_page_is_drawn_as_wide_as_asked(tmp_path: Path) -> None:
    path = kept(tmp_path, pdf("Trang một #pagebreak() Trang hai"))
    first, second = page_picture(path, page=1, width=300), page_picture(path, page=2, width=300)
    assert (first.number, second.number, first.pages) == (0, 1, 2)
    width, height, rows = points(first.png)
    assert (width, height) == (first.width, first.height) == (300, 425)
    assert len(rows) == height * (3 * width + 1)
    assert min(rows[1:]) < 80  # letters are drawn
    assert first.png != second.png


def test_the_picture_of_a_signature_is_drawn(tmp_path: Path) -> None:
    plain, signed = (page_picture(kept(tmp_path, data), width=300) for data in (letter(), sign(letter(), leader())))
    assert plain.png != signed.png


@pytest.mark.parametrize(
    ("content", "page", "code"),
    [
        (lambda: pdf("Một trang"), 2, "no_page"),
        (lambda: pdf("Một trang"), 0, "no_page"),
        (lambda: b"%PDF-1.7 hong", 1, "damaged"),
        (lambda: raw_pdf(bytes(limits.PDF_STREAM_MB * limits.MB + 1), packed=1), 1, "bomb"),
        (lambda: b"", 1, "empty"),
        (lambda: docx(p("Văn bản")), 1, "wrong_type"),
    ],
)
def test_what_cannot_be_drawn_is_told(tmp_path: Path, content: Callable[[], bytes], page: int, code: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        page_picture(kept(tmp_path, content()), page=page)
    assert caught.value.code == code


def test_an_endless_page_and_an_endless_wish_stay_within_the_limits(tmp_path: Path) -> None:
    long = raw_pdf(b"").replace(b"MediaBox[0 0 595 842]", b"MediaBox[0 0 100 14400]")
    found = page_picture(kept(tmp_path, long), width=10**9)
    assert found.width * found.height <= 1.05 * limits.PICTURE_POINTS


def test_a_page_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PICTURE_SECONDS", 0)
    with pytest.raises(UnreadableDocument) as caught:
        page_picture(kept(tmp_path, pdf("Trang")))
    assert caught.value.code == "too_slow"


def test_a_word_file_is_shown_as_paragraphs_and_tables(tmp_path: Path) -> None:
    table = f"<w:tbl>{RULED}<w:tr><w:tc>{p('Việc')}</w:tc><w:tc>{p('Người làm')}</w:tc></w:tr></w:tbl>"
    path = kept(tmp_path, docx(p("KẾ HOẠCH") + table + p("Hết")), "a.docx")
    found = text_preview(path)
    assert [type(block) for block in found.blocks] == [Paragraph, Table, Paragraph]
    assert not found.cut
    cut = text_preview(path, most=1)
    assert (len(cut.blocks), cut.cut) == (1, True)
