"""Definitions: a good one is read whole, a bad one tells all its faults with line and cure."""

from __future__ import annotations

import pytest

from namro.core.base.faults import BrokenFile
from namro.core.registers import Kind, Type
from namro.core.registers.succession import check_succession
from tests.core.registers.small import TEXT, small


def said(text: str) -> str:
    with pytest.raises(BrokenFile) as broken:
        small(text)
    return broken.value.message


def test_a_definition_is_read_whole() -> None:
    register = small()
    assert (register.code, register.date, register.roles) == ("so-thu", "ngay", ("officer",))
    assert [column.type for column in register.columns[:3]] == [Type.DATE, Type.TEXT, Type.PERSON]
    assert [column.code for column in register.indexed] == ["ten", "nguoi"]
    assert register.title_column.code == "ten"
    assert register.figure("ty_le").kind is Kind.RATIO
    assert register.stages is not None
    assert register.stages.open == ("cho",)
    assert register.roster == ""
    assert register.sources[0].place == "Điều 1"


#: What is put in the place of what, and the words that the message must hold.
BROKEN = {
    "no date column": ("date: ngay", "date: ngya", "dòng 7: date: không có cột “ngya”. Có phải “ngay”?"),
    "date is no date": ("date: ngay", "date: ten", "date: cột “ten” là text, ở đây cần cột date"),
    "roster nobody looks up": ("date: ngay", "date: ngay\nroster: khach", "cột “khach” chưa tra cứu được"),
    "shifts without a roster": (
        "date: ngay",
        "date: ngay\nshifts: {column: buoc, hours: {cho: 17:00-07:00}}",
        "shifts: chỉ dùng cho sổ có roster",
    ),
    "a shift that is none": (
        "date: ngay",
        "date: ngay\nroster: nguoi\nshifts: {column: buoc, hours: {dem: 17:00-07:00}}",
        "cột “buoc” không có lựa chọn “dem”",
    ),
    "hours that are none": (
        "date: ngay",
        "date: ngay\nroster: nguoi\nshifts: {column: buoc, hours: {cho: 7h tối}}",
        "“7h tối” không phải giờ trực. Ghi dạng 17:00-07:00",
    ),
    "a hotline to a text": ("date: ngay", "date: ngay\nhotline: {person: ten}", "là text, ở đây cần cột person"),
    "nobody writes": ("{roles: [officer]}", "{}", "write: chưa ai được ghi"),
    "unknown role": ("[officer]", "[thu_ky]", "“thu_ky” không dùng được"),
    "unknown type": ("type: money", "type: tien", "type: “tien” không có trong bộ quy tắc"),
    "column twice": ("code: tien,", "code: so,", "mục “so”: code: cột “so” có hai lần"),
    "heading twice": ("title: Tiền", "title: số lượng", "là tên của hai cột"),
    "bounds crossed": ("most: 1000", "most: -1", "most: nhỏ hơn least nên không số nào ghi được"),
    "bounds of text": ("title: Tên,", "title: Tên, least: 1,", "least: chỉ dùng cho cột number, money"),
    "choices missing": (", choices: {cho: Đang chờ, roi: Đã trả lời}", "", "choices: chưa có lựa chọn nào"),
    "long text looked up": ("type: long_text", "type: long_text, indexed: true", "đoạn văn dài không tra cứu được"),
    "sum of text": ("kind: sum, column: so", "kind: sum, column: ten", "không cộng được cột “ten” (text)"),
    "sum of nothing": ("kind: sum, column: so", "kind: sum", "column"),
    "figure of no column": ("kind: distinct, column: nguoi", "kind: distinct, column: nguo", "Có phải “nguoi”?"),
    "unknown numerator": ("numerator: xong", "numerator: xog", "không có chỉ tiêu “xog”. Có phải “xong”?"),
    "by zero": ("denominator: dong", "denominator: 0", "denominator: không chia cho 0"),
    "itself": ("numerator: xong", "numerator: ty_le", "chỉ tiêu tính vòng tròn: “ty_le” → “ty_le”"),
    "ratio of a ratio": ("numerator: nguoi, den", "numerator: ty_le, den", "không lấy tỷ lệ của tỷ lệ"),
    "unknown choice": ("is_not: cho}", "is_not: doi}", "không có lựa chọn “doi”. Các mã: cho, roi"),
    "two tests": ("at_least: 10}", "at_least: 10, at_most: 20}", "điều kiện cần đúng một phép so"),
    "a test of nobody's": ("at_least: 10}", "eval: 10}", "không có khóa “eval”"),
    "order of words": ("{column: so, at_least", "{column: ten, at_least", "không so được cột “ten” (text)"),
    "no number": ("at_least: 10", "at_least: nhiều", "“nhiều” không phải số"),
    "two signs": ("at_least: 10", "at_least: --5", "“--5” không phải số"),
    "a digit that is none": ("at_least: 10", "at_least: ²", "“²” không phải số"),
    "not a number": ("at_least: 10", "at_least: NaN", "“NaN” không phải số"),
    "no day beside": ("not_after: han", "not_after: ten", "chỉ so hai cột ngày của cùng một dòng"),
    "open stage": ("open: [cho]", "open: [choo]", "“choo” không dùng được"),
    "misspelt key": ("title: Sổ thử", "tilte: Sổ thử", "không có khóa “tilte”"),
    "alias": ("title: Sổ thử", "title: *so", "dùng bí danh"),
    "code of an address": ("register: so-thu", "register: Sổ thử", "không làm mã sổ được"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_definition_says_what_and_where(case: str) -> None:
    before, after, words = BROKEN[case]
    assert before in TEXT
    message = said(TEXT.replace(before, after))
    assert words in message
    assert "dòng " in message


def test_all_faults_are_told_at_once() -> None:
    message = said(TEXT.replace("date: ngay", "date: ngya").replace("denominator: dong", "denominator: 0"))
    assert "date: không có cột" in message
    assert "không chia cho 0" in message


def test_a_circle_of_two_ratios_is_told_with_its_way() -> None:
    text = TEXT.replace("numerator: xong, denominator: dong", "numerator: ty_le_nguoi, denominator: dong")
    text = text.replace("numerator: nguoi, denominator: people", "numerator: ty_le, denominator: people")
    assert "“ty_le” → “ty_le_nguoi” → “ty_le”" in said(text)


def test_more_looked_up_columns_than_are_kept_is_refused() -> None:
    text = TEXT.replace("type: money", "type: money, indexed: true").replace("type: link", "type: link, indexed: true")
    text = text.replace("{code: han, title: Hạn, type: date}", "{code: han, title: Hạn, type: date, indexed: true}")
    text = text.replace("title: Nơi, type: unit", "title: Nơi, type: unit, indexed: true")
    assert "columns: 6 cột tra cứu" not in text
    small(text)
    assert "cột tra cứu, quá 6" in said(
        text.replace("title: Xong, type: yes_no", "title: Xong, type: yes_no, indexed: true")
    )


def test_a_later_edition_may_not_make_old_rows_unreadable() -> None:
    newer = (
        TEXT.replace("2026-01-01", "2027-01-01").replace("type: money", "type: yes_no").replace(", roi: Đã trả lời", "")
    )
    with pytest.raises(BrokenFile) as broken:
        check_succession(small(newer), [small()], newer, name="moi.yaml")
    assert (
        "dòng 19, mục “tien”: cột “tien” từng là money, nay là yes_no: dòng cũ không đọc được" in broken.value.message
    )
    assert "cột “buoc” mất lựa chọn roi mà dòng cũ đã ghi" in broken.value.message


def test_a_later_edition_may_add_rename_and_drop() -> None:
    newer = TEXT.replace("2026-01-01", "2027-01-01").replace("title: Tiền", "title: Kinh phí")
    newer = newer.replace("  - {code: trang, title: Trang, type: link}\n", "")
    check_succession(small(newer), [small()], newer, name="moi.yaml")
    assert small(newer).column("tien").title == "Kinh phí"
