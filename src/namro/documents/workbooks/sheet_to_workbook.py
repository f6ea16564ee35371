"""A sheet as a workbook to be filled in without the network: locked but for what people enter."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from namro.core.assessment.score_sheet import ScoreSheet, SheetRow
from namro.core.assessment.sheet_upload import EXPLANATION, NOT_APPLICABLE, POINTS
from namro.core.base.errors import NamroError
from namro.documents.workbooks import sheet_columns as c
from namro.documents.workbooks.held import TEXT_ONLY, held, row_height
from namro.documents.workbooks.sheet_guide import GUIDE_LINES

_A4 = 9
_GUIDE = 85
_GREEN, _PALE, _OPEN = "#E7F0EA", "#F5F7F6", "#FFFBE6"
#: Points are whole steps from 0 to the maximum; a maximum or step that is not given does not bind.
_RULE = (
    "=AND(ISNUMBER({e}),{e}>=0,IF(ISNUMBER({m}),{e}<={m},TRUE),"
    "IF(ISNUMBER({s}),OR({e}={m},ABS({e}/{s}-ROUND({e}/{s},0))<0.000001),TRUE))"
)
_NO_ROWS = "Bộ tiêu chí của phiếu không có tiêu chí nào nên không lập được tệp. Hãy chọn bộ tiêu chí khác cho kỳ này."


def sheet_to_workbook(sheet: ScoreSheet) -> bytes:
    """Return the .xlsx file. Raises `NamroError` for a sheet without rows or a text that no cell can hold."""
    if not sheet.rows:
        raise NamroError(_NO_ROWS, code="sheet_empty")
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, TEXT_ONLY) as book:
        book.set_properties({"title": held(f"Phiếu tự chấm điểm {sheet.unit_name} năm {sheet.year}")[:255]})
        writer = _Writer(book, sheet)
        writer.table()
        writer.guide()
        writer.hidden()
    return stream.getvalue()


class _Writer:
    """The three sheets of the workbook on their way."""

    def __init__(self, book: xlsxwriter.Workbook, sheet: ScoreSheet) -> None:
        self.book, self.sheet = book, sheet
        self.points = f"0.{'0' * sheet.precision}" if sheet.precision else "0"
        self.known: dict[tuple[tuple[str, Any], ...], Format] = {}

    def style(self, **wanted: Any) -> Format:
        """Return a format, made once."""
        key = tuple(sorted(wanted.items()))
        if key not in self.known:
            self.known[key] = self.book.add_format({"text_wrap": True, "valign": "top", "border": 1, **wanted})
        return self.known[key]

    def table(self) -> None:
        """The sheet that people fill in."""
        page = self.book.add_worksheet(c.SHEET)
        self._head(page)
        for place, row in enumerate(self.sheet.rows, c.HEAD + 1):
            self._row(page, place, row)
        last = c.HEAD + len(self.sheet.rows)
        self._check_points(page, last)
        page.freeze_panes(c.HEAD + 1, 2)
        page.autofilter(c.HEAD, 0, last, len(c.COLUMNS) - 1)
        page.set_landscape()
        page.set_paper(_A4)
        page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        page.fit_to_pages(1, 0)
        page.repeat_rows(c.HEAD)
        page.set_footer("&C&P/&N")
        page.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})

    def _head(self, page: Worksheet) -> None:
        sheet = self.sheet
        bold = self.book.add_format({"bold": True, "font_size": 14})
        page.write_string(0, 0, held(f"Phiếu tự chấm điểm năm {sheet.year}: {sheet.unit_name}"), bold)
        page.write_string(1, 0, held(f"{sheet.round_title} ({sheet.round_code}). {sheet.framework_title}"))
        entered, head = c.FILLED[POINTS], self.style(bold=True, bg_color=_GREEN, align="center", valign="vcenter")
        scaled = max((place for place, row in enumerate(sheet.rows, 1) if not row.side), default=1)
        cells = [xl_rowcol_to_cell(place, entered) for place in (c.HEAD + 1, c.HEAD + scaled)]
        page.write_string(2, 0, "Ô nền vàng là ô được điền. Cộng các ô điểm đang ghi, chưa kể điểm cộng, điểm trừ:")
        written = sum((row.claimed for row in sheet.leaves if row.claimed is not None and not row.side), Decimal(0))
        number = self.book.add_format({"bold": True, "num_format": self.points})
        page.write_formula(2, entered, f"=SUM({cells[0]}:{cells[1]})", number, float(written))
        for place, column in enumerate(c.COLUMNS):
            wanted = [len(node) + 2 for node in sheet.by_id] if place == c.ID else []
            page.set_column(place, place, max(column.width, *wanted, 0))
            page.write_string(c.HEAD, place, column.title, head)
        page.set_row(c.HEAD, 48)

    def _row(self, page: Worksheet, place: int, row: SheetRow) -> None:
        look: dict[str, Any] = {} if row.is_leaf else {"bold": True, "bg_color": _PALE}
        texts = {c.ID: row.node_id, 1: row.name, 8: row.last_reason, 9: row.owner}
        for column, text in texts.items():
            page.write_string(place, column, held(text), self.style(**look, num_format="@"))
        numbers = {c.MAX: row.max, c.STEP: row.step if row.is_leaf else None, 7: row.last_year}
        for column, number in numbers.items():
            self._number(page, (place, column), number, look)
        self._number(page, (place, 10), Decimal(len(row.proof)) if row.is_leaf else None, {**look, "num_format": "0"})
        for field, value in values(row).items():
            own = {**look, "locked": False, "bg_color": _OPEN} if c.fillable(row, field) else look
            if isinstance(value, str):
                page.write_string(place, c.FILLED[field], held(value), self.style(**own, num_format="@"))
            else:
                self._number(page, (place, c.FILLED[field]), value, own)
        wide = ((row.name, 1), (row.explanation, 6), (row.not_applicable, 5), (row.last_reason, 8))
        page.set_row(place, row_height((text, c.COLUMNS[column].width) for text, column in wide))

    def _number(self, page: Worksheet, at: tuple[int, int], value: Decimal | None, look: dict[str, Any]) -> None:
        style = self.style(**{"num_format": self.points, **look})
        if value is None:
            page.write_blank(*at, None, style)
        else:
            page.write_number(*at, float(value), style)

    def _check_points(self, page: Worksheet, last: int) -> None:
        first, entered = c.HEAD + 1, c.FILLED[POINTS]
        names = zip("ems", (entered, c.MAX, c.STEP), strict=True)
        cells = {name: xl_rowcol_to_cell(first, column, col_abs=True) for name, column in names}
        rule = {
            "validate": "custom",
            "value": _RULE.format(**cells),
            "error_title": "Điểm không hợp lệ",
            "error_message": "Điểm là số từ 0 đến điểm tối đa, theo bước chấm của dòng. Hãy gõ lại hoặc để trống.",
        }
        page.data_validation(first, entered, last, entered, rule)
        length = {"validate": "length", "criteria": "<=", "value": 10_000, "error_title": "Nội dung quá dài"}
        length["error_message"] = "Mỗi ô ghi nhiều nhất 10.000 ký tự. Hãy rút gọn."
        for field in (NOT_APPLICABLE, EXPLANATION):
            page.data_validation(first, c.FILLED[field], last, c.FILLED[field], length)

    def guide(self) -> None:
        """How to fill the sheet in and bring it back."""
        page = self.book.add_worksheet(c.GUIDE)
        page.set_column(0, 0, _GUIDE)
        plain = self.book.add_format({"text_wrap": True, "valign": "top"})
        for place, line in enumerate(GUIDE_LINES):
            page.write_string(
                place, 0, line, self.book.add_format({"bold": True, "font_size": 14}) if not place else plain
            )
            page.set_row(place, row_height([(line, _GUIDE)]))
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.protect()

    def hidden(self) -> None:
        """What the workbook was made from, for reading it back."""
        page = self.book.add_worksheet(c.HIDDEN)
        for place, (key, word) in enumerate(c.identity(self.sheet).items()):
            page.write_string(place, 0, key)
            page.write_string(place, 1, word)
        page.write_row(len(c.KEYS), 0, c.ROW_HEAD)
        for place, row in enumerate(self.sheet.rows, len(c.KEYS) + 1):
            page.write_string(place, 0, row.node_id)
            page.write_number(place, 1, row.version)
            for column, value in enumerate(values(row).values(), 2):
                if isinstance(value, str):
                    page.write_string(place, column, held(value))
                elif value is not None:
                    page.write_number(place, column, float(value))
        page.very_hidden()
        page.protect()


def values(row: SheetRow) -> dict[str, Decimal | str | None]:
    """What stands in the cells that people fill in."""
    return {
        POINTS: row.claimed if row.is_leaf else None,
        NOT_APPLICABLE: row.not_applicable,
        EXPLANATION: row.explanation,
    }
