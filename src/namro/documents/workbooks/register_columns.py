"""The columns of a register's workbook, one table for writing and for reading."""

from __future__ import annotations

from collections.abc import Iterator

from namro.core.registers import Column, Register, Type

SHEET, GUIDE = "Sổ", "Hướng dẫn"
#: What stands before and behind the columns of the register itself.
KEY, NUMBER, UNIT, PROOFS = "Mã dòng", "Số", "Đơn vị ghi sổ", "Số minh chứng"
_TOLD = {
    Type.TEXT: "Chữ.",
    Type.LONG_TEXT: "Chữ, nhiều dòng được.",
    Type.DOCUMENT: "Số và ký hiệu văn bản.",
    Type.DATE: "Ngày/tháng/năm, ví dụ 20/11/2026.",
    Type.YES_NO: "Có hoặc Không.",
    Type.PERSON: "Họ tên người đang giữ chức danh trong đơn vị.",
    Type.UNIT: "Tên đơn vị, bộ phận như ở trang Tổ chức.",
    Type.RECORD: "Việc đã có trong phần mềm, chép đúng như danh sách ở trang Ghi dòng mới; việc ấy không đếm hai lần.",
    Type.LINK: "Địa chỉ bắt đầu bằng https://.",
    Type.NUMBER: "Số.",
    Type.MONEY: "Số tiền, chỉ ghi số.",
}


def told(register: Register) -> Iterator[tuple[str, str]]:
    """Yield each column's heading with how it is filled in."""
    yield KEY, "Để trống với dòng mới. Dòng đã có giữ nguyên mã thì sẽ được sửa, không thêm lần nữa."
    yield NUMBER, "Phần mềm tự đánh số; không đọc lại khi nạp."
    for column in register.columns:
        needed = column.required or column.code == register.date
        yield column.title + (" *" if needed else ""), told_of(column)
    yield PROOFS, "Minh chứng gắn ở trang của dòng; không đọc lại khi nạp."


def told_of(column: Column) -> str:
    """Return how a column is filled in."""
    if column.type is Type.CHOICE:
        words = "Một trong: " + "; ".join(choice.title for choice in column.choices) + "."
    else:
        words = _TOLD[column.type]
    unique = " Không trùng dòng khác." if column.unique else ""
    return " ".join(filter(None, [words + unique, column.help]))
