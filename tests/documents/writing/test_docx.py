from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from namro.documents.writing import LAYOUTS, write_plan
from namro.documents.writing.decree import decree_30
from tests.documents.writing.suoi_may import suoi_may


@pytest.fixture(scope="module", params=LAYOUTS)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> WordDocument:
    return _written(tmp_path_factory.mktemp("docx") / "plan.docx", request.param)


@pytest.fixture(scope="module")
def annex(tmp_path_factory: pytest.TempPathFactory) -> WordDocument:
    return _written(tmp_path_factory.mktemp("docx") / "plan.docx", "annex")


def _written(path: Path, layout: str) -> WordDocument:
    write_plan(suoi_may(), path, layout=layout)
    return Document(str(path))


def paragraphs(document: WordDocument) -> Iterator[Paragraph]:
    """All paragraphs in printed order, those in tables too."""
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in dict.fromkeys(cell._tc for cell in row.cells):
                    yield from (Paragraph(p, block) for p in cell.p_lst)
        else:
            yield block


def test_page_is_a4_with_margins_of_the_decree(written: WordDocument) -> None:
    for section in written.sections:
        sizes = sorted(round(side.mm) for side in (section.page_width, section.page_height))
        assert sizes == [210, 297]
        assert 20 <= round(section.top_margin.mm) <= 25
        assert 20 <= round(section.bottom_margin.mm) <= 25
        assert 30 <= round(section.left_margin.mm) <= 35
        assert 15 <= round(section.right_margin.mm) <= 20


def test_every_run_is_times_new_roman_in_a_size_of_the_decree(written: WordDocument) -> None:
    styles = {style.vi: style for style in decree_30().styles.values()}
    seen = set()
    for paragraph in paragraphs(written):
        for run in paragraph.runs:
            style = styles[paragraph.style.name]
            low, high = style.allowed
            assert run.font.name == "Times New Roman"
            assert low <= paragraph.style.font.size.pt <= high
            assert run.font.size is None
            seen.add(paragraph.style.name)
    assert {"Quốc hiệu", "Tiêu ngữ", "Nội dung", "Danh sách nơi nhận", "Họ và tên người ký"} <= seen


def test_no_theme_font_is_left_in_the_defaults(annex: WordDocument) -> None:
    fonts = annex.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")
    assert set(fonts.attrib.values()) == {"Times New Roman"}


def test_first_pages_have_no_number_and_others_have_one_in_the_top_margin(written: WordDocument) -> None:
    for section in written.sections:
        assert section.different_first_page_header_footer
        assert not any(p.runs for p in section.first_page_header.paragraphs)
        assert section.header_distance.mm < section.top_margin.mm
        (paragraph,) = section.header.paragraphs
        assert paragraph._p.findtext(f".//{qn('w:instrText')}") == "PAGE"
        assert paragraph.style.name == "Số trang"


def test_letterhead_is_a_table_without_borders_and_lines_are_borders(annex: WordDocument) -> None:
    letterhead = annex.tables[0]
    assert letterhead.style.name == "Normal Table"
    assert letterhead._tbl.find(f".//{qn('w:tblBorders')}") is None
    left, right = letterhead.rows[0].cells
    assert [p.text for p in left.paragraphs] == ["ỦY BAN NHÂN DÂN", "XÃ SUỐI MÂY", ""]
    assert [p.text for p in right.paragraphs] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "",
    ]
    for cell in (left, right):
        assert cell.paragraphs[-1]._p.find(f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:top')}") is not None
    assert 0.40 <= left.width / (left.width + right.width) <= 0.45
    assert "___" not in "\n".join(p.text for p in paragraphs(annex))


def test_number_and_day_are_left_open(annex: WordDocument) -> None:
    number, date = (" ".join(cell.text.split()) for cell in annex.tables[0].rows[1].cells)
    assert number == "Số: /KH-UBND"
    assert date == "Suối Mây, ngày tháng 3 năm 2026"


def test_signature_and_recipients(annex: WordDocument) -> None:
    left, right = annex.tables[1].rows[0].cells
    assert [p.text for p in right.paragraphs] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Giàng A Páo"]
    lines = [p.text for p in left.paragraphs]
    assert lines[0] == "Nơi nhận:"
    assert all(line.startswith("- ") and line.endswith(";") for line in lines[1:-1])
    assert lines[-1] == "- Lưu: VT, VP."


def test_body_is_closed_by_the_end_mark(written: WordDocument) -> None:
    ending = [p for p in written.paragraphs if p.text.endswith("./.")]
    assert [p.style.name for p in ending] == ["Đoạn cuối"]


def test_annex_is_landscape_with_a_head_on_each_page(annex: WordDocument) -> None:
    body, appendix = annex.sections
    assert body.orientation == WD_ORIENT.PORTRAIT
    assert appendix.orientation == WD_ORIENT.LANDSCAPE
    assert appendix._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    table = annex.tables[2]
    assert [cell.text for cell in table.rows[0].cells] == ["TT", "Nhiệm vụ", "Sản phẩm", "Tiến độ", "Phân công"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert len(table.rows) == 1 + 5 + 30
    assert sum(column.width.mm for column in table.columns) == pytest.approx(247, abs=0.5)


def test_group_row_covers_the_table(annex: WordDocument) -> None:
    row = annex.tables[2].rows[1]
    assert [cell.text for cell in row.cells][:2] == ["I", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"]
    assert row.cells[1]._tc is row.cells[4]._tc


def test_lines_of_a_product_stay_apart(annex: WordDocument) -> None:
    cell = annex.tables[2].rows[3].cells[2]
    assert [p.text for p in cell.paragraphs] == [
        "Kế hoạch kiểm tra",
        "Thông báo kết luận kiểm tra",
        "Báo cáo khắc phục",
    ]


def test_schema_order_of_what_python_docx_has_no_words_for(annex: WordDocument) -> None:
    """Word refuses a file whose properties stand in the wrong order."""
    for properties in annex.element.body.iter(qn("w:pPr")):
        names = [child.tag for child in properties]
        if qn("w:pBdr") in names:
            assert names[:2] == [qn("w:pStyle"), qn("w:pBdr")]
    section = [child.tag for child in annex.sections[1]._sectPr]
    assert section.index(qn("w:pgMar")) < section.index(qn("w:pgNumType")) < section.index(qn("w:cols"))
    letterhead = [child.tag for child in annex.tables[0]._tbl.tblPr]
    assert (
        letterhead.index(qn("w:tblLayout")) < letterhead.index(qn("w:tblCellMar")) < letterhead.index(qn("w:tblLook"))
    )
