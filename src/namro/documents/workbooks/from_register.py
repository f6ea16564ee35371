"""A register's workbook as people filled it in: typed texts by column, with the row each stands in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path

from namro.core.base.faults import BrokenFile, Fault, Faults, SheetRow
from namro.core.base.folding import fold, tidy
from namro.core.registers import Column, Register
from namro.documents.model import CellSheet, CellValue
from namro.documents.reading import read_cell_sheets
from namro.documents.reading.sheets.layout import column_letters
from namro.documents.workbooks.register_columns import GUIDE, KEY, NUMBER, PROOFS, SHEET, UNIT

_TITLE_ROWS = 10
_OWN = (KEY, NUMBER, UNIT, PROOFS)


@dataclass(frozen=True, slots=True)
class InRow:
    """A row as it came: its key ("" for a new one), the unit it names, typed texts by column, columns by place."""

    line: SheetRow
    key: str
    unit: str
    typed: dict[str, str]


def read_register(path: Path, register: Register, faults: Faults) -> list[InRow]:
    """Read all sheets but the guide. What is wrong in cells goes to `faults`.

    Raises BrokenFile where there are no such columns, UnreadableDocument for what is no such file.
    """
    sheets = [one for one in read_cell_sheets(path) if fold(tidy(one.name)) != fold(GUIDE) and one.rows]
    named = [one for one in sheets if fold(one.name).startswith(fold(SHEET))]
    chosen = named or sheets[:1]
    if not chosen:
        raise BrokenFile(faults.name, [Fault(0, "", "không có dòng nào. Tải tệp mẫu, điền rồi nạp lại.")])
    found = [row for sheet in chosen for row in _rows(sheet, register, faults)]
    if not found and not faults.found:
        faults.add(0, "chỉ có dòng tiêu đề. Điền mỗi việc một dòng rồi nạp lại.")
    return found


def _rows(sheet: CellSheet, register: Register, faults: Faults) -> list[InRow]:
    start = _head_row(sheet, register)
    first, heads = sheet.rows[start]
    at, own = _headings(SheetRow(first, sheet.name), heads, register, faults)
    _check_needed(SheetRow(first, sheet.name), at, register, faults)
    for row, place in sorted(sheet.formulas):
        if row + 1 > first and place in at:
            faults.add(
                SheetRow(row + 1, sheet.name, column=column_letters(place)),
                "là công thức. Chép cột rồi dán lại dạng giá trị (Paste Values).",
            )
    return [
        InRow(
            SheetRow(number, sheet.name),
            *(tidy(_typed(_at(cells, own, heading))) for heading in (KEY, UNIT)),
            {column.code: _typed(cells[place]) for place, column in at.items() if place in cells},
        )
        for number, cells in sheet.rows[start + 1 :]
        if any(place in cells for place in at)
    ]


def _at(cells: Mapping[int, CellValue], own: Mapping[str, int], heading: str) -> CellValue:
    return cells.get(own.get(heading, -1), "")


def _head_row(sheet: CellSheet, register: Register) -> int:
    """Which row holds the headings: the first, or one below a title."""
    known = {_key(column.title) for column in register.columns}
    for place, (_number, cells) in enumerate(sheet.rows[:_TITLE_ROWS]):
        if sum(_key(str(value)) in known for value in cells.values()) >= min(2, len(known)):
            return place
    return 0


def _headings(
    line: SheetRow, cells: Mapping[int, CellValue], register: Register, faults: Faults
) -> tuple[dict[int, Column], dict[str, int]]:
    names = {_key(name): column for column in register.columns for name in (column.title, column.code)}
    own_names = {_key(name): name for name in _OWN}
    found: dict[int, Column] = {}
    own: dict[str, int] = {}
    for place, value in cells.items():
        key = _key(str(value))
        here = SheetRow(line, line.sheet, column=column_letters(place))
        if key in own_names:
            own[own_names[key]] = place
        elif key not in names:
            near = get_close_matches(key, names, 1)
            cure = f"Có phải “{names[near[0]].title}”?" if near else "Cột riêng thì bỏ đi; các cột xem ở tệp mẫu."
            faults.add(here, f"sổ không có cột “{str(value)[:60]}”. {cure}")
        elif names[key] in found.values():
            faults.add(here, f"cột “{names[key].title}” có hai lần. Giữ một.")
        else:
            found[place] = names[key]
    return found, own


def _check_needed(line: SheetRow, at: Mapping[int, Column], register: Register, faults: Faults) -> None:
    for column in register.columns:
        if (column.required or column.code == register.date) and column not in at.values():
            faults.add(line, f"thiếu cột “{column.title}”. Thêm cột này ở dòng tiêu đề, như trong tệp mẫu.")
    faults.refuse()


def _typed(value: CellValue) -> str:
    """A cell as it would be typed into the form."""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, Decimal):
        return format(value, "f").replace(".", ",")
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(value)


def _key(heading: str) -> str:
    return fold(tidy(heading)).rstrip(" *:")
