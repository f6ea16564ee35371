"""A plain table as a workbook: headings above, numbers as numbers, texts that no formula can hide in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO

import xlsxwriter

from namro.documents.workbooks.held import TEXT_ONLY

#: Columns are as wide as their longest text, within these bounds.
_LEAST, _MOST = 8, 60


def write_table(heads: Sequence[str], rows: Iterable[Sequence[str | Decimal | None]], *, sheet: str = "Bảng") -> bytes:
    """Return the workbook of a table; None leaves a cell empty."""
    stream = BytesIO()
    widths = [len(head) for head in heads]
    with xlsxwriter.Workbook(stream, TEXT_ONLY) as book:
        head = book.add_format({"bold": True, "bg_color": "#E7F0EA", "border": 1, "text_wrap": True})
        page = book.add_worksheet(sheet)
        for place, words in enumerate(heads):
            page.write_string(0, place, words, head)
        for line, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                if cell is None:
                    continue
                if isinstance(cell, Decimal):
                    page.write_number(line, place, float(cell))
                else:
                    page.write_string(line, place, cell)
                widths[place] = max(widths[place], len(str(cell)) if isinstance(cell, str) else 0)
        for place, width in enumerate(widths):
            page.set_column(place, place, min(max(width + 2, _LEAST), _MOST))
        page.freeze_panes(1, 2)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
    return stream.getvalue()
