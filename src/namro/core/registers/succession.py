"""A newer edition of a register keeps the rows of the earlier ones readable."""

from __future__ import annotations

from collections.abc import Iterable

from namro.core.base.faults import Faults
from namro.core.registers.model import Column, Register, Type

#: What may become what: every stored text of the first can be read as the second.
_WIDER = {
    (Type.TEXT, Type.LONG_TEXT),
    (Type.DOCUMENT, Type.TEXT),
    (Type.DOCUMENT, Type.LONG_TEXT),
    (Type.TEXT, Type.DOCUMENT),
    (Type.NUMBER, Type.MONEY),
    (Type.MONEY, Type.NUMBER),
    (Type.LINK, Type.TEXT),
}


def check_succession(register: Register, earlier: Iterable[Register], text: str, *, name: str) -> None:
    """Raise BrokenFile where a column of an earlier edition stands for something else in this one."""
    faults = Faults(name)
    lines = text.splitlines()
    own = {column.code: column for column in register.columns}
    for before in earlier:
        if before.edition == register.edition:
            continue
        for column in before.columns:
            if column.code in own:
                said = _changed(column, own[column.code])
                if said:
                    faults.add(_line_of(lines, column.code), f"{said} (phiên bản {before.edition}).", node=column.code)
    faults.refuse()


def _changed(before: Column, after: Column) -> str:
    if before.type is not after.type and (before.type, after.type) not in _WIDER:
        told = f"cột “{before.code}” từng là {before.type}, nay là {after.type}: dòng cũ không đọc được"
        return f"{told}. Đặt mã khác cho cột mới"
    codes = {choice.code for choice in after.choices}
    gone = [choice.code for choice in before.choices if choice.code not in codes]
    if gone and after.type is Type.CHOICE:
        return f"cột “{before.code}” mất lựa chọn {', '.join(gone)} mà dòng cũ đã ghi. Giữ lại, đổi tên được"
    return ""


def _line_of(lines: list[str], code: str) -> int:
    """The line on which a column's code stands, 0 where it cannot be told."""
    return next((n for n, line in enumerate(lines, 1) if f"code: {code}" in line.replace('"', "")), 0)
