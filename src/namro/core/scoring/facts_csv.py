"""Facts and predecessors from CSV files: every fault at once, with its line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path

from namro.core.base.csv_rows import column_places
from namro.core.base.errors import NamroError, unopened
from namro.core.base.faults import BrokenFile, Fault, Faults
from namro.core.framework.model import Framework
from namro.core.framework.uses import on_time_pairs
from namro.core.scoring.fact_values import BadFact, Parser, base_parsers, parsers
from namro.core.scoring.facts import Value
from namro.core.scoring.table import LONG, FactTable, Predecessor

_FACTS = ("unit", "year", "input", "value")
_PREDECESSORS = ("unit", "from_unit", "year", "share")
#: A parsed value is remembered by its text: most values of an input are the same few.
_REMEMBERED = 4096


def read_facts(
    path: Path, framework: Framework, *, year: int, predecessors: Path | None = None, only: bool = True
) -> FactTable:
    """Read a facts file for scores of `year`. Raises `BrokenFile` with every fault.

    With `only` false, inputs the set does not use are passed over, not refused (last year's facts under a new set).
    """
    if not framework.scores(year):
        last = framework.last_year or "nay"
        message = f"Bộ {framework.framework} chấm các năm {framework.first_year}–{last}, không chấm năm {year}."
        raise NamroError(f"{message} Hãy chọn bộ tiêu chí hoặc năm khác.", code="year")
    faults = Faults(path.name)
    reader = _FactReader(framework, year, faults, only=only)
    for line, (unit, row_year, name, text) in _rows(path, _FACTS, faults):
        reader.take(line, unit, row_year, name, text)
    reader.check_pairs()
    faults.refuse()
    if predecessors is not None:
        reader.table.predecessors = read_predecessors(predecessors)
    return reader.table


class _FactReader:
    """Takes the rows one by one into a table."""

    def __init__(self, framework: Framework, year: int, faults: Faults, *, only: bool) -> None:
        self.faults = faults
        self.only = only
        self.year = year
        self.year_text = str(year)
        self.parsers = parsers(framework)
        self.base_parsers = base_parsers(framework, year)
        self.base_years = {key[0] for key in self.base_parsers}
        self.table = FactTable(year, base_keys=frozenset(self.base_parsers))
        self.seen: dict[str, dict[str, Value]] = {name: {} for name in self.parsers}
        self.pairs = sorted(on_time_pairs(framework).items())
        self.paired = {done for (_, done), _ in self.pairs}
        self.refused: set[tuple[str, str]] = set()  # values that could not be used: a second one is a second one still
        self.lines: dict[tuple[str, str], int] = {}  # of what was done on time, to say where it is too much

    def take(self, line: int, unit: str, year: str, name: str, text: str) -> None:
        """Take one row; an empty value is no row."""
        if not text:
            return
        if not unit or not name:
            self.faults.add(line, f"thiếu {'tên đơn vị (unit)' if not unit else 'tên số liệu (input)'}.")
        elif year == self.year_text:
            self._now(line, unit, name, text)
        elif not (year.isascii() and year.isdigit() and len(year) == 4):
            self.faults.add(line, f"năm “{year[:20]}” không dùng được. Viết bốn chữ số, ví dụ {self.year}.")
        elif int(year) in self.base_years:
            self._earlier(line, unit, (int(year), name), text)

    def _now(self, line: int, unit: str, name: str, text: str) -> None:
        values = self.table.values.get(unit)
        if values is None:
            values = self.table.values[unit] = {}
        if name in values or (self.refused and (unit, name) in self.refused):
            self.faults.add(line, f"“{name}” của “{unit}” năm {self.year} ghi hai lần. Hãy giữ một dòng.")
            return
        known = self.seen.get(name)
        if known is None:
            if self.only:
                self.faults.add(line, f"bộ tiêu chí không dùng số liệu “{name}”. {self._near(name)}")
            return
        value = known.get(text)
        if value is None:
            value = self._parsed(line, name, text, self.parsers[name])
            if value is None:
                self.refused.add((unit, name))
                return
            if len(known) < _REMEMBERED:
                known[text] = value
        values[name] = value
        if len(text) > LONG:
            self.table.long.add(unit)
        if name in self.paired:
            self.lines[unit, name] = line

    def _earlier(self, line: int, unit: str, key: tuple[int, str], text: str) -> None:
        parser = self.base_parsers.get(key)
        if parser is None:
            return
        values = self.table.earlier.setdefault(unit, {})
        if key in values:
            self.faults.add(line, f"“{key[1]}” của “{unit}” năm {key[0]} ghi hai lần. Hãy giữ một dòng.")
            return
        value = self._parsed(line, key[1], text, parser)
        if isinstance(value, Decimal):
            values[key] = value
        if len(text) > LONG:
            self.table.long.add(unit)

    def _parsed(self, line: int, name: str, text: str, parser: Parser) -> Value | None:
        try:
            return parser(text)
        except BadFact as error:
            self.faults.add(line, f"{name}: {error}", node=error.node)
            return None

    def _near(self, name: str) -> str:
        near = get_close_matches(name, self.parsers, 1)
        return f"Có phải “{near[0]}”?" if near else "Xem danh sách bằng lệnh namro framework show."

    def check_pairs(self) -> None:
        """Note where more was done on time than was due."""
        for (due, done), node in self.pairs:
            for unit, values in self.table.values.items():
                whole, part = values.get(due), values.get(done)
                if isinstance(whole, Decimal) and isinstance(part, Decimal) and part > whole:
                    said = f"{done} của “{unit}” là {part}, lớn hơn {due} là {whole}."
                    cure = "Số đúng hạn không thể vượt số phải làm."
                    self.faults.add(self.lines[unit, done], f"{said} {cure}", node=node)


def read_predecessors(path: Path) -> dict[str, list[Predecessor]]:
    """Read which units were formed from which. Raises `BrokenFile` with every fault."""
    faults = Faults(path.name)
    found: dict[str, list[Predecessor]] = {}
    seen: set[tuple[str, str, int]] = set()
    for line, (unit, from_unit, year, share) in _rows(path, _PREDECESSORS, faults):
        if not unit or not from_unit:
            faults.add(line, "thiếu tên đơn vị (unit, from_unit).")
        elif not (year.isascii() and year.isdigit() and len(year) == 4):
            faults.add(line, f"năm “{year[:20]}” không dùng được. Viết bốn chữ số, ví dụ 2024.")
        elif not _is_share(share):
            faults.add(
                line, f"share: “{share[:20]}” không dùng được. Viết phần nhận về, lớn hơn 0 và không quá 1: 1 hoặc 0.4."
            )
        elif (unit, from_unit, int(year)) in seen:
            faults.add(line, f"“{unit}” nhận từ “{from_unit}” năm {year} ghi hai lần. Hãy giữ một dòng.")
        else:
            seen.add((unit, from_unit, int(year)))
            found.setdefault(unit, []).append(Predecessor(unit, from_unit, int(year), Decimal(share or 1)))
    faults.refuse()
    return found


def _is_share(text: str) -> bool:
    """Whether the text is a share; nothing written means all of it."""
    whole, _, rest = text.partition(".")
    if text and not (whole.isdigit() and text.isascii() and (rest.isdigit() or "." not in text) and len(text) < 30):
        return False
    return not text or 0 < Decimal(text) <= 1


def fact_rows(path: Path, faults: Faults) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield line and (unit, year, input, value) of a facts file's rows, unchecked. Raises `BrokenFile` at once where
    the file is none; what is wrong in a row goes to `faults`.
    """
    yield from _rows(path, _FACTS, faults)


def _rows(path: Path, columns: tuple[str, ...], faults: Faults) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield line and the wanted columns of every row that is not empty, stripped."""
    try:
        stream = path.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise unopened(path, error) from error
    with stream:
        reader = csv.reader(stream)
        try:
            header = [name.strip() for name in next(reader, [])]
            column_places(path, header, columns)
            at = [header.index(name) for name in columns]
            width = max(at) + 1
            first, second, third, fourth = at
            for row in reader:
                if len(row) < width:
                    if any(row):
                        faults.add(reader.line_num, f"thiếu cột: dòng có {len(row)} ô, cần ít nhất {width}.")
                    continue
                if len(row) > len(header) and any(row[len(header) :]):
                    cure = "Số thập phân viết với dấu chấm; chữ có dấu phẩy đặt trong ngoặc kép."
                    faults.add(reader.line_num, f"thừa cột: dòng có {len(row)} ô, tiêu đề có {len(header)}. {cure}")
                    continue
                yield (
                    reader.line_num,
                    (row[first].strip(), row[second].strip(), row[third].strip(), row[fourth].strip()),
                )
        except csv.Error as error:
            faults.add(reader.line_num, f"không đọc được dòng CSV ({error}). Kiểm tra dấu ngoặc kép.")
        except UnicodeDecodeError as error:
            raise BrokenFile(path.name, [Fault(0, "", "không phải UTF-8. Hãy lưu lại dạng CSV UTF-8.")]) from error
