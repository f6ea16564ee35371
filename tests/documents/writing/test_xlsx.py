from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from namro.core.base.errors import NamroError
from namro.core.improvement.plan import PlanGroup, PlanTask
from namro.documents.writing import write_plan
from tests.documents.writing.suoi_may import suoi_may


def written(path: Path, layout: str = "annex", **changes: object) -> Worksheet:
    write_plan(suoi_may(**changes), path, layout=layout)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Kế hoạch"]
    return book["Kế hoạch"]


def rows(sheet: Worksheet) -> list[list[str]]:
    return [[str(cell) for cell in row if cell] for row in sheet.iter_rows(values_only=True)]


def test_letterhead_title_and_table(tmp_path: Path) -> None:
    lines = rows(written(tmp_path / "plan.xlsx"))
    assert lines[0] == ["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert lines[1] == ["XÃ SUỐI MÂY", "Độc lập - Tự do - Hạnh phúc"]
    assert lines[3] == ["KẾ HOẠCH"]
    head = lines.index(["TT", "Nhiệm vụ", "Sản phẩm", "Tiến độ", "Phân công"])
    assert lines[head + 1] == ["I", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"]
    assert lines[head + 2][3:] == [
        "Trước ngày 10/01/2026",
        "Văn phòng HĐND và UBND xã chủ trì; phối hợp: Phòng Văn hóa - Xã hội; Phòng Kinh tế; Trung tâm Phục vụ hành "
        "chính công xã.",
    ]
    assert len(lines[head + 1 :]) == 5 + 30


def test_blocks_have_a_column_for_each_line(tmp_path: Path) -> None:
    lines = rows(written(tmp_path / "plan.xlsx", "blocks"))
    head = next(i for i, line in enumerate(lines) if line[:1] == ["TT"])
    assert lines[head][1:] == [
        "Tiêu chí",
        "Kết quả thực hiện năm 2025",
        "Chỉ tiêu khắc phục",
        "Sản phẩm",
        "Tham mưu",
        "Phối hợp",
        "Thời gian thực hiện",
    ]
    assert lines[head + 2][:2] == ["1.1", "Kế hoạch cải cách hành chính năm"]


def test_print_set_up(tmp_path: Path) -> None:
    sheet = written(tmp_path / "plan.xlsx")
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$7:$7"
    assert [cell.value for cell in sheet[7]][:2] == ["TT", "Nhiệm vụ"]
    assert sheet.page_margins.left == pytest.approx(30 / 25.4, abs=0.01)


def test_every_cell_is_times_new_roman_and_rows_have_room(tmp_path: Path) -> None:
    sheet = written(tmp_path / "plan.xlsx")
    used = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.font.name for cell in used} == {"Times New Roman"}
    assert all(cell.alignment.wrap_text for cell in used)
    assert sheet.row_dimensions[9].height > 4 * 13 > sheet.row_dimensions[8].height


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "http://", "{="])
def test_text_is_never_a_formula_or_a_link(tmp_path: Path, start: str) -> None:
    text = start + "HYPERLINK(1)"
    task = PlanTask(number="1", text=text, deliverable=text, due_text=text, lead=(text,), criterion_name=text)
    groups = (PlanGroup(number="I", title=text, tasks=(task,)),)
    for layout in ("annex", "blocks"):
        sheet = written(tmp_path / "plan.xlsx", layout, groups=groups, title=text, signer_name=text)
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
        assert {cell.data_type for cell in cells} == {"s"}
        assert not any(cell.hyperlink for cell in cells)
        assert any(text.strip() in str(cell.value) for cell in cells)


def test_a_text_too_long_for_a_cell_is_refused_with_a_way_out(tmp_path: Path) -> None:
    groups = (PlanGroup(number="I", title="Chung", tasks=(PlanTask(number="1", text="dài " * 9000),)),)
    with pytest.raises(NamroError, match=r"một ô Excel không chứa được.*\.docx"):
        write_plan(suoi_may(groups=groups), tmp_path / "plan.xlsx")
    assert not (tmp_path / "plan.xlsx").exists()
