"""The dossier of a self-assessment: laid out by Decree 30, saying what the sheet says, read back equal."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT

from namro.core.assessment.score_sheet import BONUS, ScoreSheet
from namro.core.base.errors import NamroError
from namro.documents import read_file
from namro.documents.writing.dossier import dossier_bytes
from namro.documents.writing.dossier_tables import ranges
from tests.core.invented_score_sheet import points, suoi_may_sheet, wide_sheet

SHEET = suoi_may_sheet()


def written(sheet: ScoreSheet) -> str:
    """Everything the Word file says, one paragraph or row a line."""
    document = Document(BytesIO(dossier_bytes(sheet, ".docx")[0]))
    lines = [p.text for p in document.paragraphs]
    lines += [" | ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join(lines)


def bounded() -> ScoreSheet:
    """The sheet with 7 points typed where 1 point counts."""
    typed = {"claimed": Decimal(7), "counted": Decimal(1)}
    return replace(SHEET, rows=tuple(replace(r, **typed) if r.node_id == "1.2" else r for r in SHEET.rows))


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
@pytest.mark.parametrize("sheet", [SHEET, wide_sheet(), bounded()], ids=["small", "wide", "out of bounds"])
def test_points_come_back_equal(tmp_path: Path, suffix: str, sheet: ScoreSheet) -> None:
    path = tmp_path / f"bao-cao{suffix}"
    path.write_bytes(dossier_bytes(sheet, suffix)[0])
    reading = read_file(path)
    found = {c.id: (c.name, c.max, c.achieved) for c in reading.criteria}
    for row in sheet.rows:
        if row.side != BONUS:
            claimed = None if row.not_applicable or sheet.unknown(row) else row.counted or row.claimed
            assert found[row.node_id] == (row.name, row.max, claimed)
    assert [(r.value, r.max) for r in reading.index_results] == [(sheet.total, sheet.max)]


def test_the_header_of_an_issued_report_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.docx"
    issued = suoi_may_sheet(doc_code="45/BC-UBND", dated=date(2026, 11, 20))
    path.write_bytes(dossier_bytes(issued, ".docx")[0])
    header = read_file(path).header
    assert (header.doc_type, header.doc_code, header.date) == ("bao_cao", "45/BC-UBND", "2026-11-20")
    assert header.title == "Tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm 2026"
    assert (header.issuing_body, header.signer.name) == ("UBND xã Suối Mây", "Lò Văn Pâng")


def test_a_draft_has_neither_number_nor_day() -> None:
    document = Document(BytesIO(dossier_bytes(SHEET, ".docx")[0]))
    letterhead = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert re.fullmatch(r"Số:\s+/BC-UBND", letterhead[2])
    assert re.fullmatch(r"Suối Mây, ngày\s+tháng\s+năm\s+", letterhead[3])


def test_table_of_domains_leaves_waiting_surveys_out_of_the_change() -> None:
    told = written(SHEET)
    assert "1 | Chỉ đạo, điều hành cải cách hành chính | 5,00 | 4,50 | 90,00 | 4,00 | +0,50" in told
    assert "3 | Mức độ hài lòng của người dân, tổ chức | 3,00 | – | – | 2,60 | –" in told
    assert " | Tổng cộng | 14,00 | 10,75 | 76,79 | 12,10 | +1,25" in told
    assert "năm 2025 các tiêu chí này đạt 2,60 điểm" in told
    assert "Tổng điểm tự chấm cao hơn 1,25 điểm so với kết quả năm 2025" in told


def test_the_share_is_of_what_applies_as_the_grade_is() -> None:
    told = written(suoi_may_sheet(excluded=Decimal(2)))
    assert "10,75 trong thang điểm 14,00 (không tính 2,00 điểm không áp dụng), bằng 89,58%, tự xếp loại Khá." in told
    assert " | Tổng cộng | 14,00 | 10,75 | 89,58 | 12,10 | +1,25" in told


def test_only_criteria_with_something_to_say_are_explained() -> None:
    told = written(SHEET)
    assert "- Tiêu chí 1.2 (Thực hiện chế độ báo cáo định kỳ): tự chấm 1,00 trong thang điểm 1,50. Báo cáo" in told
    assert "- Tiêu chí 2.2 (Rà soát thủ tục hành chính): không áp dụng. Lý do: Năm 2026 tỉnh không giao" in told
    assert "Xác định qua điều tra xã hội học, không tự chấm." in told
    assert "- Tiêu chí 1.1" not in told
    assert "Đường truyền ở ba bản vùng cao chưa ổn định.\nCán bộ một cửa kiêm nhiệm.\n" in told


def test_losses_without_a_word_leave_a_line_to_fill_in_and_a_note() -> None:
    rows = tuple(replace(row, explanation="") if row.node_id == "1.2" else row for row in SHEET.rows)
    sheet = replace(SHEET, rows=rows)
    assert "tự chấm 1,00 trong thang điểm 1,50. Lý do: ……" in written(sheet)
    _, notes = dossier_bytes(sheet, ".docx")
    assert "1 tiêu chí tự chấm thấp hơn điểm tối đa mà chưa giải trình: 1.2. Hãy xem lại trước khi ký." in notes


def test_criteria_whose_points_changed_stand_with_last_years_reason() -> None:
    rows = tuple(replace(row, claimed=Decimal("1.5")) if row.node_id == "1.2" else row for row in SHEET.rows)
    told = written(replace(SHEET, rows=rows))
    assert "2.1 | Tỷ lệ hồ sơ giải quyết đúng hạn | 4,00 | 3,75 | −0,25 | " in told
    assert "1.2 | Thực hiện chế độ báo cáo định kỳ | 1,00 | 1,50 | +0,50 | Thiếu báo cáo quý II." in told


def test_first_year_has_nothing_to_compare_with() -> None:
    rows = tuple(replace(row, last_year=None) for row in SHEET.rows)
    told = written(replace(SHEET, rows=rows, last_total=None, last_band="", difficulties="", proposals=""))
    assert "Chưa có kết quả năm 2025 để so sánh." in told
    assert "2. Đề xuất, kiến nghị\nKhông có.\n" in told


def test_empty_sheet_is_still_a_report() -> None:
    rows = tuple(replace(row, claimed=None, proof=(), explanation="", not_applicable="") for row in SHEET.rows)
    told = written(replace(SHEET, rows=rows, total=Decimal(0), band=""))
    assert "- Tiêu chí 1.1 (" in told
    assert "chưa tự chấm điểm." in told
    assert "Không có tài liệu kiểm chứng." in told


def test_proof_is_numbered_through_and_the_sheet_refers_to_it() -> None:
    told = written(SHEET)
    assert (
        "1 | 1.1 | 05/KH-UBND | 15/01/2026 | UBND xã Suối Mây | Kế hoạch cải cách hành chính năm 2026 | ke-hoach.pdf"
        in told
    )
    assert "2 | 1.1 |  |  |  | Chuyên mục trên trang thông tin của xã | https://suoimay.example.vn/cchc" in told
    assert "5,00 | 4,50" in told
    assert re.search(r"^1\.1 \| .* \| 2,00 \| 2,00 \|  \| 1-2$", told, re.MULTILINE)
    assert ranges([1, 2, 3, 7, 9, 10]) == "1-3, 7, 9-10"


def test_annexes_are_landscape_with_their_head_on_every_page() -> None:
    document = Document(BytesIO(dossier_bytes(wide_sheet(), ".docx")[0]))
    assert [s.orientation for s in document.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.LANDSCAPE]
    pages = pdfium.PdfDocument(dossier_bytes(wide_sheet(), ".pdf")[0])
    wide = [page.get_textpage().get_text_bounded() for page in pages if page.get_width() > page.get_height()]
    assert len(wide) > 4
    assert all("Lĩnh vực, tiêu chí" in text or "Trích yếu" in text for text in wide)
    assert sum("Phụ lục I" in text for text in wide) == 2


def test_what_is_printed_adds_up() -> None:
    for sheet in (SHEET, wide_sheet()):
        beside = sum((row.claimed for row in sheet.rows if row.side and row.claimed), Decimal(0))
        assert sum((row.claimed for row in sheet.domains if row.claimed), beside) == sheet.total
        assert sum((row.max for row in sheet.domains if row.max), Decimal(0)) == sheet.max


def test_rounded_domains_that_add_up_to_something_else_are_explained() -> None:
    """4,335 and 5,915 are printed 4,34 and 5,92: with 0,50 beside them one reads 10,76, the total is 10,75."""
    third = {"1": "4.335", "1.1": "1.835", "2": "5.915", "2.1": "3.915"}
    rows = tuple(replace(row, claimed=points(third.get(row.node_id)) or row.claimed) for row in SHEET.rows)
    told = written(replace(SHEET, rows=rows, total=Decimal("10.75")))
    assert "(Điểm từng lĩnh vực làm tròn đến 2 chữ số lẻ khi in, nên cộng lại có thể lệch" in told
    assert "làm tròn" not in written(SHEET)
    bounded = tuple(replace(row, claimed=Decimal(9)) if row.node_id == "1" else row for row in SHEET.rows)
    assert "làm tròn" not in written(replace(SHEET, rows=bounded))  # not of rounding: nothing is said about that


def test_points_out_of_bounds_are_printed_as_they_are_counted() -> None:
    told = written(bounded())
    assert re.search(r"^1\.2 \| .* \| 1,50 \| 1,00 \| Báo cáo .*\nPhiếu ghi 7,00, ngoài khoảng", told, re.MULTILINE)
    assert "1 tiêu chí ghi điểm ngoài khoảng cho phép" in "\n".join(dossier_bytes(bounded(), ".docx")[1])


def test_what_the_facts_rule_out_is_printed_as_not_applicable() -> None:
    """Points typed there are in no total; nobody is asked to explain or to fill them in."""
    for typed, told in (
        (Decimal("0.5"), "Theo số liệu của đơn vị; điểm ghi ở phiếu không tính"),
        (None, "Theo số liệu"),
    ):
        row = replace(SHEET.by_id["1.2"], claimed=typed, counted=Decimal(0), ruled_out=True, explanation="")
        sheet = replace(SHEET, rows=tuple(row if one.node_id == "1.2" else one for one in SHEET.rows))
        said = written(sheet)
        assert f"- Tiêu chí 1.2 (Thực hiện chế độ báo cáo định kỳ): không áp dụng. Lý do: {told}" in said
        assert re.search(rf"^1\.2 \| .* \| 1,50 \| Không áp dụng \| Không áp dụng: {told}", said, re.MULTILINE)
        assert "1.2" not in "\n".join(dossier_bytes(sheet, ".docx")[1])


def test_typed_texts_are_never_markup_and_control_characters_do_not_stop_it() -> None:
    nasty = '#include("x") $ \\ <b> & \x0b \x00 *đậm* _nghiêng_ @ref'
    rows = tuple(replace(row, explanation=nasty) for row in SHEET.rows)
    for suffix in (".docx", ".pdf"):
        content, _ = dossier_bytes(replace(SHEET, rows=rows, difficulties=nasty), suffix)
        assert content[:2] in (b"PK", b"%P")
    assert '#include("x") $ \\ <b> &' in written(replace(SHEET, rows=rows))


def test_other_formats_are_refused() -> None:
    with pytest.raises(NamroError, match=r"Hãy chọn \.docx hoặc \.pdf"):
        dossier_bytes(SHEET, ".odt")


def test_rows_with_one_id_are_refused() -> None:
    with pytest.raises(NamroError, match=r"hai dòng cùng mã 1\.1"):
        suoi_may_sheet(rows=(SHEET.rows[1], replace(SHEET.rows[1], max=points("1"))))
