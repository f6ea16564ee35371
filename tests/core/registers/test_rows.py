"""One row: what people type becomes stored text, or a sentence beside its column."""

from __future__ import annotations

from datetime import date

import pytest

from namro.core.registers import Known, check_row, shown
from namro.core.registers.rows import folded_words, is_open, keys_of, needs_proof, typed_again
from tests.core.registers.small import known, small

REGISTER = small()
GOOD = {"ngay": "20/11/2026", "ten": "Việc một"}
PEOPLE = known("Lò Văn Điệp", "Lò Văn Diệp", "Trần Thị Hoa", "Trần Thị Hoa")

#: Column, what is typed, what is stored, how it is shown.
TYPED = [
    ("ngay", "1/2/2026", "2026-02-01", "01/02/2026"),
    ("ngay", "2026-02-01", "2026-02-01", "01/02/2026"),
    ("so", "1.000", "1000", "1.000"),
    ("so", "12,5", "12.5", "12,5"),
    ("so", "12.5", "12.5", "12,5"),
    ("so", "12,50", "12.5", "12,5"),
    ("so", "7 kg", "7", "7"),
    ("so", "0", "0", "0"),
    ("tien", "1.250.000 đ", "1250000", "1.250.000"),
    ("tien", "1 250 000", "1250000", "1.250.000"),
    ("xong", "có", "true", "Có"),
    ("xong", "CHƯA", "false", "Không"),
    ("buoc", "đã trả lời", "roi", "Đã trả lời"),
    ("buoc", "cho", "cho", "Đang chờ"),
    ("nguoi", "lò văn điệp", "1|Lò Văn Điệp", "Lò Văn Điệp"),
    ("nguoi", "Trần Thị Hoa (nguoi4)", "4|Trần Thị Hoa", "Trần Thị Hoa"),
    ("khach", "Ông Giàng A Páo", "|Ông Giàng A Páo", "Ông Giàng A Páo"),
    ("trang", "https://vidu.vn/tin/1", "https://vidu.vn/tin/1", "https://vidu.vn/tin/1"),
    ("ghi_chu", "một\r\nhai", "một\nhai", "một\nhai"),
]

#: Column, what is typed, words of the fault.
REFUSED = [
    ("ngay", "31/11/2026", "không có ngày “31/11/2026”. Gần nhất là 30/11/2026 và 01/12/2026"),
    ("ngay", "hôm qua", "“hôm qua” không phải ngày. Viết dạng 20/11/2026"),
    ("ngay", "24/11/2026", "ngày 24/11/2026 chưa đến"),
    ("ngay", "", "chưa ghi"),
    ("ten", "   ", "chưa ghi"),
    ("ten", "x" * 501, "dài 501 ký tự, nhiều nhất 500"),
    ("so", "mười", "“mười” không phải số"),
    ("so", "1,25", "nhiều nhất 1 chữ số thập phân"),
    ("so", "-1", "nhỏ hơn 0"),
    ("so", "1001", "lớn hơn 1.000"),
    ("so", "=1+1", "không phải số"),
    ("so", "1e5", "không phải số"),
    ("tien", "9" * 19, "dài quá 18 chữ số"),
    ("xong", "gần xong", "Viết “Có” hoặc “Không”"),
    ("buoc", "đã trả lờ", "Có phải “Đã trả lời”?"),
    ("buoc", "zzz", "Chọn một trong: Đang chờ; Đã trả lời."),
    ("nguoi", "Lò Văn Đẹp", "không có người “Lò Văn Đẹp”. Có phải “Lò Văn"),
    ("nguoi", "Trần Thị Hoa", "có 2 người tên “Trần Thị Hoa”. Ghi rõ một trong: trần thị hoa (nguoi3)"),
    ("noi", "Thôn Không Có", "không có đơn vị “Thôn Không Có”"),
    ("trang", "javascript:alert(1)", "không phải đường dẫn"),
    ("nhap", "19/11/2026", "trước “Ngày” (20/11/2026)"),
]


def people() -> Known:
    return Known(PEOPLE.people, {}, date(2026, 11, 22))


@pytest.mark.parametrize(("column", "typed", "text", "words"), TYPED)
def test_typed_text_is_stored_and_shown(column: str, typed: str, text: str, words: str) -> None:
    checked = check_row(REGISTER, GOOD | {column: typed}, people())
    assert checked.faults == {}
    assert checked.values[column] == text
    assert shown(REGISTER.column(column), text) == words


@pytest.mark.parametrize(("column", "typed", "words"), REFUSED)
def test_what_cannot_stand_says_why_beside_its_column(column: str, typed: str, words: str) -> None:
    checked = check_row(REGISTER, GOOD | {column: typed}, people())
    assert words in checked.faults[column]
    assert list(checked.faults) == [column]


def test_all_columns_are_checked_at_once() -> None:
    assert set(check_row(REGISTER, {"so": "x", "xong": "?"}, people()).faults) == {"ngay", "ten", "so", "xong"}


def test_somebody_who_left_stays_in_the_row() -> None:
    """The same name in a row that is changed is the same person, a namesake's or a stranger's name now or not."""
    kept = {"nguoi": "77|Vàng Thị Mỷ"}
    assert check_row(REGISTER, GOOD | {"nguoi": "Vàng Thị Mỷ"}, people(), kept).values["nguoi"] == "77|Vàng Thị Mỷ"
    assert "nguoi" in check_row(REGISTER, GOOD | {"nguoi": "Vàng Thị Mỷ"}, people()).faults
    mine = {"nguoi": "4|Trần Thị Hoa"}
    assert check_row(REGISTER, GOOD | {"nguoi": "Trần Thị Hoa"}, people(), mine).values["nguoi"] == "4|Trần Thị Hoa"


def test_what_is_stored_can_be_typed_again() -> None:
    typed = {column: text for column, text, *_rest in TYPED}
    typed |= GOOD
    values = check_row(REGISTER, typed, people()).values
    again = check_row(REGISTER, typed_again(REGISTER, values), people(), values)
    assert (again.values, again.faults) == (values, {})


def test_keys_and_words_are_folded() -> None:
    values = check_row(REGISTER, GOOD | {"ten": "Tổ Công Nghệ", "nguoi": "Lò Văn Điệp"}, people()).values
    assert keys_of(REGISTER, values) == {"ten": "tổ công nghệ", "nguoi": "|1"}
    assert "to cong nghe" in folded_words(REGISTER, values)
    assert "20/11/2026" in folded_words(REGISTER, values)


def test_stage_and_proof_follow_the_values() -> None:
    assert is_open(REGISTER, {"buoc": "cho"})
    assert not is_open(REGISTER, {"buoc": "roi"})
    assert needs_proof(REGISTER, {"xong": "true"})
    assert not needs_proof(REGISTER, {})
