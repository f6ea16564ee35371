"""Rows under headings, and rows with a heading of their own, as values of the file format's keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from namro.core.base.faults import Faults, SheetRow
from namro.core.base.folding import fold, tidy
from namro.core.base.yamltree import Mapping, Scalar, Sequence, Tree
from namro.documents.model import CellSheet, CellValue
from namro.documents.workbooks import columns as c

_KEY = re.compile(r"\(([a-z_.]+)\)\s*$")
_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})")
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


@dataclass(slots=True)
class Record:
    """One row: the values of its filled cells by key."""

    line: SheetRow
    cells: dict[str, Tree] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The id, for messages."""
        return said(self.cells.get("id"))

    def mapping(self) -> Mapping:
        """The row as a mapping of the file format."""
        made = Mapping(self.line)
        for key, value in self.cells.items():
            put(made, key, value, self.line)
        return made


def said(tree: Tree | None) -> str:
    """Return the text of a single value, "" for anything else."""
    return tree.text if isinstance(tree, Scalar) else ""


def put(place: Mapping, key: str, value: Tree, line: int) -> None:
    """Set a key of a mapping."""
    place.items[key] = value
    place.lines[key] = line


def mapping_at(place: Mapping, key: str, line: int) -> Mapping:
    """Return the mapping at a key, made where there is none."""
    if key not in place.items:
        put(place, key, Mapping(line), line)
    inner = place.items[key]
    assert isinstance(inner, Mapping)
    return inner


def list_at(place: Mapping, key: str, line: int) -> list[Tree]:
    """Return the items of the list at a key, made where there is none."""
    if key not in place.items:
        put(place, key, Sequence(line), line)
    inner = place.items[key]
    assert isinstance(inner, Sequence)
    return inner.items


def records(sheet: CellSheet, columns: tuple[c.Column, ...], faults: Faults) -> Iterator[Record]:
    """Yield the rows below the headings, which stand in the first filled row."""
    if not sheet.rows:
        return
    at = _headings(SheetRow(sheet.rows[0][0], sheet.name), sheet.rows[0][1], columns, faults)
    for number, cells in sheet.rows[1:]:
        record = Record(SheetRow(number, sheet.name))
        stray = [place for place in cells if place not in at]
        if stray:
            told = ", ".join(f"“{str(cells[place])[:40]}”" for place in stray)
            faults.add(record.line, f"{told} đứng ở cột không có tiêu đề. Hãy xóa hoặc chuyển vào đúng cột.")
        for place, value in cells.items():
            if place in at:
                record.cells[at[place].key] = value_of(at[place], value, record, faults)
        if record.cells:
            yield record


def _headings(
    line: SheetRow, cells: dict[int, CellValue], columns: tuple[c.Column, ...], faults: Faults
) -> dict[int, c.Column]:
    found: dict[int, c.Column] = {}
    for place, value in cells.items():
        column = _named(str(value), columns)
        if column is None:
            faults.add(line, f"không có cột “{str(value)[:60]}”. {_meant(str(value), columns)}")
        elif column in found.values():
            faults.add(line, f"cột “{column.heading}” có hai lần. Hãy giữ một.")
        else:
            found[place] = column
    return found


def _named(heading: str, columns: Iterable[c.Column]) -> c.Column | None:
    """Find a column by its key in brackets, or by its title alone."""
    key = _KEY.search(heading)
    title = fold(tidy(heading))
    for column in columns:
        if (key and key[1] == column.key) or title in (fold(tidy(column.title)), column.key):
            return column
    return None


def _meant(heading: str, columns: Iterable[c.Column]) -> str:
    known = {fold(column.heading): column.heading for column in columns}
    near = get_close_matches(fold(tidy(heading)), known, 1)
    return f"Có phải “{known[near[0]]}”?" if near else "Hãy dùng các tiêu đề của tệp mẫu, cột riêng thì bỏ đi."


def titled(sheet: CellSheet, rows: tuple[c.Column, ...], faults: Faults) -> Iterator[Record]:
    """Yield the rows of a sheet whose first column says what stands in the second."""
    seen: set[str] = set()
    for number, cells in sheet.rows:
        record = Record(SheetRow(number, sheet.name))
        heading = str(cells.get(0, ""))
        column = _named(heading, rows)
        if column is None:
            if number != sheet.rows[0][0]:  # the first row says what the columns are
                faults.add(record.line, f"không hiểu “{heading[:60]}”. {_meant(heading, rows)}")
        elif column.key in seen:
            faults.add(record.line, f"“{column.heading}” có hai lần. Hãy giữ một.")
        elif 1 in cells:
            seen.add(column.key)
            record.cells[column.key] = value_of(column, cells[1], record, faults)
            yield record


def value_of(column: c.Column, value: CellValue, record: Record, faults: Faults) -> Tree:
    """Return a cell's value as the file format writes it."""
    if column.key in c.SEVERAL and isinstance(value, str):
        parts = [part for part in value.split(c.BETWEEN.strip()) if part.strip()]
        return Sequence(record.line, [_scalar(column, part.strip(), record.line) for part in parts])
    if column.key == "id" and isinstance(value, Decimal) and value != value.to_integral_value():
        cure = "Định dạng ô kiểu Text rồi gõ lại, vì 1.10 và 1.1 là hai mã nhưng là một số."
        faults.add(record.line, f"id: mã {value} là số, không phải chữ. {cure}", node=str(value))
    return _scalar(column, value, record.line)


def _scalar(column: c.Column, value: CellValue, line: int) -> Scalar:
    if isinstance(value, bool):
        return Scalar("true" if value else "false", line, plain=column.key == "required")
    if isinstance(value, Decimal):
        return Scalar(format(value, "f"), line, plain=column.holds == c.NUMBER)
    if isinstance(value, date):
        return Scalar(value.strftime("%m-%d") if column.holds == c.DAY else value.isoformat(), line, plain=False)
    if column.words:
        chosen = {fold(tidy(word)): key for key, word in column.words.items()}.get(fold(tidy(value)))
        if chosen is not None:
            return Scalar(chosen, line, plain=True)
    if column.holds == c.DAY and (day := _DAY.fullmatch(value)):
        return Scalar(f"{int(day[2]):02}-{int(day[1]):02}", line, plain=False)
    if column.holds == c.DATE and (whole := _DATE.fullmatch(value)):
        return Scalar(f"{whole[3]}-{int(whole[2]):02}-{int(whole[1]):02}", line, plain=False)
    return Scalar(value, line, plain=column.holds == c.NUMBER)
