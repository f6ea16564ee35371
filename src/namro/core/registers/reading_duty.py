"""Parts of a register's file about who is on duty: hours of shifts, rows that are told at once."""

from __future__ import annotations

import re
from datetime import time

from namro.core.framework.fields import Fields
from namro.core.registers.model import Hotline, Shifts, Type
from namro.core.registers.reading_figures import Columns, named_column, read_conditions

_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]\d|2[0-3]):([0-5]\d)")


def read_shifts(fields: Fields, columns: Columns) -> Shifts | None:
    """Return the hours of shifts; they belong to a roster."""
    inner = fields.mapping("shifts")
    if inner is None:
        return None
    if not fields.has("roster"):
        fields.fault("shifts", "shifts: chỉ dùng cho sổ có roster. Thêm roster hoặc bỏ shifts.")
    code = named_column(inner, "column", columns, Type.CHOICE, required=True)
    known = {choice.code for choice in columns[code].choices} if code else set()
    hours = inner.mapping("hours", required=True)
    found = []
    for shift in hours.tree.items if hours else ():
        assert hours is not None
        text = hours.text(shift, required=True)
        read = _HOURS.fullmatch(text.strip())
        if code and shift not in known:
            hours.fault(shift, f"hours: cột “{code}” không có lựa chọn “{shift[:40]}”. Dùng một trong: {_list(known)}.")
        elif read is None or read.group(1, 2) == read.group(3, 4):
            hours.fault(shift, f"hours: “{text[:40]}” không phải giờ trực. Ghi dạng 17:00-07:00.")
        else:
            one, two, three, four = map(int, read.groups())
            found.append((shift, time(one, two), time(three, four)))
    if hours:
        hours.done()
    inner.done()
    return Shifts(column=code, hours=tuple(found))


def read_hotline(fields: Fields, columns: Columns) -> Hotline | None:
    """Return which new rows are told at once, and to whom."""
    inner = fields.mapping("hotline")
    if inner is None:
        return None
    person = named_column(inner, "person", columns, Type.PERSON)
    found = Hotline(person=person, when=read_conditions(inner, "when", columns))
    inner.done()
    return found


def _list(codes: set[str]) -> str:
    return ", ".join(sorted(codes))
