"""Every kind of document by one service: what stands where, in Word and read back from both formats."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from namro.core.base.errors import NamroError
from namro.documents.reading import read_document
from namro.documents.writing.composing import composed
from namro.documents.writing.content import Paper
from namro.documents.writing.decree import decree_30
from namro.documents.writing.parts import AnnexPage, Columns, Line
from namro.documents.writing.rendering import paper_bytes
from tests.documents.writing.papers import DECISION, LETTER, MINUTES, NOTICE, PAPERS, REPORT, SUBMISSION


def _lines(paper: Paper, *styles: str) -> list[str]:
    parts = composed(paper, decree_30()).parts
    return [part.text for part in parts if isinstance(part, Line) and (not styles or part.style in styles)]


def _cells(paper: Paper) -> list[list[str]]:
    parts = composed(paper, decree_30()).parts
    return [
        [line.text.replace("\xa0", "") for line in half]
        for part in parts if isinstance(part, Columns) for row in part.rows for half in row
    ]  # fmt: skip


@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_every_kind_is_written_and_read_back(kind: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"van-ban{suffix}"
    path.write_bytes(paper_bytes(PAPERS[kind], suffix))
    words = " ".join(str(read_document(path)).split())
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words
    for word in PAPERS[kind].summary.split():
        assert word in words


def test_a_letter_has_no_name_but_says_what_it_is_about_below_its_number() -> None:
    assert ["Số: /UBND-VP", "V/v đôn đốc nhiệm vụ cải cách hành chính quá hạn"] in _cells(LETTER)
    assert not _lines(LETTER, "type_name", "summary")
    assert _lines(LETTER, "addressees_head", "addressee", "addressee_last") == [
        "Kính gửi:", "- Bộ phận Một cửa;", "- Văn phòng HĐND và UBND;", "- Phòng Kinh tế.",
    ]  # fmt: skip


def test_one_addressee_stands_on_the_line_of_the_label() -> None:
    assert _lines(REPORT, "addressees") == ["Kính gửi: Ủy ban nhân dân tỉnh Vân Sơn"]


def test_parts_are_numbered_by_their_depth_and_the_last_sentence_is_closed() -> None:
    assert _lines(REPORT, "part", "section", "point") == [
        "I. KẾT QUẢ", "1. Công tác chỉ đạo", "a) Ban hành kế hoạch", "II. PHƯƠNG HƯỚNG",
    ]  # fmt: skip
    assert _lines(REPORT, "ending") == ["Trên đây là Báo cáo quý III năm 2026./."]
    assert _lines(REPORT, "basis") == ["Căn cứ Kế hoạch số 05/KH-UBND;", "Thực hiện Công văn số 12/UBND-NC."]
    assert _lines(NOTICE, "section") == ["1. Công khai thủ tục"]


def test_annexes_are_numbered_and_refer_to_the_document() -> None:
    parts = composed(REPORT, decree_30()).parts
    assert [part.upright for part in parts if isinstance(part, AnnexPage)] == [False, True]
    assert _lines(REPORT, "annex") == ["Phụ lục I", "Phụ lục II"]
    document = Document(BytesIO(paper_bytes(REPORT, ".docx")))
    assert [section.page_width > section.page_height for section in document.sections] == [False, True, False]


def test_a_decision_has_its_authority_and_numbered_articles_in_bold() -> None:
    assert _lines(DECISION, "authority") == ["CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ SUỐI MÂY", "QUYẾT ĐỊNH:"]
    document = Document(BytesIO(paper_bytes(DECISION, ".docx")))
    articles = [p for p in document.paragraphs if p.text.startswith("Điều")]
    assert [(p.runs[0].text, p.runs[0].bold) for p in articles] == [("Điều 1.", True), ("Điều 2.", True)]
    assert "2. Ông Giàng A Páo, Tổ phó." in _lines(DECISION, "body")
    assert ["Số: 05/QĐ-UBND"] in _cells(DECISION)
    assert ["Suối Mây, ngày 03 tháng 02 năm 2026"] in _cells(DECISION)


def test_several_sign_the_minutes_two_in_a_row() -> None:
    cells = _cells(MINUTES)
    start = cells.index(["THƯ KÝ", "Giàng A Páo"])
    assert cells[start : start + 4] == [
        ["THƯ KÝ", "Giàng A Páo"], ["CHỦ TỌA", "Lò Thị Mây"], ["GIÁM SÁT", "Vàng Thị Sua"], [""],
    ]  # fmt: skip


def test_the_letters_of_the_body_are_its_own() -> None:
    assert ["Số: /TTr-HĐND"] in _cells(SUBMISSION)


def test_another_format_is_refused() -> None:
    with pytest.raises(NamroError, match=r"Không lập được công văn dạng “.odt”. Hãy chọn .docx hoặc .pdf"):
        paper_bytes(LETTER, ".odt")
