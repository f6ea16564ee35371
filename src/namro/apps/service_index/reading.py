"""A file of the portal's figures into counts by unit: every fault at once, with its row; half of it is never taken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.dossiers.known import words_of_units
from namro.apps.dossiers.reading.columns import key_of
from namro.apps.service_index.portal import Figure
from namro.core.base.errors import NamroError
from namro.core.base.faults import Faults, SheetRow
from namro.core.base.folding import fold, tidy
from namro.core.base.numerals import typed_number
from namro.core.base.points import parse_points
from namro.core.service.counts import COLUMNS, SCORE, BadCount, count_of
from namro.core.service.index import ServiceIndex
from namro.documents.model import CellSheet, CellValue
from namro.documents.reading import read_cell_sheets
from namro.documents.reading.delimited import read_delimited

#: Column → its heading in the template, and others it is known by.
HEADINGS = {
    "unit": (_mark("Đơn vị"), "unit", _mark("Mã đơn vị"), _mark("Tên đơn vị")),
    "metric": (_mark("Mã chỉ số"), "metric", _mark("Chỉ số")),
    "numerator": (_mark("Tử số"), "numerator"),
    "denominator": (_mark("Mẫu số"), "denominator"),
    SCORE: (_mark("Điểm"), "score"),
}
_HEAD_ROWS = 10

Said = dict[int, dict[str, Figure | None]]


def read_scores(path: Path, index: ServiceIndex, *, allowed: frozenset[int] | None) -> Said:
    """Return what a file says; `allowed` are the units of which the person writes (None: all).

    Raises `BrokenFile` with every fault, or `UnreadableDocument` for what is no such file.
    """
    faults = Faults(path.name)
    if path.name.lower().endswith(".csv"):
        sheet = read_delimited(path)
    else:
        sheet = next(iter(read_cell_sheets(path)), CellSheet("", ()))
    found = _Reader(faults, sheet, index, allowed).read()
    faults.refuse()
    return found


class _Reader:
    """Goes through the rows; what is wrong in one is told and the reading goes on."""

    def __init__(self, faults: Faults, sheet: CellSheet, index: ServiceIndex, allowed: frozenset[int] | None) -> None:
        self.faults, self.sheet, self.index, self.allowed = faults, sheet, index, allowed
        self.units = words_of_units()
        self.found: Said = {}
        self.lines: dict[tuple[int, str], int] = {}

    def read(self) -> Said:
        start = next((n for n, row in enumerate(self.sheet.rows[:_HEAD_ROWS]) if _is_head(row[1])), None)
        if start is None:
            names = ", ".join(f"“{words[0]}”" for words in HEADINGS.values())
            self.faults.add(0, _("không thấy dòng tiêu đề có các cột %(names)s. Tải tệp mẫu.") % {"names": names})
            return self.found
        at = _places(self.sheet.rows[start][1])
        for number, cells in self.sheet.rows[start + 1 :]:
            row = {name: _text(cells.get(place)) for name, place in at.items()}
            if any(row.get(name) for name in (*COLUMNS[2:], SCORE)):
                self._row(SheetRow(number, self.sheet.name), row)
        if not self.found and not self.faults.found:
            self.faults.add(0, _("tệp không có số nào. Điền cột Tử số, Mẫu số hoặc Điểm rồi nạp lại."))
        return self.found

    def _row(self, line: SheetRow, row: Mapping[str, str]) -> None:
        try:
            plain = {name: plain_figure(row.get(name, ""), name) for name in (*COLUMNS[2:], SCORE)}
            count = count_of({"unit": row.get("unit", ""), "metric": row.get("metric", ""), **plain}, self.index)
        except BadCount as fault:
            self.faults.add(line, str(fault))
            return
        unit = self._unit(line, count.unit)
        if unit is None:
            return
        if (unit, count.code) in self.lines:
            told = _("%(code)s của đơn vị này đã ghi ở dòng %(row)d. Hãy giữ một dòng.")
            self.faults.add(line, told % {"code": count.code, "row": self.lines[unit, count.code]})
            return
        self.lines[unit, count.code] = int(line)
        self.found.setdefault(unit, {})[count.code] = Figure(count.numerator, count.denominator, count.score)

    def _unit(self, line: SheetRow, text: str) -> int | None:
        unit = self.units.get(text) or self.units.get(key_of(text))
        if unit is None:
            told = _("không có đơn vị “%(text)s”. Ghi mã hoặc tên như ở trang Tổ chức.")
            self.faults.add(line, told % {"text": text[:60]})
        elif self.allowed is not None and unit not in self.allowed:
            self.faults.add(line, _("bạn không ghi điểm của đơn vị “%(text)s”. Bỏ dòng này.") % {"text": text[:60]})
            return None
        return unit


def _is_head(cells: Mapping[int, CellValue]) -> bool:
    found = _places(cells)
    return {"unit", "metric"} <= set(found) and bool({"numerator", SCORE} & set(found))


def _places(cells: Mapping[int, CellValue]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in cells.items():
        said = fold(tidy(_text(cell)))
        for name, words in HEADINGS.items():
            if name not in found and said in {fold(word) for word in words}:
                found[name] = place
    return found


def plain_figure(text: str, name: str) -> str:
    """Return a number as counts have it, 19,41 → 19.41 and 2.618 → 2618. Raises `BadCount`; `name` is the column's."""
    if not text.strip():
        return ""
    try:
        return format(parse_points(text) if name == SCORE else typed_number(text), "f")
    except NamroError as error:
        told = _("cột “%(heading)s”: “%(text)s” không phải là số.")
        raise BadCount(told % {"heading": HEADINGS[name][0], "text": text.strip()[:40]}) from error


def _text(cell: CellValue | None) -> str:
    if isinstance(cell, Decimal):
        return format(cell.normalize(), "f").replace(".", ",")
    return "" if cell is None or isinstance(cell, date) else str(cell).strip()
