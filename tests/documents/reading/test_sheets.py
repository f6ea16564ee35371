"""Workbooks: values as printed, tables found among the lines around them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter

from namro.documents.model import Document, Paragraph, Table
from namro.documents.reading import read_document
from namro.documents.reading.sheets.formats import Value, printed
from namro.documents.reading.sheets.layout import column_letters


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1.5, "General", "1,5"),
        (10.0, "General", "10"),
        (0.1 + 0.2, "General", "0,3"),
        (-2.25, "General", "-2,25"),
        (8.5, "0.00", "8,50"),
        (0.955, "0%", "96%"),
        (0.955, "0.0#%", "95,5%"),
        (1234567.891, "#,##0.00", "1.234.567,89"),
        (5.0, "00", "05"),
        (-1200.0, '#,##0" đ";[Red]-#,##0', "-1.200"),
        (3.0, "@", "3"),
        (True, "General", "TRUE"),
        (date(2026, 3, 5), "General", "05/03/2026"),
        (date(2026, 3, 1), "mmm-yy", "03/2026"),
        (datetime(2026, 3, 5, 14, 30), "General", "05/03/2026 14:30"),  # noqa: DTZ001 - Excel has no time zones
        (time(7, 30), "General", "07:30"),
        (timedelta(hours=30, minutes=5), "General", "30:05"),
        ("Văn bản", "General", "Văn bản"),
        (float("inf"), "0.00", "inf"),
    ],
)
def test_values_are_printed_as_in_vietnam(value: Value, code: str, text: str) -> None:
    assert printed(value, code) == text


def test_column_letters() -> None:
    assert [column_letters(c) for c in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.fixture
def score_sheet(tmp_path: Path) -> Document:
    path = tmp_path / "phieu.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        percent, day = book.add_format({"num_format": "0%"}), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Phiếu")
        sheet.write_row("A1", ["ỦY BAN NHÂN DÂN", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"])
        sheet.write_row("A2", ["XÃ SUỐI MÂY", "", "", "Độc lập - Tự do - Hạnh phúc"])
        sheet.merge_range("A3:E3", "PHIẾU CHẤM ĐIỂM")
        sheet.write_row("A4", ["TT", "Tiêu chí", "Tối đa", "Đạt", "Ghi chú"])
        sheet.merge_range("A5:E5", "I. CÔNG TÁC CHỈ ĐẠO")
        sheet.write_row("A6", ["1", "Kế hoạch", 2, 1.5])
        sheet.write("E6", "- Thiếu bản ký\n- Chậm")
        sheet.write("E7", "gửi chậm hai ngày")
        sheet.write_row("A9", ["2", "Hồ sơ đúng hạn", 1, None, None])
        sheet.write("D9", 0.95, percent)
        sheet.write_datetime("E9", datetime(2026, 3, 20), day)  # noqa: DTZ001 - Excel has no time zones
        sheet.write_row("A10", ["Nơi nhận:", "", "", "CHỦ TỊCH"])
        sheet.write_row("A11", ["- Lưu: VT.", "", "", "Đinh Văn Núi"])
        book.add_worksheet("Ẩn").write("A1", "không đọc")
        book.get_worksheet_by_name("Ẩn").hide()
        book.add_worksheet("Khác").write("B7", "Ghi chú chung")
    return read_document(path)


def test_lines_around_a_table_are_paragraphs(score_sheet: Document) -> None:
    found = [(b.text, b.place.cell) for b in score_sheet.blocks if isinstance(b, Paragraph)]
    assert found == [
        ("ỦY BAN NHÂN DÂN", "Phiếu!A1"),
        ("XÃ SUỐI MÂY", "Phiếu!A2"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Phiếu!D1"),
        ("Độc lập - Tự do - Hạnh phúc", "Phiếu!D2"),
        ("PHIẾU CHẤM ĐIỂM", "Phiếu!A3"),
        ("Nơi nhận:", "Phiếu!A10"),
        ("- Lưu: VT.", "Phiếu!A11"),
        ("CHỦ TỊCH", "Phiếu!D10"),
        ("Đinh Văn Núi", "Phiếu!D11"),
        ("Ghi chú chung", "Khác!B7"),
    ]


def test_a_block_of_cells_is_a_table(score_sheet: Document) -> None:
    (table,) = score_sheet.tables()
    assert [row.texts for row in table.rows] == [
        ["TT", "Tiêu chí", "Tối đa", "Đạt", "Ghi chú"],
        ["I. CÔNG TÁC CHỈ ĐẠO"],
        ["1", "Kế hoạch", "2", "1,5", "- Thiếu bản ký - Chậm"],
        ["", "", "", "", "gửi chậm hai ngày"],
        ["2", "Hồ sơ đúng hạn", "1", "95%", "20/03/2026"],
    ]
    assert table.rows[1].cells[0].span == 5
    assert table.rows[2].cells[3].place.cell == "Phiếu!D6"
    second = table.rows[2].cells[4].paragraphs[1]
    assert table.rows[2].cells[4].text[second.place.start : second.place.end] == "- Chậm"


def test_one_empty_row_does_not_part_a_wide_table(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("S")
        for row in (0, 1, 3, 6):
            sheet.write_row(row, 0, [row, "b", "c"])
    assert [len(b.rows) for b in read_document(path).blocks if isinstance(b, Table)] == [3, 1]
