"""A file of figures into values: every fault at once, with the row; half of it is never taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django import forms
from django.utils.translation import gettext as _

from namro.apps.indicators.deciding import NewValue
from namro.apps.indicators.definitions import indicators
from namro.apps.indicators.forms import number_of
from namro.core.base.errors import NamroError
from namro.core.base.faults import BrokenFile, Fault, Faults, SheetRow
from namro.core.base.folding import fold, tidy
from namro.core.indicators.model import TYPED
from namro.core.indicators.periods import Period, period_of
from namro.core.timetable import typed_token
from namro.documents.model import CellSheet, CellValue
from namro.documents.reading import read_cell_sheets
from namro.documents.reading.delimited import read_delimited
from namro.documents.workbooks.indicator_columns import COLUMNS, Column

_TITLE_ROWS = 10


@dataclass(slots=True)
class FileValue:
    """Figures of one unit, indicator and period, put together from the rows of a file; `row` is the first of them."""

    row: int
    unit: int
    indicator: str
    period: Period
    as_of: date
    parts: dict[str, Decimal | None]
    source: str = ""
    reason: str = ""
    explanation: str = ""

    @property
    def new(self) -> NewValue:
        """The value as it is written."""
        return NewValue(self.unit, self.indicator, self.period, self.parts, self.reason, self.explanation)


def read_values(path: Path, *, units: Mapping[str, int], allowed: frozenset[int] | None) -> list[FileValue]:
    """Return what a file says; `units` are ids by code, `allowed` those of which the person writes (None: all).

    Raises `BrokenFile` with every fault, or `UnreadableDocument` for what is no such file.
    """
    faults = Faults(path.name)
    if path.name.lower().endswith(".csv"):
        sheet = read_delimited(path)
    else:
        sheet = next(iter(read_cell_sheets(path)), CellSheet("", ()))
    reader = _Reader(faults, sheet, units, allowed)
    found = reader.read()
    faults.refuse()
    return found


class _Reader:
    """Goes through the rows; what is wrong in a cell is told and the reading goes on."""

    def __init__(
        self, faults: Faults, sheet: CellSheet, units: Mapping[str, int], allowed: frozenset[int] | None
    ) -> None:
        self.faults, self.sheet, self.units, self.allowed = faults, sheet, units, allowed
        self.found: dict[tuple[int, str, Period], FileValue] = {}

    def read(self) -> list[FileValue]:
        start = _head_row(self.sheet)
        if start is None:
            needed = ", ".join(f"“{one.heading}”" for one in COLUMNS if one.needed)
            told = _("không thấy dòng tiêu đề có các cột %(columns)s. Tải tệp mẫu, điền rồi nạp lại.")
            raise BrokenFile(self.faults.name, [Fault(0, "", told % {"columns": needed})])
        at = _headings(self.sheet.rows[start][1])
        for number, cells in self.sheet.rows[start + 1 :]:
            line = SheetRow(number, self.sheet.name)
            values = {at[place].key: cell for place, cell in cells.items() if place in at}
            if any(not _blank(values.get(key)) for key in ("unit", "indicator", "part", "value")):
                self._row(line, values)
        if not self.found and not self.faults.found:
            self.faults.add(0, _("tệp không có giá trị nào. Điền cột Giá trị rồi nạp lại."))
        return list(self.found.values())

    def _row(self, line: SheetRow, values: Mapping[str, CellValue]) -> None:
        if _blank(values.get("value")):
            return  # a row of the template that nobody filled in
        known = len(self.faults.found)
        unit, name = self._unit(line, values), _text(values.get("indicator"))
        indicator = indicators().get(name)
        if indicator is None:
            self._say(
                line, "indicator", _("“%(text)s” không phải mã chỉ tiêu. Xem mã ở tệp mẫu.") % {"text": name[:40]}
            )
        period, as_of = self._period(line, values), self._day(line, values)
        part = _text(values.get("part"))
        if indicator is not None:
            there = indicator.by_id.get(part)
            if there is None:
                told = _("chỉ tiêu này không có số liệu “%(text)s”. Dùng: %(known)s.")
                known_parts = ", ".join(one.id for one in indicator.typed) or "–"
                self._say(line, "part", told % {"text": part[:40], "known": known_parts})
            elif there.source not in TYPED:
                return  # worked out by the machine; it stands in the file to be read
        value = self._number(line, values.get("value"))
        if len(self.faults.found) > known or period is None or as_of is None or unit is None or value is None:
            return
        self._put(line, values, FileValue(int(line), unit, name, period, as_of, {part: value}))

    def _put(self, line: SheetRow, values: Mapping[str, CellValue], one: FileValue) -> None:
        whole = self.found.setdefault((one.unit, one.indicator, one.period), one)
        for part, value in one.parts.items() if whole is not one else ():
            if part in whole.parts:
                told = _("số liệu này của cùng đơn vị và kỳ đã ghi ở trên. Hãy giữ một dòng.")
                self._say(line, "part", told)
            whole.parts[part] = value
        if whole.as_of != one.as_of:
            told = _("ngày khác với dòng %(row)d của cùng chỉ tiêu và kỳ. Ghi một ngày cho cả kỳ.")
            self._say(line, "as_of", told % {"row": whole.row})
        for key in ("source", "reason", "explanation"):
            text = _text(values.get(key))
            if text:
                setattr(whole, key, text)

    def _unit(self, line: SheetRow, values: Mapping[str, CellValue]) -> int | None:
        code = _text(values.get("unit"))
        unit = self.units.get(code)
        if unit is None:
            told = _("không có đơn vị cấp xã mã “%(text)s”. Xem mã ở trang Tổ chức.")
            self._say(line, "unit", told % {"text": code[:40]})
        elif self.allowed is not None and unit not in self.allowed:
            self._say(line, "unit", _("bạn không ghi số liệu của đơn vị này. Bỏ dòng này."))
        return unit

    def _period(self, line: SheetRow, values: Mapping[str, CellValue]) -> Period | None:
        cell = values.get("period")
        try:
            return period_of(f"{cell:%Y-%m}" if isinstance(cell, date) else _text(cell))
        except NamroError as error:
            self._say(line, "period", error.message)
        return None

    def _day(self, line: SheetRow, values: Mapping[str, CellValue]) -> date | None:
        cell = values.get("as_of")
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        token = typed_token(_text(cell))
        try:
            return date.fromisoformat(token or "")
        except ValueError:
            told = _("“%(text)s” không phải ngày có thật. Viết dạng 25/08/2026.")
            self._say(line, "as_of", told % {"text": _text(cell)[:20]})
        return None

    def _number(self, line: SheetRow, cell: CellValue | None) -> Decimal | None:
        try:
            if isinstance(cell, (int, float, Decimal)) and not isinstance(cell, bool):
                return Decimal(str(cell))
            return number_of(_text(cell).removeprefix("'"))
        except forms.ValidationError as error:
            self._say(line, "value", " ".join(error.messages))
        except InvalidOperation:
            self._say(line, "value", _("không phải số."))
        return None

    def _say(self, line: SheetRow, key: str, message: str) -> None:
        heading = next(one.heading for one in COLUMNS if one.key == key)
        self.faults.add(line, _("cột “%(heading)s”: %(message)s") % {"heading": heading, "message": message})


def _head_row(sheet: CellSheet) -> int | None:
    for place, (_number, cells) in enumerate(sheet.rows[:_TITLE_ROWS]):
        if {one.key for one in _headings(cells).values()} >= {one.key for one in COLUMNS if one.needed}:
            return place
    return None


def _headings(cells: Mapping[int, CellValue]) -> dict[int, Column]:
    found: dict[int, Column] = {}
    for place, cell in cells.items():
        said = fold(tidy(_text(cell)))
        for column in COLUMNS:
            if said in {fold(word) for word in (column.heading, *column.also)} and column not in found.values():
                found[place] = column
    return found


def _blank(cell: CellValue | None) -> bool:
    return not _text(cell)


def _text(cell: CellValue | None) -> str:
    return "" if cell is None else str(cell).strip()
