"""A list of units written and read again; what a workbook holds that a list may not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from namro.core.base.faults import BrokenFile, Faults, SheetRow
from namro.documents.model import CellSheet
from namro.documents.reading import read_cell_sheets
from namro.documents.workbooks.from_unit_list import parse_sheet, read_unit_list
from namro.documents.workbooks.to_unit_list import cells_of, write_unit_list
from namro.documents.workbooks.unit_columns import COLUMNS, SHEET, UnitRow

KINDS = {"province": "Tỉnh, thành phố", "commune": "Xã", "special_zone": "Đặc khu"}
CODES = st.from_regex(r"[a-z]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
DAYS = st.dates(date(1945, 9, 2), date(2060, 1, 1))


@st.composite
def unit_rows(draw: st.DrawFn) -> UnitRow:
    since, until = sorted(draw(st.lists(DAYS, min_size=2, max_size=2, unique=True)))
    olds = draw(st.lists(CODES, max_size=3, unique=True))
    shares = st.decimals("0.0001", "1", places=4)
    return UnitRow(
        line=SheetRow(2, SHEET),
        code=draw(CODES),
        name=draw(st.sampled_from(["Xã Suối Mây", "Đặc khu Đảo Mây", "=1+1"])),
        kind=draw(st.sampled_from(sorted(KINDS))),
        parent=draw(CODES),
        since=since,
        until=draw(st.sampled_from([None, until])),
        codes=draw(st.sampled_from([{}, {"administrative": "00070"}, {"exchange": "H21.227"}])),
        appraiser=draw(st.sampled_from(["", "tinh-van-son"])),
        before=tuple((old, draw(shares)) for old in olds),
    )


def sheet_of(*rows: tuple[str, ...]) -> CellSheet:
    numbered = enumerate([tuple(column.heading for column in COLUMNS), *rows], 1)
    return CellSheet(SHEET, tuple((n, {place: cell for place, cell in enumerate(row) if cell}) for n, row in numbered))


@given(unit_rows())
def test_what_is_written_is_read_again(row: UnitRow) -> None:
    faults = Faults("a.xlsx")
    assert parse_sheet(sheet_of(cells_of(row, KINDS)), faults, kinds=KINDS) == [row]
    assert faults.found == []


def test_the_file_is_read_again(tmp_path: Path) -> None:
    row = UnitRow(
        line=SheetRow(2, SHEET),
        code="xa-a",
        name="Xã A",
        kind="commune",
        parent="tinh",
        since=date(2025, 7, 1),
        codes={"administrative": "00070"},
        before=(("xa-b", Decimal("0.4")), ("xa-c", Decimal(1))),
    )
    path = tmp_path / "a.xlsx"
    path.write_bytes(write_unit_list([row], KINDS))
    assert read_unit_list(path, Faults("a.xlsx"), kinds=KINDS) == [row]


def test_formulas_and_merged_cells_are_found(tmp_path: Path) -> None:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Trang")
        sheet.write("A1", "Mã")
        sheet.write_formula("C4", "=A1", None, "Mã")
        sheet.merge_range("B6:B7", "gộp")
        book.add_worksheet("Khác").write_formula("A1", "=1", None, 1)
    path = tmp_path / "a.xlsx"
    path.write_bytes(stream.getvalue())
    first, second = read_cell_sheets(path)
    assert (first.formulas, first.merged) == ({(3, 2)}, ((5, 1, 6, 1),))
    assert (second.formulas, second.merged) == ({(0, 0)}, ())


def test_an_empty_sheet_is_told() -> None:
    with pytest.raises(BrokenFile, match="không có dòng nào"):
        parse_sheet(CellSheet(SHEET, ()), Faults("a.xlsx"), kinds=KINDS)


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(1899, 1, 1)])
def test_a_day_for_never_is_told_by_its_cell(day: date) -> None:
    faults = Faults("a.xlsx")
    heads = {0: "Mã", 1: "Tên", 2: "Loại", 3: "Từ ngày", 4: "Đến ngày"}
    cells = {0: "xa-a", 1: "Xã A", 2: "Xã", 3: "01/07/2025", 4: day}
    parse_sheet(CellSheet(SHEET, ((1, heads), (2, cells))), faults, kinds=KINDS)
    (fault,) = faults.found
    assert f"“Đến ngày”: ngày {day:%d/%m}/{day.year} quá xa" in str(fault)


def test_parts_are_read_as_they_are_stored() -> None:
    heads = {0: "Mã", 1: "Tên", 2: "Loại", 3: "Từ ngày", 4: "Đơn vị trước (mã)", 5: "Tỷ lệ"}
    cells = {0: "xa-a", 1: "Xã A", 2: "Xã", 3: "01/07/2025", 4: "xa-b; xa-c", 5: "33,3333%; 100%"}
    (row,) = parse_sheet(CellSheet(SHEET, ((1, heads), (2, cells))), Faults("a.xlsx"), kinds=KINDS)
    assert [str(part) for _code, part in row.before] == ["0.3333", "1"]
