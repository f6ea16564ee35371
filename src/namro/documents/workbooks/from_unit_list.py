"""A list of units as people keep it, from .xlsx or .csv: one row a unit, every fault at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path

from namro.core.base.faults import BrokenFile, Fault, Faults, SheetRow
from namro.core.base.folding import fold, tidy
from namro.core.base.points import exact_words
from namro.core.timetable import nearest_days, typed_token
from namro.documents.model import CellSheet, CellValue
from namro.documents.reading import read_cell_sheets
from namro.documents.reading.delimited import read_delimited
from namro.documents.reading.sheets.layout import column_letters
from namro.documents.workbooks.unit_columns import COLUMNS, SHEET, SYSTEMS, Column, UnitRow, in_column

_WORD = re.compile(r"[^0-9a-z]+")
_SHARE = re.compile(r"(\d{1,3})(?:[.,](\d{1,4}))?\s*(%?)")
_FIRST, _LAST = date(1900, 1, 1), date(2200, 1, 1)
_TITLE_ROWS = 10
_SHARE_STEP = Decimal("0.0001")
_ONE_DAY = timedelta(days=1)


def read_unit_list(path: Path, faults: Faults, *, kinds: Mapping[str, str]) -> list[UnitRow]:
    """Read a list; `kinds` are the words for kinds by key. What is wrong in cells goes to `faults`.

    Raises `BrokenFile` where there are no such columns, or `UnreadableDocument` for what is no such file at all.
    """
    if path.name.lower().endswith(".csv"):
        sheet = read_delimited(path)
    else:
        sheets = read_cell_sheets(path)
        named = [one for one in sheets if fold(one.name.strip()) == fold(SHEET)]
        sheet = next(iter([*named, *sheets]), CellSheet("", ()))
    return parse_sheet(sheet, faults, kinds=kinds)


def parse_sheet(sheet: CellSheet, faults: Faults, *, kinds: Mapping[str, str]) -> list[UnitRow]:
    """Read the rows of a sheet; likewise."""
    if not sheet.rows:
        raise BrokenFile(faults.name, [Fault(0, "", "không có dòng nào. Tải tệp mẫu, điền rồi nạp lại.")])
    start = _head_row(sheet)
    first, heads = sheet.rows[start]
    at = _headings(_line(sheet, first), heads, faults)
    if any(column.needed and column not in at.values() for column in COLUMNS):
        faults.refuse()
    for said, cells in (
        ("là công thức. Chép cột rồi dán lại dạng giá trị (Paste Values).", sorted(sheet.formulas)),
        ("nằm trong ô gộp. Bỏ gộp ô (Unmerge) rồi điền từng ô.", [(row, left) for row, left, *_end in sheet.merged]),
    ):
        for row, place in cells:
            if row + 1 >= first:
                faults.add(_line(sheet, row + 1), f"cột {column_letters(place)}: ô {said}")
    reader = _Reader(faults, at, kinds)
    found = [reader.take(_line(sheet, number), cells) for number, cells in sheet.rows[start + 1 :]]
    if not found and not faults.found:
        faults.add(0, "chỉ có dòng tiêu đề. Điền mỗi đơn vị một dòng rồi nạp lại.")
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    """Takes the rows one by one; what is wrong in a cell is told and the row goes on."""

    faults: Faults
    at: Mapping[int, Column]
    kinds: Mapping[str, str]

    def take(self, line: SheetRow, cells: Mapping[int, CellValue]) -> UnitRow:
        known = len(self.faults.found)
        values: dict[str, CellValue] = {}
        for place, value in cells.items():
            if place in self.at:
                values[self.at[place].key] = value
            else:
                self.faults.add(
                    line, f"cột {column_letters(place)}: “{str(value)[:40]}” ở cột không có tiêu đề. Xóa ô này."
                )
        for column in self.at.values():
            if column.needed and not _text(values.get(column.key)):
                self._say(line, column.key, f"chưa điền. {column.told}")
        kind, since, until = (
            self._kind(line, values),
            self._day(line, values, "since"),
            self._day(line, values, "until"),
        )
        if since and until and until < since:
            self._say(line, "until", f"{until:%d/%m/%Y} trước “Từ ngày” {since:%d/%m/%Y}. Sửa một trong hai ngày.")
        before = tuple(self._before(line, values))
        return UnitRow(
            line=line,
            code=_text(values.get("code")).lower(),
            name=_text(values.get("name")),
            kind=kind,
            parent=_text(values.get("parent")).lower(),
            since=since or _FIRST,
            until=until + _ONE_DAY if until else None,
            codes={key: "".join(text.split()) for key in SYSTEMS if (text := _text(values.get(key)))},
            appraiser=_text(values.get("appraiser")).lower(),
            before=before,
            whole=len(self.faults.found) == known,
        )

    def _say(self, line: SheetRow, key: str, message: str) -> None:
        self.faults.add(line, in_column(key, message))

    def _kind(self, line: SheetRow, values: Mapping[str, CellValue]) -> str:
        word = _text(values.get("kind"))
        chosen = {fold(words): key for key, words in self.kinds.items()}.get(fold(word), "")
        if word and not chosen:
            self._say(line, "kind", f"không có loại “{word[:40]}”. Viết một trong: {', '.join(self.kinds.values())}.")
        return chosen

    def _day(self, line: SheetRow, values: Mapping[str, CellValue], key: str) -> date | None:
        value = values.get(key)
        if value is None:
            return None
        if isinstance(value, date):
            return self._within(line, key, value)
        token = typed_token(str(value))
        if token and token.startswith("invalid:"):
            first, second = (f"{day:%d/%m/%Y}" for day in nearest_days(token))
            self._say(line, key, f"không có ngày “{str(value)[:20]}”. Gần nhất là {first} và {second}.")
            return None
        day = date.fromisoformat(token) if token else None
        if day is None or not _FIRST <= day < _LAST:
            self._say(line, key, f"“{str(value)[:20]}” không phải ngày. Viết theo mẫu 01/07/2025.")
            return None
        return day

    def _within(self, line: SheetRow, key: str, day: date) -> date | None:
        """A cell that holds a day; years that people write for "never" are no end."""
        if _FIRST <= day < _LAST:
            return day
        self._say(line, key, f"ngày {day.day:02}/{day.month:02}/{day.year} quá xa. Không có ngày thì để trống.")
        return None

    def _before(self, line: SheetRow, values: Mapping[str, CellValue]) -> Iterator[tuple[str, Decimal]]:
        codes = [part.strip().lower() for part in _text(values.get("before")).split(";") if part.strip()]
        shares = [part.strip() for part in _share_text(values.get("share")).split(";") if part.strip()]
        if len(set(codes)) < len(codes):
            self._say(line, "before", "một mã ghi hai lần. Giữ một.")
        if shares and len(shares) != len(codes):
            told = (
                f"có {len(shares)} tỷ lệ cho {len(codes)} đơn vị trước. Viết đủ từng đơn vị, cách nhau dấu chấm phẩy."
            )
            self._say(line, "share", told)
            return
        for code, text in zip(codes, shares or ["1"] * len(codes), strict=True):
            found = _SHARE.fullmatch(text)
            part = Decimal(f"{found[1]}.{found[2] or 0}") / (100 if found[3] else 1) if found else Decimal(0)
            part = part.quantize(_SHARE_STEP).normalize()  # as it is stored, so that the same list says the same again
            if not 0 < part <= 1:
                self._say(line, "share", f"“{text[:20]}” không phải phần của một đơn vị. Viết từ 0,0001 đến 1.")
            yield code, part


def _head_row(sheet: CellSheet) -> int:
    """Which row holds the headings: the first, or one below a title."""
    for place, (_number, cells) in enumerate(sheet.rows[:_TITLE_ROWS]):
        if {"code", "name"} <= {column.key for value in cells.values() if (column := _NAMES.get(_key(str(value))))}:
            return place
    return 0


def _headings(line: SheetRow, cells: Mapping[int, CellValue], faults: Faults) -> dict[int, Column]:
    found: dict[int, Column] = {}
    for place, value in cells.items():
        column = _NAMES.get(_key(str(value)))
        if column is None:
            near = get_close_matches(_key(str(value)), _NAMES, 1)
            cure = f"Có phải “{_NAMES[near[0]].heading}”?" if near else "Cột riêng thì bỏ đi; các cột xem ở tệp mẫu."
            faults.add(line, f"cột {column_letters(place)}: không có cột “{str(value)[:60]}”. {cure}")
        elif column in found.values():
            faults.add(line, f"cột {column_letters(place)}: “{column.heading}” có hai lần. Giữ một.")
        else:
            found[place] = column
    for column in COLUMNS:
        if column.needed and column not in found.values():
            faults.add(line, f"thiếu cột “{column.heading}”. Thêm cột này ở dòng tiêu đề, như trong tệp mẫu.")
    return found


def _key(heading: str) -> str:
    return _WORD.sub(" ", fold(tidy(heading))).strip()


def _text(value: CellValue | None) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    return "" if value is None else tidy(str(value))


def _share_text(value: CellValue | None) -> str:
    return exact_words(value) if isinstance(value, Decimal) else _text(value)


def _line(sheet: CellSheet, row: int) -> SheetRow:
    return SheetRow(row, sheet.name)


#: Every heading by which a column is known.
_NAMES = {_key(name): column for column in COLUMNS for name in (column.heading, *column.also)}
