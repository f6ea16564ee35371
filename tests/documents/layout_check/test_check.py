"""Rules broken one by one, and everything our own writers make, which breaks none."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from namro.core.base.errors import UnreadableDocument
from namro.documents.layout_check import Finding, check_layout
from namro.documents.writing import LAYOUTS, write_plan
from namro.documents.writing.rendering import paper_bytes
from tests.documents.writing.papers import DECISION, PAPERS, REPORT
from tests.documents.writing.suoi_may import suoi_may

Change = Callable[[WordDocument], None]


def _checked(tmp_path: Path, *changes: Change) -> list[Finding]:
    document = Document(BytesIO(paper_bytes(REPORT, ".docx")))
    for change in changes:
        change(document)
    path = tmp_path / "van-ban.docx"
    document.save(str(path))
    return list(check_layout(path))


def _paragraphs(document: WordDocument) -> Iterator[Paragraph]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.paragraphs
        else:
            yield block


def _paragraph(document: WordDocument, start: str) -> Paragraph:
    return next(p for p in _paragraphs(document) if p.text.startswith(start))


def _retype(start: str, text: str) -> Change:
    def change(document: WordDocument) -> None:
        _paragraph(document, start).runs[0].text = text

    return change


@pytest.mark.parametrize("kind", PAPERS)
def test_every_kind_of_our_own_documents_keeps_all_rules(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "van-ban.docx"
    path.write_bytes(paper_bytes(PAPERS[kind], ".docx"))
    assert check_layout(path) == ()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_plans_keep_all_rules(layout: str, tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.docx"
    write_plan(suoi_may(), path, layout=layout)
    assert check_layout(path) == ()


def _margin(document: WordDocument) -> None:
    document.sections[0].left_margin = Mm(25)


def _letter_paper(document: WordDocument) -> None:
    document.sections[0].page_width, document.sections[0].page_height = Mm(216), Mm(279)


def _first_number(document: WordDocument) -> None:
    document.sections[0].different_first_page_header_footer = False


def _number_left(document: WordDocument) -> None:
    document.sections[0].header.paragraphs[0].alignment = 0


def _number_below(document: WordDocument) -> None:
    head, foot = document.sections[0].header.paragraphs[0], document.sections[0].footer.paragraphs[0]
    foot._p.addnext(head._p)


def _theme_font(document: WordDocument) -> None:
    fonts = _paragraph(document, "Đã ban hành").runs[0]._r.rPr.find(qn("w:rFonts"))
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi"):
        fonts.set(qn(f"w:{script}Theme"), f"minor{script[0].upper()}{script[1:]}")


def _style_size(document: WordDocument) -> None:
    document.styles["Nội dung"].font.size = Pt(15)


def _red(document: WordDocument) -> None:
    _paragraph(document, "Đã ban hành").runs[0].font.color.rgb = RGBColor(255, 0, 0)


def _thin_nation(document: WordDocument) -> None:
    _paragraph(document, "CỘNG HÒA").runs[0].bold = False


def _bordered_head(document: WordDocument) -> None:
    document.tables[0].style = "Table Grid"


@pytest.mark.parametrize(
    ("change", "rule", "found", "where"),
    [
        (_margin, "margins", "Lề trái 25 mm", "phần trang 1"),
        (_letter_paper, "paper", "216 × 279 mm", "phần trang 1"),
        (_first_number, "first_page", "Trang đầu có số trang", "phần trang 1"),
        (_number_left, "page_number", "Số trang không ở giữa", "phần trang 1"),
        (_number_below, "page_number", "Số trang ở chân trang", "phần trang 1"),
        (_theme_font, "font", "Phông Cambria", "đoạn 15"),
        (_style_size, "size", "Cỡ 15", "đoạn 15"),
        (_red, "colour", "Chữ không phải màu đen", "đoạn 15"),
        (_thin_nation, "weight", "Chữ đứng, không đậm", "bảng 1, dòng 1, cột 2"),
        (_bordered_head, "head_table", "Bảng phần đầu có đường viền", "bảng 1, dòng 1, cột 2"),
        (_retype("CỘNG HÒA", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"), "nation", "Ghi chưa đúng", "bảng 1, dòng 1, cột 2"),
        (_retype("Độc lập", "Độc Lập - Tự Do - Hạnh Phúc"), "motto", "Ghi chưa đúng", "bảng 1, dòng 1, cột 2"),
        (_retype("Số:", "Số 12/BC-UBND"), "number", "Ghi chưa đúng mẫu", "bảng 1, dòng 2, cột 1"),
        (_retype("Số:", "Số: 5/BC-UBND"), "number_zero", "Số dưới 10 không có số 0", "bảng 1, dòng 2, cột 1"),
        (_retype("Suối Mây", "Suối Mây, ngày 5 tháng 2 năm 2026"), "date", "Thiếu số 0", "bảng 1, dòng 2, cột 2"),
        (_retype("- Như trên", "Như trên"), "recipients", "Dòng nơi nhận chưa đúng mẫu", "bảng 3, dòng 1, cột 1"),
        (_retype("- Lưu", "- Văn phòng"), "recipients", "Dòng cuối không ghi nơi lưu", "bảng 3, dòng 1, cột 1"),
        (_retype("Trên đây", "Trên đây là Báo cáo."), "end_mark", "Thiếu dấu “./.”", "đoạn 28"),
        (_retype("Đã ban hành", "________"), "underscores", "Kẻ bằng ký tự gạch", "đoạn 15"),
        (_retype("Căn cứ", "Căn cứ Kế hoạch số 05/KH-UBND"), "basis", "Căn cứ không kết thúc", "đoạn 10"),
    ],
)  # fmt: skip
def test_one_broken_rule_is_found_where_it_is(
    change: Change, rule: str, found: str, where: str, tmp_path: Path
) -> None:
    findings = _checked(tmp_path, change)
    assert {one.rule for one in findings} == {rule}
    assert findings[0].found.startswith(found)
    assert findings[0].where == where
    assert findings[0].change.endswith(".")


def test_the_same_fault_in_many_places_is_told_once(tmp_path: Path) -> None:
    (found,) = _checked(tmp_path, _style_size)
    assert (found.places, found.name, found.evidence) == (3, "Cỡ chữ: Nội dung", "A")
    assert not found.is_warning


def test_what_is_not_certain_warns(tmp_path: Path) -> None:
    (found,) = _checked(tmp_path, _retype("Trên đây", "Trên đây là Báo cáo."))
    assert found.is_warning


def test_a_text_that_is_no_official_document(tmp_path: Path) -> None:
    path = tmp_path / "ghi-chu.docx"
    document = Document()
    document.add_paragraph("Việc cần làm tuần này")
    document.save(str(path))
    rules = {one.rule for one in check_layout(path)}
    assert {"nation", "motto", "number", "no_date", "no_recipients", "font", "paper"} <= rules


@pytest.mark.parametrize("name", ["word/styles.xml", "word/theme/theme1.xml", "word/header1.xml"])
def test_a_file_without_one_of_its_parts_is_still_checked(name: str, tmp_path: Path) -> None:
    path = tmp_path / "thieu.docx"
    with zipfile.ZipFile(BytesIO(paper_bytes(DECISION, ".docx"))) as whole, zipfile.ZipFile(path, "w") as made:
        for info in whole.infolist():
            if info.filename != name:
                made.writestr(info, whole.read(info))
    assert all(one.change for one in check_layout(path))


def test_wrong_numbers_in_the_file_do_not_stop_the_check(tmp_path: Path) -> None:
    path = tmp_path / "hong.docx"
    with zipfile.ZipFile(BytesIO(paper_bytes(DECISION, ".docx"))) as whole, zipfile.ZipFile(path, "w") as made:
        for info in whole.infolist():
            text = whole.read(info)
            if info.filename.endswith(".xml"):
                text = text.replace(b'w:sz w:val="', b'w:sz w:val="x').replace(b'w:left="', b'w:left="nan')
            made.writestr(info, text)
    assert any(one.found == "Không ghi lề trái" for one in check_layout(path))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"%PDF-1.7\n", "wrong_type"),
        ("a.docx", b"PK\x03\x04rubbish", "damaged"),
        ("a.docx", b"", "empty"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "wrong_type"),
    ],
)
def test_what_is_no_word_file_is_refused(name: str, content: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableDocument) as refused:
        check_layout(path)
    assert refused.value.code == code


def test_a_bomb_and_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "bom.docx"
    with zipfile.ZipFile(BytesIO(paper_bytes(DECISION, ".docx"))) as whole, zipfile.ZipFile(path, "w") as made:
        for info in whole.infolist():
            content = whole.read(info)
            if info.filename == "word/styles.xml":
                content = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
            made.writestr(info, content)
    with pytest.raises(UnreadableDocument):
        check_layout(path)
