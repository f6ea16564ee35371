"""Tables as office programs make them: headings over two rows, merged cells, a sheet without a letter around it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook

from namro.documents.model import Row, Table
from namro.documents.reading import read_document
from namro.documents.recognition import recognise
from tests.documents.recognition.text_document import document, table

SHEET = table(
    ("STT", "Tiêu chí", "Điểm", "", "", "Lý do trừ điểm"),
    ("", "", "Tối đa", "Tự chấm", "Thẩm định", ""),
    ("I", "CẢI CÁCH THỂ CHẾ", "3,00", "3,00", "2,50", ""),
    ("1.1", "Kiểm tra văn bản", "3,00", "3,00", "2,50", "Thiếu biên bản"),
)


def _merged(table_: Table, row: int, cell: int, span: int) -> Table:
    """The cell takes the place of the empty ones after it."""
    cells = table_.rows[row].cells
    wide = (*cells[:cell], replace(cells[cell], span=span), *cells[cell + span :])
    rows = (*table_.rows[:row], Row(wide), *table_.rows[row + 1 :])
    return Table(rows, table_.place)


def test_a_heading_over_two_rows_names_its_columns() -> None:
    found = recognise(document(_merged(SHEET, row=0, cell=2, span=3)))
    leaf = found.criteria[-1]
    assert (leaf.name, leaf.max, leaf.achieved) == ("Kiểm tra văn bản", Decimal("3.00"), Decimal("2.50"))
    assert [(d.points, d.reason) for d in found.deductions] == [(Decimal("0.50"), "Thiếu biên bản")]


def test_a_person_printed_once_for_three_rows_holds_for_each() -> None:
    tasks = table(
        ("TT", "Nhiệm vụ", "Thời gian", "Phân công"),
        ("1", "Rà soát thủ tục.", "Quý I/2026", "Văn phòng chủ trì"),
        ("2", "Niêm yết thủ tục.", "Quý II/2026", ""),
        ("3", "Kiểm tra việc niêm yết.", "Quý III/2026", ""),
    )
    rows = [*tasks.rows[:2]]
    rows += [Row((*row.cells[:3], replace(row.cells[3], joined=True))) for row in tasks.rows[2:]]
    found = recognise(document(Table(tuple(rows), tasks.place)))
    assert [task.lead for task in found.tasks] == [found.tasks[0].lead] * 3
    assert found.tasks[0].lead
    unmerged = recognise(document(tasks))
    assert not unmerged.tasks[2].lead  # an empty cell that is not merged names nobody


def test_a_workbook_gives_its_title_its_signer_and_its_merged_cells(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page["A1"], page["A3"] = "ỦY BAN NHÂN DÂN XÃ SUỐI MÂY", "BẢNG TỔNG HỢP ĐIỂM CẢI CÁCH HÀNH CHÍNH NĂM 2025"
    for line, row in enumerate(SHEET.rows, start=5):
        for column, text in enumerate(row.texts, start=1):
            page.cell(line, column, text or None)
    page.merge_cells("C5:E5")
    page["B11"], page["E11"], page["B14"], page["E14"] = "NGƯỜI LẬP BIỂU", "CHỦ TỊCH", "Lò Thị Mây", "Vàng A Sơn"
    book.save(path := tmp_path / "bang.xlsx")
    found = recognise(read_document(path))
    header = found.header
    assert header.title == "BẢNG TỔNG HỢP ĐIỂM CẢI CÁCH HÀNH CHÍNH NĂM 2025"
    assert header.assessed_year == 2025
    assert header.signer is not None
    assert header.signer.name == "Vàng A Sơn"
    assert found.criteria[-1].achieved == Decimal("2.50")


def test_rows_joined_in_a_workbook_share_their_person(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(("TT", "Nhiệm vụ", "Thời gian", "Phân công"))
    page.append(("1", "Rà soát thủ tục.", "Quý I/2026", "Văn phòng chủ trì"))
    page.append(("2", "Niêm yết thủ tục.", "Quý II/2026", None))
    page.merge_cells("D2:D3")
    book.save(path := tmp_path / "viec.xlsx")
    tasks = recognise(read_document(path)).tasks
    assert [task.lead for task in tasks] == [tasks[0].lead] * 2
    assert tasks[0].lead
