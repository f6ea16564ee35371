"""A register as a workbook, written row by row to disk: a million rows need no more memory than one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from namro.core.registers import Column, Register, Type, shown
from namro.documents.workbooks.held import TEXT_ONLY, held
from namro.documents.workbooks.register_columns import GUIDE, KEY, NUMBER, PROOFS, SHEET, UNIT, told

#: A sheet holds 1,048,576 rows, the heading among them.
SHEET_ROWS = 1_000_000
_WIDTHS = {Type.LONG_TEXT: 48, Type.TEXT: 36, Type.PERSON: 24, Type.UNIT: 24, Type.LINK: 32, Type.CHOICE: 22}
_OPTIONS = {**TEXT_ONLY, "in_memory": False, "constant_memory": True}


@dataclass(frozen=True, slots=True)
class OutRow:
    """A row on its way out: its key with the version, its number, unit, stored texts, and how many proofs it has."""

    key: str
    number: str
    unit: str
    values: dict[str, str]
    proofs: int


@dataclass(frozen=True, slots=True)
class _Formats:
    head: Format
    text: Format
    number: Format
    day: Format


def write_register(path: Path, register: Register, rows: Iterable[OutRow], *, units: bool) -> int:
    """Write the workbook and return how many rows it has; without rows it is the template. `units`: name the unit."""
    count = 0
    with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
        formats = _Formats(
            book.add_format({"bold": True, "bg_color": "#E7F0EA", "border": 1, "text_wrap": True, "valign": "top"}),
            book.add_format({"num_format": "@", "valign": "top"}),
            book.add_format({"num_format": "#,##0.######", "valign": "top"}),
            book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"}),
        )
        sheet = _sheet(book, register, formats, units=units, number=1)
        for row in rows:
            if count and count % SHEET_ROWS == 0:
                sheet = _sheet(book, register, formats, units=units, number=count // SHEET_ROWS + 1)
            _write(sheet, count % SHEET_ROWS + 1, register, row, formats, units=units)
            count += 1
        _guide(book, register, formats)
    return count


def _sheet(book: xlsxwriter.Workbook, register: Register, formats: _Formats, *, units: bool, number: int) -> Worksheet:
    sheet = book.add_worksheet(SHEET if number == 1 else f"{SHEET} {number}")
    before = [KEY, NUMBER, *([UNIT] if units else [])]
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, len(before))
    widths = [14, 10, *([26] if units else [])]
    widths += [_WIDTHS.get(column.type, 14) for column in register.columns]
    for place, width in enumerate([*widths, 12]):
        column = register.columns[place - len(before)] if len(before) <= place < len(widths) else None
        sheet.set_column(place, place, width, _format(column, formats))
    for place, heading in enumerate([*before, *(column.title for column in register.columns), PROOFS]):
        sheet.write_string(0, place, heading, formats.head)
    return sheet


def _format(column: Column | None, formats: _Formats) -> Format:
    """Cells that are still empty are of the kind that will be typed into them."""
    if column is None or column.type not in (Type.NUMBER, Type.MONEY, Type.DATE):
        return formats.text
    return formats.day if column.type is Type.DATE else formats.number


def _write(sheet: Worksheet, at: int, register: Register, row: OutRow, formats: _Formats, *, units: bool) -> None:
    before = [row.key, row.number, *([row.unit] if units else [])]
    for place, text in enumerate(before):
        sheet.write_string(at, place, held(text), formats.text)
    for place, column in enumerate(register.columns, len(before)):
        text = row.values.get(column.code, "")
        if text:
            _cell(sheet, at, place, column, text, formats)
    if row.proofs:
        sheet.write_number(at, len(before) + len(register.columns), row.proofs)


def _cell(sheet: Worksheet, at: int, place: int, column: Column, text: str, formats: _Formats) -> None:
    """A day and a number are one in the sheet, too, where it can hold them exactly."""
    if column.type is Type.DATE and text >= "1900-03-01":
        sheet.write_datetime(at, place, date.fromisoformat(text), formats.day)  # type: ignore[arg-type]
    elif column.type in (Type.NUMBER, Type.MONEY) and len(Decimal(text).as_tuple().digits) <= 15:
        sheet.write_number(at, place, float(text), formats.number)
    else:
        sheet.write_string(at, place, held(shown(column, text)), formats.text)


def _guide(book: xlsxwriter.Workbook, register: Register, formats: _Formats) -> None:
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 100)
    rows = [("Cột (* phải điền)", "Cách điền"), *told(register)]
    for number, (name, words) in enumerate(rows):
        sheet.write_string(number, 0, name, formats.text if number else formats.head)
        sheet.write_string(number, 1, words, formats.text if number else formats.head)
