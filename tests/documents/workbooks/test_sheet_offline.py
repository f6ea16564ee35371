"""The sheet that is filled in without the network: written, changed, read back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from namro.core.assessment.score_sheet import ScoreSheet
from namro.core.assessment.sheet_upload import EXPLANATION, NOT_APPLICABLE, POINTS, SheetUpload
from namro.core.base.errors import NamroError, UnreadableDocument
from namro.documents.model import CellSheet
from namro.documents.reading.sheets.cells import read_cells
from namro.documents.workbooks import sheet_columns as c
from namro.documents.workbooks import sheet_from_workbook, sheet_to_workbook
from namro.documents.workbooks.sheet_from_workbook import upload_of
from namro.documents.workbooks.sheet_values import Unfit, points_of
from tests.core.invented_score_sheet import suoi_may_sheet, wide_sheet
from tests.drawing import share

SHEET = suoi_may_sheet()
#: The row of each criterion, counted from 1.
AT = {row.node_id: number for number, row in enumerate(SHEET.rows, c.HEAD + 2)}

Edit = Callable[[Worksheet], Any]


@pytest.fixture
def upload(tmp_path: Path) -> Callable[..., SheetUpload]:
    """Change the workbook as Excel would, and read it."""

    def read(*edits: Edit, expected: ScoreSheet = SHEET) -> SheetUpload:
        path = tmp_path / "phieu.xlsx"
        path.write_bytes(sheet_to_workbook(SHEET))
        book = load_workbook(path)
        for edit in edits:
            edit(book[c.SHEET])
        book.save(path)
        return _read(path, expected)

    return read


def _read(path: Path, expected: ScoreSheet) -> SheetUpload:
    return upload_of(_sheets(path), expected)


def _sheets(path: Path) -> Iterator[CellSheet]:
    return read_cells(path, lambda _done, _total: None)


def put(cell: str, value: Any) -> Edit:
    """Set "E1.2": the column's letter and the criterion."""

    def edit(page: Worksheet) -> None:
        page[f"{cell[0]}{AT[cell[1:]]}"] = value

    return edit


def said(upload: SheetUpload) -> str:
    return "\n".join(map(str, upload.faults))


def test_a_file_nobody_changed_changes_nothing(tmp_path: Path) -> None:
    for sheet in (SHEET, wide_sheet()):
        path = tmp_path / "phieu.xlsx"
        path.write_bytes(sheet_to_workbook(sheet))
        assert sheet_from_workbook(path, sheet) == SheetUpload()


ODD = ["=1+1", "0,5", "'05", " đầu\ncuối ", "_x0041_", "1/5/2026", "\r\n", "Ghi\tchú"]
LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")
TEXTS = st.text(LETTERS, max_size=60) | st.sampled_from(ODD)


@settings(max_examples=share(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_stands_in_the_sheet_comes_back_unchanged(data: st.DataObject) -> None:
    quarters = st.none() | st.integers(0, 8).map(lambda n: Decimal(n) / 4)
    rows = tuple(
        replace(
            row,
            claimed=data.draw(quarters) if row.open else row.claimed,
            explanation=data.draw(TEXTS),
            not_applicable=data.draw(TEXTS),
            version=data.draw(st.integers(0, 10**6)),
        )
        for row in SHEET.rows
    )
    sheet = replace(SHEET, rows=rows)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "phieu.xlsx"
        path.write_bytes(sheet_to_workbook(sheet))
        assert _read(path, sheet) == SheetUpload()


def test_changes_carry_what_they_were_based_on(upload: Callable[..., SheetUpload]) -> None:
    found = upload(put("E1.2", 1.5), put("G1.2", "Đã gửi đúng hạn"), put("F2.3", "Không có thủ tục"), put("E2.3", None))
    assert found.faults == ()
    changed = [(x.node_id, x.field, x.base_version, x.base_value, x.value) for x in found.changes]
    explained = SHEET.by_id["1.2"].explanation
    assert changed == [
        ("1.2", POINTS, 7, Decimal(1), Decimal("1.5")),
        ("1.2", EXPLANATION, 7, explained, "Đã gửi đúng hạn"),
        ("2.3", POINTS, 0, Decimal(1), None),
        ("2.3", NOT_APPLICABLE, 0, "", "Không có thủ tục"),
    ]


@pytest.mark.parametrize("typed", ["0,5", "0.5", " 0,5 ", 0.5])
def test_points_typed_as_text_count(upload: Callable[..., SheetUpload], typed: object) -> None:
    (change,) = upload(put("E1.2", typed)).changes
    assert change.value == Decimal("0.5")


def test_every_fault_at_once_with_place_and_cure(upload: Callable[..., SheetUpload]) -> None:
    found = upload(
        put("E1.1", 2.5), put("E1.2", 0.3), put("E1.3", "nhiều"), put("E2.3", -1), put("E2.1", 4), put("E3.1", 3),
        put("ET1", "1,5"), put("E2", 6), put("G3.1", "ghi nhầm"),
    )  # fmt: skip
    assert found.changes == ()
    place = {node: f"dòng {AT[node]}, cột E, trang “Phiếu chấm”, mục “{node}”: cột “Điểm tự chấm”: " for node in AT}
    told = said(found).split("\n")
    assert len(told) == 9
    locked = "ô này bị khóa vì không do đơn vị điền. Hãy trả lại giá trị cũ của tệp gốc."
    assert f"{place['1.1']}điểm 2,5 lớn hơn điểm tối đa 2. Hãy ghi số nhỏ hơn." in told
    assert f"{place['1.2']}điểm 0,3 không theo bước 0,5. Hãy ghi 0 hoặc 0,5." in told
    assert any(line.startswith(f"{place['1.3']}“nhiều” không phải là số. Hãy ghi số") for line in told)
    assert f"{place['2.3']}điểm -1 nhỏ hơn 0. Hãy ghi số từ 0 đến 1.".replace("-1", "−1") in told
    assert f"{place['T1']}điểm 1,5 lớn hơn điểm tối đa 1. Hãy ghi số nhỏ hơn." in told
    assert [line for line in told if line.endswith(locked)] == [
        f"{place['2']}{locked}",
        f"{place['2.1']}{locked}",
        f"{place['3.1']}{locked}",
        f"{place['3.1']}{locked}".replace("cột E", "cột G").replace("Điểm tự chấm", "Giải trình"),
    ]


def test_more_digits_than_points_have_are_told_also_where_an_item_has_no_maximum() -> None:
    row = replace(SHEET.by_id["T1"], max=None, step=Decimal("0.5"))
    for cell in ("9" * 30, Decimal("1e40")):
        with pytest.raises(Unfit, match="không phải số điểm"):
            points_of(cell, row)


def test_the_maximum_holds_whatever_the_step(upload: Callable[..., SheetUpload]) -> None:
    rows = tuple(replace(row, step=Decimal("0.4")) if row.node_id == "1.2" else row for row in SHEET.rows)
    expected = replace(SHEET, rows=rows)
    (change,) = upload(put("E1.2", 1.5), expected=expected).changes
    assert change.value == SHEET.by_id["1.2"].max == Decimal("1.5")
    assert "không theo bước 0,4" in said(upload(put("E1.2", 1.4), expected=expected))


def test_a_number_that_excel_made_a_day(upload: Callable[..., SheetUpload]) -> None:
    assert "Excel đã đổi số thành ngày 01/05/2026. Hãy định dạng ô kiểu Number" in said(
        upload(put("E1.2", date(2026, 5, 1)))
    )


def test_points_of_what_does_not_apply(upload: Callable[..., SheetUpload]) -> None:
    found = upload(put("F1.2", "Không giao"), put("G1.2", "Vẫn lấy lời này"))
    assert "vừa có điểm vừa có lý do không áp dụng" in said(found)
    assert [change.field for change in found.changes] == [EXPLANATION]


def test_rows_that_moved_are_found_by_their_id(upload: Callable[..., SheetUpload]) -> None:
    def swap(page: Worksheet) -> None:
        for column in "ABCDEFGHIJK":
            first, second = page[f"{column}{AT['1.1']}"], page[f"{column}{AT['2.3']}"]
            first.value, second.value = second.value, first.value

    assert upload(swap) == SheetUpload()
    (change,) = upload(swap, put("E1.1", 0.75)).changes
    assert (change.node_id, change.value) == ("2.3", Decimal("0.75"))


def test_rows_removed_added_and_twice(upload: Callable[..., SheetUpload]) -> None:
    found = upload(
        lambda page: page.delete_rows(AT["2.3"]),
        lambda page: page.append(["9.9", "Tiêu chí tự thêm", 1, None, 1]),
        lambda page: page.append([None, "Ghi chú"]),
        lambda page: page.append(["1.1", "Lặp lại", 2, None, 0]),
        put("E1.2", 0.5),
    )
    told = said(found)
    assert "mục “2.3”: dòng của tiêu chí này không còn ở trang “Phiếu chấm”" in told
    assert "mã “9.9” không có trong phiếu. Hãy xóa dòng thêm vào" in told
    assert "dòng này không có mã tiêu chí" in told
    assert f"mục “1.1”: mã này có ở 2 dòng ({AT['1.1']}, " in told
    assert [change.node_id for change in found.changes] == ["1.2"]


def test_merged_cells(upload: Callable[..., SheetUpload]) -> None:
    area = f"E{AT['1.2']}:E{AT['1.3']}"
    found = upload(put("E1.2", 0.5), lambda page: page.merge_cells(area), put("E1.1", 1))
    assert f"các ô {area} bị gộp" in said(found)
    assert [change.node_id for change in found.changes] == ["1.1"]


def test_a_formula_counts_by_its_result_and_is_told(tmp_path: Path) -> None:
    path = tmp_path / "phieu.xlsx"
    path.write_bytes(sheet_to_workbook(SHEET))
    sheets = [_with_formula(sheet, "1.2", Decimal("0.5")) for sheet in _sheets(path)]
    found = upload_of(sheets, SHEET)
    assert [(x.node_id, x.value) for x in found.changes] == [("1.2", Decimal("0.5"))]
    assert "là công thức; lấy kết quả đang hiện" in str(found.remarks[0])
    assert found.faults == ()


def test_a_formula_without_a_result_is_refused(upload: Callable[..., SheetUpload]) -> None:
    found = upload(put("E1.2", "=1/2"))
    assert "ô là công thức mà tệp không lưu kết quả. Hãy gõ thẳng giá trị." in said(found)
    assert found.changes == ()


def _with_formula(sheet: CellSheet, node: str, value: Decimal) -> CellSheet:
    if sheet.name != c.SHEET:
        return sheet
    place = c.FILLED[POINTS]
    rows = tuple((n, {**cells, place: value} if n == AT[node] else cells) for n, cells in sheet.rows)
    return replace(sheet, rows=rows, formulas=frozenset({(AT[node] - 1, place)}))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"round_code": "DG-2027-XA"}, "là phiếu của kỳ đánh giá khác (tệp: “DG-2026-XA”, phiếu: “DG-2027-XA”)"),
        ({"unit_code": "X9"}, "là phiếu của đơn vị khác (tệp: “X1234”, phiếu: “X9”)"),
        ({"edition": "2025-10-31"}, "theo phiên bản khác của bộ tiêu chí"),
        ({"edition_hash": "d"}, "theo nội dung cũ của bộ tiêu chí"),
        ({"rows": SHEET.rows[:4]}, "các tiêu chí của tệp không còn khớp với phiếu"),
    ],
)
def test_another_sheet_is_refused(upload: Callable[..., SheetUpload], changes: dict[str, Any], told: str) -> None:
    found = upload(put("E1.2", 0.5), expected=replace(SHEET, **changes))
    assert told in said(found)
    assert found.changes == ()


def test_what_no_cell_can_hold() -> None:
    rows = (replace(SHEET.rows[1], explanation="x" * 40_000),)
    with pytest.raises(NamroError, match=r"quá dài hoặc có ký tự mà ô Excel không chứa được. Hãy rút gọn rồi xuất lại"):
        sheet_to_workbook(replace(SHEET, rows=rows))
    with pytest.raises(NamroError, match="không có tiêu chí nào"):
        sheet_to_workbook(replace(SHEET, rows=()))


def test_what_is_no_sheet_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "khac.xlsx"
    book = Workbook()
    book.active["A1"] = "Bảng chấm công"
    book.save(path)
    assert "không thấy trang “Phiếu chấm”" in said(_read(path, SHEET))
    path.write_text("không phải bảng tính")
    with pytest.raises(UnreadableDocument):
        sheet_from_workbook(path, SHEET)


def test_headings_that_were_changed(upload: Callable[..., SheetUpload]) -> None:
    def rename(page: Worksheet) -> None:
        page.cell(c.HEAD + 1, 5).value = "Điểm"

    assert "không thấy đủ hàng tiêu đề" in said(upload(rename))


def test_only_what_people_enter_is_unlocked(tmp_path: Path) -> None:
    path = tmp_path / "phieu.xlsx"
    path.write_bytes(sheet_to_workbook(SHEET))
    book = load_workbook(path)
    page = book[c.SHEET]
    assert all(sheet.protection.sheet for sheet in book)
    assert book[c.HIDDEN].sheet_state == "veryHidden"
    assert page.freeze_panes == f"C{c.HEAD + 2}"
    assert page.print_title_rows == f"${c.HEAD + 1}:${c.HEAD + 1}"
    unlocked = {cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked}
    free = ("1.1", "1.2", "1.3", "2.2", "2.3", "T1")
    assert unlocked == {f"{letter}{AT[node]}" for node in free for letter in "EFG"} | {f"F{AT['2.1']}", f"G{AT['2.1']}"}
    assert {str(rule.sqref) for rule in page.data_validations.dataValidation} == {
        f"{letter}{c.HEAD + 2}:{letter}{c.HEAD + 1 + len(SHEET.rows)}" for letter in "EFG"
    }
