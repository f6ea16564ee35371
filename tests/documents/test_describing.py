"""What letterheads say: number, date, issuer, abstract and kind, from text, Word and PDF."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from namro.core.base.errors import UnreadableDocument
from namro.core.base.folding import fold
from namro.core.framework.model import PROOF_KINDS
from namro.documents.describing import describe_document
from namro.documents.reading import read_document
from tests.documents.conversion import to_docx
from tests.documents.reading.files import pdf
from tests.real.published import NAMES, needs_documents, source, truth

HEAD = """ỦY BAN NHÂN DÂN
XÃ SUỐI MÂY
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: {number}
Suối Mây, ngày {day} tháng 3 năm 2026
"""
BODY = """
Căn cứ Kế hoạch số 15/KH-UBND ngày 14/3/2025 của UBND huyện Thanh Hà;
Ủy ban nhân dân xã tổ chức thực hiện trong quý II năm 2026 tại các thôn.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Văn Khuê
"""
LETTERS = [
    ("KẾ HOẠCH\nGiám sát cải cách hành chính năm 2026", "plan", "Giám sát cải cách hành chính năm 2026", "12/KH-UBND"),
    ("BÁO CÁO\nKết quả công tác quý I năm 2026", "report", "Kết quả công tác quý I năm 2026", "13/BC-UBND"),
    ("QUYẾT ĐỊNH\nVề việc kiện toàn Tổ công tác", "decision", "Về việc kiện toàn Tổ công tác", "14/QĐ-UBND"),
    ("BIÊN BẢN\nHọp giao ban tháng 3 năm 2026", "minutes", "Họp giao ban tháng 3 năm 2026", "15/BB-UBND"),
    ("TỜ TRÌNH\nVề việc cấp kinh phí", "other", "Về việc cấp kinh phí", "16/TTr-UBND"),
    ("V/v nộp minh chứng năm 2026\nKính gửi: Sở Nội vụ.", "other", "Nộp minh chứng năm 2026", "17/UBND-VP"),
]

Write = Callable[[Path, Path], None]
WAYS: dict[str, Write] = {
    ".txt": lambda text, path: path.write_bytes(text.read_bytes()) and None,
    ".docx": lambda text, path: to_docx(read_document(text), path),
    ".pdf": lambda text, path: path.write_bytes(typeset(text.read_text("utf-8"))) and None,
}


def typeset(text: str) -> bytes:
    """A PDF as Decree 30 lays it out: two columns above, the title and the abstract centred."""
    lines = text.splitlines()
    left, right = (" \\ ".join(lines[i] for i in side) for side in ((0, 1, 4), (2, 3, 5)))
    title = lines[6:8] if lines[6].isupper() else []
    body = "\n\n".join(lines[6 + len(title) :])
    centred = f"#align(center)[#strong[{title[0]}] \\ {title[1]}]" if title else ""
    return pdf(f"#grid(columns: 2, column-gutter: 1cm, align: center)[{left}][{right}]\n\n{centred}\n\n{body}")


def written(tmp_path: Path, text: str, suffix: str = ".txt") -> Path:
    origin, path = tmp_path / "goc.txt", tmp_path / f"van-ban{suffix}"
    origin.write_text(text, "utf-8")
    WAYS[suffix](origin, path)
    return path


@pytest.mark.parametrize("suffix", WAYS)
@pytest.mark.parametrize(("title", "kind", "abstract", "number"), LETTERS, ids=[row[3] for row in LETTERS])
def test_a_letterhead_is_read_whole(
    tmp_path: Path, title: str, kind: str, abstract: str, number: str, suffix: str
) -> None:
    path = written(tmp_path, HEAD.format(number=number, day="14") + title + BODY, suffix)
    found = describe_document(path)
    assert (found.number, found.dated, found.issuer) == (number, date(2026, 3, 14), "UBND xã Suối Mây")
    assert (found.kind, found.abstract) == (kind, abstract)
    assert found.kind in PROOF_KINDS
    assert (found.confidence, found.doubts) == (1.0, ())


def test_what_is_left_blank_is_a_doubt(tmp_path: Path) -> None:
    text = HEAD.format(number="    /KH-UBND", day="    ") + "KẾ HOẠCH\nGiám sát năm 2026" + BODY
    found = describe_document(written(tmp_path, text))
    assert (found.number, found.dated, found.confidence) == ("", None, 0.5)
    assert found.doubts == (
        "Số văn bản còn để trống (/KH-UBND). Ghi số như trên bản đã ban hành.",
        "Ngày ban hành còn để trống, chỉ có tháng 03/2026. Ghi ngày như trên bản đã ban hành.",
    )


def test_a_day_that_does_not_exist_is_a_doubt(tmp_path: Path) -> None:
    text = HEAD.format(number="12/KH-UBND", day="31").replace("tháng 3", "tháng 2") + "KẾ HOẠCH\nGiám sát" + BODY
    found = describe_document(written(tmp_path, text))
    assert found.dated is None
    assert found.doubts == ("Ngày ban hành in là 31/02/2026, không có ngày này. Ghi ngày như trên bản đã ban hành.",)


def test_minutes_need_no_number(tmp_path: Path) -> None:
    text = HEAD.format(number="x", day="14").replace("Số: x\n", "") + LETTERS[3][0] + BODY
    assert describe_document(written(tmp_path, text)).doubts == ()


def test_a_text_without_letterhead_says_what_is_missing(tmp_path: Path) -> None:
    found = describe_document(written(tmp_path, "Danh sách người dự họp hôm qua ở nhà văn hóa."))
    assert (found.number, found.dated, found.issuer, found.kind, found.confidence) == ("", None, "", "other", 0.0)
    assert len(found.doubts) == 4


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "anh.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0")
    with pytest.raises(UnreadableDocument):
        describe_document(path)


@needs_documents
@pytest.mark.parametrize("name", NAMES)
def test_the_real_documents(name: str) -> None:
    printed, found = truth(name)["header"], describe_document(source(name))
    assert found.number == (printed["doc_code"] if (printed["doc_code"] or "")[:1].isdigit() else "")
    assert (found.dated.isoformat() if found.dated else None) == (
        printed["date"] if len(printed["date"] or "") == 10 else None
    )
    assert found.doc_type == (printed["doc_type"] or "")
    assert fold(found.issuer) == fold(printed["issuing_body"] or "")
