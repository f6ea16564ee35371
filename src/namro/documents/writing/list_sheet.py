"""A list as a workbook of one sheet: rows are written as they come, so that a long list needs little memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from re import sub
from typing import IO

import xlsxwriter

#: A cell that starts with "=" or holds an address stays text, whoever wrote it; rows are written as they come.
ROW_BY_ROW = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_MOST_CHARACTERS = 32_000
_A4 = 9


def write_list(
    stream: IO[bytes], title: str, columns: Sequence[tuple[str, int]], *, rows: Iterable[Sequence[object]]
) -> None:
    """Write the rows under their heads; `columns` are (head, width). Days and whole numbers stay what they are."""
    with xlsxwriter.Workbook(stream, ROW_BY_ROW) as book:
        book.set_properties({"title": title})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        days = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"})
        sheet = book.add_worksheet(title[:31])
        for place, (_word, width) in enumerate(columns):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.write_row(0, 0, [word for word, _width in columns], head)
        count = 0
        for count, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                match value:
                    case None | "":
                        sheet.write_blank(count, place, None, text)
                    case date():
                        sheet.write_datetime(count, place, value, days)
                    case int():
                        sheet.write_number(count, place, value, text)
                    case _:
                        sheet.write_string(count, place, plain_text(str(value)), text)
        sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)


def plain_text(text: str) -> str:
    """Without what no workbook can hold; a longer text than a cell takes is cut."""
    return sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+", " ", text)[:_MOST_CHARACTERS]
