"""Workbooks with faults, and the words that lead to the cell and the cure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from namro.core.base.errors import UnreadableDocument
from namro.core.framework.reading import parse_framework
from namro.documents.workbooks import read_workbook
from namro.documents.workbooks.from_workbook import parse_sheets
from tests.documents.workbooks.edited import GOOD, SET, edited, faults

#: Rows of the sheet "Tiêu chí": 2 is "1", 3 "1.1" with its parts in 4 and 5, 6 "1.2" with its rules in 7 to 9, 10 "2".
GALLERY: list[tuple[str, tuple[int, str, Any], str, str]] = [
    ("Tiêu chí", (3, "id", Decimal("1.1")), "dòng 3, trang “Tiêu chí”", "Định dạng ô kiểu Text"),
    ("Tiêu chí", (3, "max", "hai"), "dòng 3, trang “Tiêu chí”, mục “1.1”", "max: “hai” không phải số"),
    ("Tiêu chí", (3, "max", None), "dòng 3, trang “Tiêu chí”, mục “1.1”", "thiếu khóa “max”"),
    ("Tiêu chí", (2, "max", Decimal(4)), "dòng 2, trang “Tiêu chí”, mục “1”", "khác tổng của các mục con 5"),
    ("Tiêu chí", (10, "kind", "Chấm bừa"), "dòng 10, trang “Tiêu chí”, mục “2”", "không có trong bộ quy tắc"),
    ("Tiêu chí", (10, "kind", None), "dòng 10, trang “Tiêu chí”, mục “2”", "Hãy thêm mục con hoặc quy tắc chấm"),
    ("Tiêu chí", (2, "kind", "Có hoặc không"), "dòng 2, trang “Tiêu chí”, mục “1”", "mục có cả criteria và rule"),
    ("Tiêu chí", (10, "level", Decimal(4)), "dòng 10, trang “Tiêu chí”, mục “2”", "Viết số từ 1 đến 3"),
    ("Tiêu chí", (10, "level", None), "dòng 10, trang “Tiêu chí”, mục “2”", "Viết số từ 1 đến 3"),
    ("Tiêu chí", (4, "row", "phân"), "dòng 4, trang “Tiêu chí”, mục “1.1”", "không hiểu dòng con “phân”"),
    ("Tiêu chí", (7, "row", "3.1"), "dòng 7, trang “Tiêu chí”, mục “1.2”", "không có quy tắc 3 ở trên"),
    ("Tiêu chí", (3, "kind", None), "dòng 4, trang “Tiêu chí”, mục “1.1”", "Hãy chọn cách chấm ở dòng của mục"),
    ("Tiêu chí", (4, "points", "0,5 điểm"), "dòng 4, trang “Tiêu chí”, mục “1.1”", "points: “0,5 điểm” không phải số"),
    ("Tiêu chí", (4, "at_least", Decimal(1)), "dòng 4, trang “Tiêu chí”, mục “1.1”", "không có khóa “at_least”"),
    ("Tiêu chí", (8, "denominator", None), "dòng 8, trang “Tiêu chí”, mục “1.2”", "ghi đúng hai tên số liệu"),
    ("Tiêu chí", (9, "from", Decimal(50)), "dòng 9, trang “Tiêu chí”, mục “1.2”", "hãy viết 0.5"),
    ("Tiêu chí", (10, "60", "ghi riêng"), "dòng 10, trang “Tiêu chí”", "đứng ở cột không có tiêu đề"),
    ("Tiêu chí", (1, "60", "Điểm tối đ"), "dòng 1, trang “Tiêu chí”", "Có phải “Điểm tối đa (max)”?"),
    ("Tiêu chí", (1, "60", "Mã (id)"), "dòng 1, trang “Tiêu chí”", "có hai lần"),
    ("Tiêu chí", (10, "id", "1.1"), "dòng 10, trang “Tiêu chí”", "đã dùng ở dòng 3, trang “Tiêu chí”"),
    ("Cộng trừ", (2, "id", "1.1"), "dòng 2, trang “Cộng trừ”", "đã dùng ở dòng 3, trang “Tiêu chí”"),
    ("Cộng trừ", (2, "side", "thưởng"), "dòng 2, trang “Cộng trừ”, mục “T1”", "Viết một trong: cộng, trừ"),
    ("Minh chứng", (3, "of", "9.9"), "dòng 3, trang “Minh chứng”", "Hãy sửa cột Mã mục"),
    ("Minh chứng", (3, "before", "31/13"), "dòng 3, trang “Minh chứng”", "không phải ngày trong năm"),
    ("Minh chứng", (3, "part", "z"), "dòng 3, trang “Minh chứng”", "phần “z” không có trong quy tắc"),
    ("Minh chứng", (3, "required", "có"), "dòng 3, trang “Minh chứng”", "không có khóa “required”"),
    ("Xếp loại", (3, "from", Decimal(90)), "dòng 3, trang “Xếp loại”", "phải giảm dần hẳn"),
    ("Xếp loại", (2, "criterion", "7"), "dòng 2, trang “Xếp loại”", "đòi tiêu chí “7” không có trong bộ"),
    ("Số liệu", (2, "input", "aa"), "dòng 2, trang “Số liệu”", "không quy tắc nào dùng số liệu “aa”"),
    ("Số liệu", (2, "input", "Số hồ sơ"), "dòng 2, trang “Số liệu”", "không phải tên số liệu"),
    ("Số liệu", (3, "input", "a"), "dòng 3, trang “Số liệu”", "ghi hai lần (lần đầu ở dòng 2, trang “Số liệu”)"),
    ("Số liệu", (3, "input", None), "dòng 3, trang “Số liệu”", "Hãy điền cột Số liệu"),
    ("Thông tin", (3, "1", "hôm qua"), "dòng 3, trang “Thông tin”", "Viết năm-tháng-ngày"),
    ("Thông tin", (5, "1", "huyện"), "dòng 5, trang “Thông tin”", "commune, department, province"),
    ("Thông tin", (11, "1", Decimal(7)), "dòng 11, trang “Thông tin”", "khác tổng điểm tối đa của các mục lớn 6"),
    ("Thông tin", (30, "0", "Người soạn"), "dòng 30, trang “Thông tin”", "không hiểu “Người soạn”"),
]  # fmt: skip


def test_the_good_one_is_good() -> None:
    assert parse_sheets(GOOD, "bo.xlsx") == parse_framework(SET)


@pytest.mark.parametrize(("sheet", "edit", "where", "words"), GALLERY, ids=lambda part: str(part)[:40])
def test_a_fault_names_sheet_row_and_cure(sheet: str, edit: tuple[int, str, Any], where: str, words: str) -> None:
    told = faults(edited(sheet, edit))
    assert [line for line in told if where in line and words in line], told


def test_all_faults_are_told_at_once() -> None:
    told = faults(edited("Tiêu chí", (3, "max", "x"), (10, "max", "y"), (8, "kind", "z"), (4, "row", "w")))
    assert all(any(f"dòng {row}, trang “Tiêu chí”" in line for line in told) for row in (3, 4, 8, 10))


def test_a_condition_without_a_band(tmp_path: Path) -> None:
    told = faults(edited("Xếp loại", (2, "name", None), (2, "from", None)))
    assert any("dòng 2, trang “Xếp loại”" in line and "Hãy ghi bậc" in line for line in told)


@pytest.mark.parametrize("sheet", ["Thông tin", "Tiêu chí"])
def test_a_missing_sheet(sheet: str) -> None:
    told = faults([one for one in GOOD if one.name != sheet])
    assert told == [f"bo.xlsx: thiếu trang “{sheet}”. Lập tệp mẫu bằng lệnh namro framework to-xlsx rồi điền vào đó."]


def test_sheets_that_may_be_left_out() -> None:
    short = parse_sheets([one for one in GOOD if one.name in ("Thông tin", "Tiêu chí")], "bo.xlsx")
    assert (short.bands, short.items) == ((), ())
    assert [node.evidence for node in short.nodes] == [None] * 4


@pytest.mark.parametrize(
    ("sheet", "edit"),
    [
        ("Minh chứng", (3, "before", date(2026, 3, 31))),
        ("Minh chứng", (3, "before", "31.3")),
        ("Minh chứng", (3, "before", "03-31")),
        ("Thông tin", (3, "1", date(2025, 10, 31))),
        ("Thông tin", (3, "1", "31/10/2025")),
        ("Thông tin", (5, "1", "commune")),
        ("Tiêu chí", (10, "id", Decimal(2))),
        ("Tiêu chí", (10, "kind", "manual")),
        ("Tiêu chí", (10, "kind", "điểm do người CHẤM ghi")),
        ("Tiêu chí", (1, "max", "Điểm tối đa")),
        ("Cộng trừ", (2, "side", "Cộng")),
    ],
)
def test_what_people_type_otherwise_means_the_same(sheet: str, edit: tuple[int, str, Any]) -> None:
    assert parse_sheets(edited(sheet, edit), "bo.xlsx") == parse_framework(SET)


def test_an_input_is_the_value_where_the_kind_measures_one() -> None:
    sheets = edited("Tiêu chí", (8, "numerator", None), (8, "denominator", None), (8, "input", "n"))
    rule = parse_sheets(sheets, "bo.xlsx").leaves["1.2"].node.rule
    assert rule.rules[1].value == "n"  # type: ignore[union-attr]


def test_a_stamped_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bo.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Thông tin").write_string(0, 0, "Nội dung")
        hidden = book.add_worksheet("Ghi riêng")
        hidden.write_string(0, 0, "TỐI MẬT")
        hidden.hide()
    with pytest.raises(UnreadableDocument, match="dấu độ mật"):
        read_workbook(path)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("bo.xlsx", b"PK\x03\x04 broken", "hỏng"),
        ("bo.xlsx", b"", "rỗng"),
        ("bo.txt", b"framework: a", ".xlsx"),
        ("bo.xlsx", b"%PDF-1.7", ".xlsx"),
    ],
)
def test_what_is_no_workbook(name: str, content: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableDocument, match=words):
        read_workbook(path)
