"""A criteria set as a workbook: every sheet from the same table of columns that reads it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from namro.core.framework.fields import written
from namro.core.framework.model import Framework
from namro.core.framework.plain import plain_set
from namro.core.framework.words import day_words
from namro.documents.workbooks import columns as c
from namro.documents.workbooks.guide import ADVICE, HEADINGS, kind_rows
from namro.documents.workbooks.held import LINE_PT, TEXT_ONLY, held, row_height
from namro.documents.workbooks.rows import (
    Row,
    criteria_rows,
    grade_rows,
    info_values,
    input_rows,
    item_rows,
    proof_rows,
)

#: Digits that a number cell keeps; longer numbers are written as texts.
_DIGITS = 15
#: Rows for which lists of words are offered, so that rows may be added.
_OFFERED = 3000
_A3 = 8
_GUIDE_WIDTHS = (28, 52, 52, 52)
#: The column of the guide where the lists begin: words with commas cannot be offered otherwise.
_FIRST_LIST = 8
_GREY, _GREEN, _PALE = "#6B7280", "#E7F0EA", "#F5F7F6"


def write_workbook(framework: Framework) -> bytes:
    """Return the .xlsx file of a set. Raises `NamroError` for a text that no cell can hold."""
    plain = plain_set(framework)
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, TEXT_ONLY) as book:
        book.set_properties({"title": held(framework.title)[:255]})
        sheets = _Book(book)
        sheets.info(info_values(plain))
        sheets.table(c.CRITERIA, c.NODE_COLUMNS, criteria_rows(plain["criteria"]))
        sheets.table(c.PROOF, c.PROOF_COLUMNS, proof_rows(plain))
        sheets.table(c.SIDES, c.ITEM_COLUMNS, item_rows(plain))
        sheets.table(c.GRADES, c.GRADE_COLUMNS, grade_rows(plain))
        sheets.table(c.INPUTS, c.INPUT_COLUMNS, input_rows(framework))
        sheets.guide()
    return stream.getvalue()


def shown(column: c.Column, value: Any) -> str | Decimal:
    """Return what stands in the cell."""
    if isinstance(value, list):
        return c.BETWEEN.join(column.words.get(one, one) for one in value)
    if isinstance(value, bool):
        return column.words["true" if value else "false"]
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, Decimal):
        return value
    text = str(value)
    if column.holds == c.DATE:
        return date.fromisoformat(text).strftime("%d/%m/%Y")
    return day_words(text) if column.holds == c.DAY else column.words.get(text, text)


class _Book:
    """The sheets on their way."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.head = book.add_format(
            {"bold": True, "bg_color": _GREEN, "border": 1, "text_wrap": True, "valign": "vcenter"}
        )
        self.known: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.lists: list[tuple[str, ...]] = []

    def style(self, **wanted: Any) -> Format:
        """Return a format, made once; texts keep their look of texts when they are typed over."""
        key = tuple(sorted(wanted.items()))
        if key not in self.known:
            self.known[key] = self.book.add_format({"text_wrap": True, "valign": "top", **wanted})
        return self.known[key]

    def info(self, values: Row) -> None:
        """The first sheet: one value a row."""
        sheet = self.book.add_worksheet(c.INFO)
        sheet.set_column(0, 0, 54)
        sheet.fit_to_pages(1, 0)
        sheet.set_column(1, 1, 60)
        for place, heading in enumerate(("Nội dung", "Giá trị")):
            sheet.write_string(0, place, heading, self.head)
        for row, column in enumerate(c.INFO_ROWS, 1):
            sheet.write_string(row, 0, column.heading, self.style(bold=True))
            self._offer(sheet, column, row, row, 1)
            self._put(sheet, row, 1, column, values.get(column.key), {"align": "left"})
        sheet.freeze_panes(1, 0)

    def table(self, name: str, columns: tuple[c.Column, ...], rows: Iterable[Row]) -> None:
        """A sheet of rows under headings."""
        sheet = self.book.add_worksheet(name)
        for place, column in enumerate(columns):
            texts = column.holds not in (c.NUMBER,) and not column.words
            sheet.set_column(place, place, column.width, self.style(num_format="@") if texts else None)
            sheet.write_string(0, place, column.heading, self.head)
            self._offer(sheet, column, 1, _OFFERED, place)
        for number, row in enumerate(rows, 1):
            look = _look(row)
            for place, column in enumerate(columns):
                self._put(sheet, number, place, column, row.get(column.key), look | _aligned(row, column))
            cells = ((shown(column, row[column.key]), column.width) for column in columns if column.key in row)
            sheet.set_row(number, row_height(cells))
        sheet.set_row(0, 3 * LINE_PT)
        sheet.freeze_panes(1, 3 if len(columns) > 15 else 0)
        sheet.set_landscape()
        sheet.set_paper(_A3)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def guide(self) -> None:
        """The last sheet, for people only; hidden columns beside it hold the lists that words are chosen from."""
        sheet = self.book.add_worksheet(c.GUIDE)
        for place, (heading, width) in enumerate(zip(HEADINGS, _GUIDE_WIDTHS, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, heading, self.head)
        number = 0
        for number, cells in enumerate(kind_rows(), 1):
            for place, cell in enumerate(cells):
                sheet.write_string(number, place, cell, self.style())
            sheet.set_row(number, row_height(zip(cells, _GUIDE_WIDTHS, strict=True)))
        for row, advice in enumerate(ADVICE, number + 2):
            sheet.write_string(row, 0, advice)
        for place, words in enumerate(self.lists, _FIRST_LIST):
            sheet.write_column(0, place, words)
        sheet.set_column(_FIRST_LIST, _FIRST_LIST + len(self.lists), None, None, {"hidden": True})
        sheet.print_area(0, 0, number + 1 + len(ADVICE), len(HEADINGS) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)

    def _offer(self, sheet: Worksheet, column: c.Column, first: int, last: int, place: int) -> None:
        """Offer the words of a column as a list; other words are let through and told of when the file is read."""
        if not column.words or column.key in c.SEVERAL or column.holds == c.NUMBER or column.key == "base":
            return
        words = tuple(column.words.values())
        if words not in self.lists:
            self.lists.append(words)
        held = xl_col_to_name(_FIRST_LIST + self.lists.index(words), col_abs=True)
        source = f"='{c.GUIDE}'!{held}$1:{held}${len(words)}"
        sheet.data_validation(
            first, place, last, place, {"validate": "list", "source": source, "error_type": "information"}
        )

    def _put(self, sheet: Worksheet, row: int, place: int, column: c.Column, value: Any, look: Row) -> None:
        if value is None:
            if "bg_color" in look:
                sheet.write_blank(row, place, None, self.style(**look))
            return
        cell = shown(column, value)
        if isinstance(cell, str):
            sheet.write_string(row, place, held(cell), self.style(**look, num_format="@"))
        elif _kept(cell):
            sheet.write_number(row, place, float(cell), self.style(**look))
        else:
            sheet.write_string(row, place, written(cell), self.style(**look, num_format="@"))


def _kept(number: Decimal) -> bool:
    """Whether a number cell gives the number back as it is."""
    return len(number.as_tuple().digits) <= _DIGITS and Decimal(f"{float(number):.15g}") == number


def _look(row: Row) -> dict[str, Any]:
    if "level" in row and "kind" not in row:
        return {"bold": True, "bg_color": _PALE}
    return {"font_color": _GREY} if "row" in row else {}


def _aligned(row: Row, column: c.Column) -> dict[str, Any]:
    """Names stand in by their level, levels and the words of rows below in the middle."""
    if column.key in ("level", "row"):
        return {"align": "center"}
    return {"align": "left", "indent": row["level"] - 1} if column.key == "name" and row.get("level", 1) > 1 else {}
