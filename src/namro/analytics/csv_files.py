"""A CSV file of dossiers → typed rows in DuckDB; every fault with its line, its column and what to write instead."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb

from namro.analytics.columns import COLUMNS, SQL_TYPES, Column, Kind
from namro.core.base.errors import NamroError, unopened

#: More faults than this are told by their number.
MOST_FAULTS = 10

_EXPECTED = {
    Kind.TEXT: "không được để trống",
    Kind.MOMENT: "ghi ngày giờ như 2026-08-21T14:00 (giờ Việt Nam, không kèm múi giờ)",
    Kind.NUMBER: "ghi một số, phần lẻ sau dấu chấm, như 7.5",
    Kind.WHOLE: "ghi một số nguyên không dấu cách, như 20000",
    Kind.YES_NO: "ghi true hoặc false",
    Kind.EVENTS: 'ghi JSON như [{"status":"accepted","at":"2026-03-02T08:15:00"}]',
}
_MOMENT = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?"
_EVENTS = '[{"status":"VARCHAR","at":"VARCHAR"}]'


def load_csv(connection: duckdb.DuckDBPyConnection, path: Path, table: str) -> None:
    """Make the typed rows of a CSV file a temporary table of DuckDB.

    Raises `NamroError` with every faulty cell, the first ten in words, when there is one.
    """
    header = _header(path)
    _check_header(header, path)
    _load_text(connection, path, header)
    present = [column for column in COLUMNS if column.name in header]
    _check_cells(connection, path, present)
    typed = [
        f"{_typed(column) if column in present else 'NULL'}::{SQL_TYPES[column.kind]} AS {column.name}"
        for column in COLUMNS
    ]
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT {', '.join(typed)}, place FROM csv_text")
    connection.execute("DROP TABLE csv_text")


def _load_text(connection: duckdb.DuckDBPyConnection, path: Path, header: list[str]) -> None:
    """Load all cells as trimmed text, with the place of their row; rows may have fewer cells than the header."""
    names = [f"c{place}" for place in range(len(header))]
    kept = [
        f"nullif(trim({name}), '') AS {title}"
        for name, title in zip(names, header, strict=True)
        if title in {column.name for column in COLUMNS}
    ]
    types = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    for more in ("", ", null_padding = true, parallel = false"):
        reader = (
            f"read_csv(?, header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', comment = '', "
            f"columns = {{{types}}}{more})"
        )
        rows = f"SELECT row_number() OVER () AS place, {', '.join(kept)} FROM {reader}"
        try:
            connection.execute("SET preserve_insertion_order = true")
            connection.execute(f"CREATE OR REPLACE TEMP TABLE csv_text AS {rows}", [str(path)])
            return
        except duckdb.Error as error:
            fault = error
        finally:
            connection.execute("SET preserve_insertion_order = false")
    raise _why_unread(path, len(header)) from fault


def _header(path: Path) -> list[str]:
    for _, cells in _lines(path):
        return [cell.strip() for cell in cells]
    return []


def _check_header(header: list[str], path: Path) -> None:
    missing = [column.name for column in COLUMNS if column.required and column.name not in header]
    if missing:
        commas = " Các cột phải cách nhau bằng dấu phẩy." if any(";" in name or "\t" in name for name in header) else ""
        raise NamroError(
            f"{path.name}, dòng 1: thiếu cột {', '.join(missing)}. Dòng đầu phải là tiêu đề, có các cột đó.{commas}",
            code="file",
        )
    twice = [column.name for column in COLUMNS if header.count(column.name) > 1]
    if twice:
        raise NamroError(f"{path.name}, dòng 1: cột {', '.join(twice)} ghi hai lần. Giữ lại một cột.", code="file")


def _check_cells(connection: duckdb.DuckDBPyConnection, path: Path, present: list[Column]) -> None:
    faults = [f"CASE WHEN {_faulty(column)} THEN '{column.name}' END" for column in present]
    named = f"list_filter([{', '.join(faults)}], lambda name: name IS NOT NULL) AS faults"
    wrong = f"FROM (SELECT *, {named} FROM csv_text) WHERE len(faults) > 0"
    total = connection.execute(f"SELECT coalesce(sum(len(faults)), 0) {wrong}").fetchone()
    if total is None or not total[0]:
        return
    found = connection.execute(f"SELECT * {wrong} ORDER BY place LIMIT {MOST_FAULTS}")
    names = [column[0] for column in found.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    lines = _line_numbers(path, {row["place"] for row in rows})
    kinds = {column.name: column.kind for column in COLUMNS}
    said = [
        f"{path.name}, dòng {lines[row['place']]}, cột {name}: {_quoted(row[name])} — {_EXPECTED[kinds[name]]}."
        for row in rows
        for name in row["faults"]
    ][:MOST_FAULTS]
    more = [f"… và {total[0] - len(said)} ô khác."] if total[0] > len(said) else []
    raise NamroError("\n".join([*said, *more]), code="cases")


def _faulty(column: Column) -> str:
    name = column.name
    if column.kind is Kind.TEXT:
        return f"{name} IS NULL" if column.required else "false"
    if column.kind is Kind.EVENTS:
        return (
            f"{name} IS NOT NULL AND ({_events(name)} IS NULL OR len(list_filter({_events(name)}, "
            f"lambda e: e.status IS NULL OR e.at IS NULL OR {_moment('e.at')} IS NULL)) > 0)"
        )
    return f"{name} IS NOT NULL AND {_typed(column)} IS NULL"


def _typed(column: Column) -> str:
    name = column.name
    match column.kind:
        case Kind.MOMENT:
            return _moment(name)
        case Kind.NUMBER:
            return f"CASE WHEN regexp_full_match({name}, '\\d+(\\.\\d+)?') THEN try_cast({name} AS DOUBLE) END"
        case Kind.WHOLE:  # other programs write whole numbers of a column with gaps as 20000.0
            return f"CASE WHEN regexp_full_match({name}, '-?\\d+(\\.0+)?') THEN try_cast({name} AS DOUBLE)::BIGINT END"
        case Kind.YES_NO:
            return f"CASE lower({name}) WHEN 'true' THEN true WHEN 'false' THEN false END"
        case Kind.EVENTS:
            return f"list_transform({_events(name)}, lambda e: {{'status': e.status, 'at': {_moment('e.at')}}})"
    return name


def _moment(text: str) -> str:
    return f"CASE WHEN regexp_full_match({text}, '{_MOMENT}') THEN try_cast({text} AS TIMESTAMP) END"


def _events(text: str) -> str:
    return f"try(CASE WHEN json_type({text}) = 'ARRAY' THEN from_json({text}, '{_EVENTS}') END)"


def _quoted(value: str | None) -> str:
    return "ô trống" if value is None else f"“{value[:60]}{'…' if len(value) > 60 else ''}”"


def _line_numbers(path: Path, places: set[int]) -> dict[int, int]:
    """Return the line in the file at which each row begins; empty lines are no rows, and a cell may hold several."""
    found: dict[int, int] = {}
    for place, (line, _) in enumerate(_lines(path)):
        if place in places:
            found[place] = line
            if len(found) == len(places):
                break
    return found


def _why_unread(path: Path, width: int) -> NamroError:
    for line, cells in _lines(path):
        if len(cells) > width:
            return NamroError(
                f"{path.name}, dòng {line}: {len(cells)} ô, nhiều hơn dòng tiêu đề ({width}). "
                "Ô có dấu phẩy phải đặt trong ngoặc kép; số lẻ dùng dấu chấm.",
                code="file",
            )
    return NamroError(
        f"{path.name}: không đọc được CSV. Kiểm tra dấu ngoặc kép, rồi lưu lại thành CSV UTF-8.", code="file"
    )


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield where each row begins and its cells, empty lines left out."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            line = 1
            for cells in reader:
                if cells:
                    yield line, cells
                line = reader.line_num + 1
    except OSError as error:
        raise unopened(path, error) from error
    except UnicodeDecodeError as error:
        raise NamroError(f"{path.name}: không phải bảng mã UTF-8. Lưu lại thành CSV UTF-8.", code="file") from error
    except csv.Error as error:
        raise NamroError(
            f"{path.name}, dòng {reader.line_num}: không đọc được CSV ({error}). Kiểm tra dấu ngoặc kép.", code="file"
        ) from error
