"""A list of units as a workbook, with the columns by which it is read again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format

from namro.core.base.points import exact_words
from namro.documents.workbooks.held import TEXT_ONLY
from namro.documents.workbooks.unit_columns import BETWEEN, COLUMNS, GUIDE, SHEET, UnitRow

_ONE_DAY = timedelta(days=1)


def write_unit_list(rows: Iterable[UnitRow], kinds: Mapping[str, str]) -> bytes:
    """Return the workbook of a list; without rows it is the template. `kinds` are the words for kinds by key."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, TEXT_ONLY) as book:
        head = book.add_format({"bold": True, "bg_color": "#E7F0EA", "border": 1, "text_wrap": True})
        text = book.add_format({"num_format": "@", "valign": "top"})
        sheet = book.add_worksheet(SHEET)
        for place, column in enumerate(COLUMNS):
            sheet.set_column(place, place, column.width, text)
            sheet.write_string(0, place, column.heading, head)
        for number, row in enumerate(rows, 1):
            for place, cell in enumerate(cells_of(row, kinds)):
                if cell:
                    sheet.write_string(number, place, cell, text)
        sheet.freeze_panes(1, 2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        _guide(book, kinds, head=head, text=text)
    return stream.getvalue()


def _guide(book: xlsxwriter.Workbook, kinds: Mapping[str, str], *, head: Format, text: Format) -> None:
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 90)
    for place, word in enumerate(("Cột (* phải điền)", "Cách điền")):
        sheet.write_string(0, place, word, head)
    for number, column in enumerate(COLUMNS, 1):
        sheet.write_string(number, 0, column.heading + (" *" if column.needed else ""), text)
        sheet.write_string(number, 1, column.told, text)
    for number, word in enumerate(["Các loại:", *kinds.values()], len(COLUMNS) + 2):
        sheet.write_string(number, 0, word, text)


def cells_of(row: UnitRow, kinds: Mapping[str, str]) -> tuple[str, ...]:
    """Return the cells of a row in the order of the columns, as they are read again."""
    whole = all(share == 1 for _code, share in row.before)
    return (
        row.code,
        row.name,
        kinds[row.kind],
        row.parent,
        f"{row.since:%d/%m/%Y}",
        f"{row.until - _ONE_DAY:%d/%m/%Y}" if row.until else "",
        row.codes.get("administrative", ""),
        row.codes.get("exchange", ""),
        row.appraiser,
        BETWEEN.join(code for code, _share in row.before),
        "" if whole else BETWEEN.join(exact_words(share) for _code, share in row.before),
    )
