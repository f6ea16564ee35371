"""Printed parts as a workbook: one sheet with letterhead, title and the table of tasks."""

from __future__ import annotations

from io import BytesIO
from itertools import accumulate, zip_longest
from math import ceil

import xlsxwriter
from xlsxwriter.format import Format

from namro.core.base.errors import NamroError
from namro.documents.writing.decree import Layout, Style
from namro.documents.writing.parts import Columns, Group, Line, Report, TaskRow, TaskTable

_SHEET = "Kế hoạch"
_A4 = 9
_MM_PER_INCH = 25.4
_PIXELS_PER_INCH = 96
_PADDING_MM = 3
_LINE_HEIGHT = 1.2
#: Excel's limits: characters in a cell, points of a row's height.
_LONGEST = 32_767
_TALLEST_PT = 409
#: A cell that starts with "=" or holds an address stays text, whoever wrote it.
TEXT_ONLY = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def xlsx_bytes(printed: Report, layout: Layout) -> tuple[bytes, str]:
    """Return the file and a note about its font. Raises `NamroError` for a text longer than a cell can hold."""
    stream, table = BytesIO(), printed.tasks or TaskTable((), ())
    with xlsxwriter.Workbook(stream, TEXT_ONLY) as book:
        book.set_properties({"title": printed.title[-1].text})
        sheet = _Sheet(book, layout, table)
        if printed.letterhead:
            sheet.letterhead(printed.letterhead)
        for line in printed.title:
            sheet.next_row()
            sheet.write(line, 0, sheet.last)
        sheet.next_row()
        sheet.tasks(table)
    return stream.getvalue(), f"Tệp Excel dùng phông {layout.font}; máy mở tệp cần có phông này."


def table_xlsx(title: Line, table: TaskTable, layout: Layout, *, sheet_name: str) -> bytes:
    """Return a workbook of one table under its title. Raises `NamroError` for a text longer than a cell can hold."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, TEXT_ONLY) as book:
        book.set_properties({"title": title.text[:255]})
        sheet = _Sheet(book, layout, table, name=sheet_name)
        sheet.next_row()
        sheet.write(title, 0, sheet.last)
        sheet.next_row()
        sheet.tasks(table)
    return stream.getvalue()


class _Sheet:
    """The one worksheet; `row` is the row being written, `height` its height in points, `last` the last column."""

    def __init__(self, book: xlsxwriter.Workbook, layout: Layout, table: TaskTable, *, name: str = _SHEET) -> None:
        self.layout = layout
        self.sheet = book.add_worksheet(name)
        self.formats = {name: _format(book, layout.font, name, style) for name, style in layout.styles.items()}
        self.row, self.height, self.last = -1, 0.0, len(table.columns) - 1
        width = layout.page.text_width_mm(landscape=True)
        self.widths_mm = [width * column.share / 100 for column in table.columns]
        for index, millimetres in enumerate(self.widths_mm):
            self.sheet.set_column_pixels(index, index, round(millimetres / _MM_PER_INCH * _PIXELS_PER_INCH))
        self._set_page()

    def next_row(self) -> None:
        self.row += 1
        self.height = 0.0

    def write(self, line: Line, first: int, last: int) -> None:
        """Write one line over the columns `first` to `last` of the current row."""
        if len(line.text) > _LONGEST:
            raise NamroError(
                f"Nội dung “{line.text[:60]}…” dài hơn {_LONGEST:n} ký tự, một ô Excel không chứa được. "
                "Hãy rút gọn hoặc xuất tệp .docx.",
                code="cell_too_long",
            )
        if first == last:
            self.sheet.write_string(self.row, first, line.text, self.formats[line.style])
        else:
            self.sheet.merge_range(self.row, first, self.row, last, line.text, self.formats[line.style])
        self._make_room(line, sum(self.widths_mm[first : last + 1]) - _PADDING_MM)

    def _make_room(self, line: Line, width_mm: float) -> None:
        """Raise the row for wrapped text: merged cells are never fitted by Excel, and others not by every program."""
        style = self.layout.styles[line.style]
        lines = sum(max(1, ceil(style.width_mm(text) / width_mm)) for text in line.text.split("\n"))
        self.height = max(self.height, lines * style.pt * _LINE_HEIGHT + style.before + style.after)
        self.sheet.set_row(self.row, min(self.height, _TALLEST_PT))

    def letterhead(self, part: Columns) -> None:
        """Two halves side by side, parted where a column of the table ends."""
        ends = list(accumulate(self.widths_mm))
        wanted = ends[-1] * part.shares[0] / 100
        cut = min(range(len(ends)), key=lambda index: abs(ends[index] - wanted))
        for left, right in part.rows:
            for pair in zip_longest(left, right):
                self.next_row()
                for line, first, last in zip(pair, (0, cut + 1), (cut, self.last), strict=True):
                    if line:
                        self.write(line, first, last)

    def tasks(self, table: TaskTable) -> None:
        self.next_row()
        self.sheet.repeat_rows(self.row)
        for index, column in enumerate(table.columns):
            self.write(Line("cell_head", column.title), index, index)
        for row in table.rows:
            self.next_row()
            if isinstance(row, Group):
                self.write(Line("cell_head", row.number), 0, 0)
                self.write(Line("cell_group", row.title), 1, self.last)
            else:
                self._task(row, table)

    def _task(self, row: TaskRow, table: TaskTable) -> None:
        for index, (column, text) in enumerate(zip(table.columns, row.cells, strict=True)):
            self.write(Line(row.style(column), text), index, index)

    def _set_page(self) -> None:
        margins = {side: mm / _MM_PER_INCH for side, mm in self.layout.page.margins_mm.items()}
        self.sheet.set_margins(**margins)
        self.sheet.set_paper(_A4)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.hide_gridlines(2)


def _format(book: xlsxwriter.Workbook, font: str, name: str, style: Style) -> Format:
    return book.add_format(
        {
            "font_name": font,
            "font_size": style.pt,
            "bold": style.bold,
            "italic": style.italic,
            "align": style.align,
            "valign": "vcenter",
            "text_wrap": True,
            "border": 1 if name.startswith("cell") else 0,
        }
    )
