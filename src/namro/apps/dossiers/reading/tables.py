"""Rows of a file one after the other, whatever kind it is; a file is in memory whole only where its kind asks it."""

from __future__ import annotations

import csv
import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from namro.core.base.errors import UnreadableDocument
from namro.documents.reading.archive import Archive

KINDS = (".csv", ".xlsx", ".json", ".parquet")
_MOST_COLUMNS = 400
_MOST_JSON = 200 * 1024 * 1024
_PARQUET = b"PAR1"
Row = Sequence[str]


class FileFault(UnreadableDocument):
    """A file of dossiers that cannot be read at all, with what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message, code="dossiers")


def header_of(path: Path, kind: str) -> list[str]:
    """Return the headings of a file. Raises FileFault."""
    rows = _rows(path, kind)
    header = [cell.strip() for cell in next(rows, [])]
    if not any(header):
        raise FileFault(_("Tệp không có dòng tiêu đề. Xuất lại từ hệ thống một cửa, giữ dòng tên cột."))
    if len(header) > _MOST_COLUMNS:
        raise FileFault(_("Tệp có %(n)d cột, nhiều nhất %(most)d.") % {"n": len(header), "most": _MOST_COLUMNS})
    return header


def batches(path: Path, kind: str, *, size: int) -> Iterator[list[Row]]:
    """Yield the rows below the headings, `size` at a time. Raises FileFault."""
    rows = _rows(path, kind)
    next(rows, None)
    while part := list(itertools.islice(rows, size)):
        yield part


def sample(path: Path, kind: str, *, count: int) -> list[Row]:
    """Return the first rows below the headings."""
    return next(batches(path, kind, size=count), [])


def kind_of(path: Path) -> str:
    """Return what a file is, by what stands in it. Raises FileFault for what is none of ours."""
    with path.open("rb") as file:
        begin = file.read(64)
    if begin.startswith(b"PK\x03\x04"):
        return ".xlsx"
    if begin.startswith(_PARQUET):
        return ".parquet"
    bare = begin.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare[:1] in (b"[", b"{"):
        return ".json"
    if not bare:
        raise FileFault(_("Tệp rỗng. Xuất lại từ hệ thống một cửa."))
    if b"\x00" in begin or begin.startswith((b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise FileFault(_("Không phải tệp bảng. Xuất lại dạng .xlsx, .csv, .json hoặc .parquet."))
    return ".csv"


def _rows(path: Path, kind: str) -> Iterator[Row]:
    return {".csv": _of_csv, ".xlsx": _of_workbook, ".json": _of_json, ".parquet": _of_parquet}[kind](path)


def _of_csv(path: Path) -> Iterator[Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            between = max(",;\t|", key=first.count)
            file.seek(0)
            yield from csv.reader(file, delimiter=between)
    except UnicodeDecodeError as fault:
        raise FileFault(_("Tệp .csv không phải UTF-8. Lưu lại dạng “CSV UTF-8” hoặc .xlsx.")) from fault
    except csv.Error as fault:
        raise FileFault(_("Tệp .csv hỏng: một ô quá dài hoặc thiếu dấu ngoặc kép. Xuất lại tệp.")) from fault


def _of_workbook(path: Path) -> Iterator[Row]:
    with path.open("rb") as file, Archive(file, kind=".xlsx"):
        pass
    try:
        with CalamineWorkbook.from_path(path) as book:
            names = book.sheet_names
            rows = iter(book.get_sheet_by_name(names[0]).iter_rows()) if names else iter(())
            for row in rows:
                cells = [_cell(value) for value in row]
                if any(cells):
                    yield cells
    except CalamineError as fault:
        raise FileFault(_("Tệp .xlsx hỏng hoặc có mật khẩu. Mở bằng Excel, lưu lại rồi nạp.")) from fault


def _cell(value: Any) -> str:
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.isoformat(timespec="seconds")
        case date():
            return value.isoformat()
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
    return "" if value is None else str(value)


def _of_json(path: Path) -> Iterator[Row]:
    if path.stat().st_size > _MOST_JSON:
        raise FileFault(_("Tệp .json quá lớn. Xuất lại dạng .csv hoặc chia theo tháng."))
    text = path.read_text("utf-8-sig", errors="replace")
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        found = _lines(text)
    except RecursionError as fault:
        raise FileFault(_("Tệp .json lồng quá sâu. Xuất lại tệp.")) from fault
    if isinstance(found, dict):  # the rows stand under some key of an answer of the portal
        found = next((value for value in found.values() if isinstance(value, list)), [found])
    yield from _table([flat(one) for one in found if isinstance(one, dict)])


def _lines(text: str) -> list[Any]:
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (json.JSONDecodeError, RecursionError) as fault:
        raise FileFault(_("Tệp .json hỏng. Xuất lại tệp từ hệ thống một cửa.")) from fault


def _of_parquet(path: Path) -> Iterator[Row]:
    try:
        import pyarrow.parquet as pq
    except ImportError as fault:
        raise FileFault(
            _("Máy chủ chưa cài phần đọc Parquet. Báo quản trị cài gói “namro[analytics]”, hoặc nạp .csv, .xlsx.")
        ) from fault
    try:
        file = pq.ParquetFile(path)
        names = file.schema_arrow.names
        yield names
        for part in file.iter_batches(batch_size=10_000):
            lists = [part.column(place).to_pylist() for place in range(len(names))]
            yield from ([_text(value) for value in row] for row in zip(*lists, strict=True))
    except (OSError, ValueError) as fault:
        raise FileFault(_("Tệp .parquet hỏng. Xuất lại tệp.")) from fault


def flat(one: dict[str, Any]) -> dict[str, str]:
    """Return an object as cells: what is inside is named with a dot, of a list whether any has it."""
    cells: dict[str, str] = {}
    for key, value in one.items():
        if isinstance(value, dict):
            cells |= {f"{key}.{inner}": said for inner, said in flat(value).items()}
        elif isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            cells[key] = json.dumps(value, ensure_ascii=False)
            for inner in dict.fromkeys(name for each in value for name in each):
                known = [each.get(inner) for each in value]
                if all(isinstance(said, bool | int | None) for said in known):
                    cells[f"{key}.{inner}"] = _text(any(known))
        else:
            cells[key] = _text(value)
    return cells


def _table(found: list[dict[str, str]]) -> Iterator[Row]:
    names = list(dict.fromkeys(name for one in found for name in one))
    yield names
    for one in found:
        yield [one.get(name, "") for name in names]


def _text(value: Any) -> str:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=_cell)
    return _cell(value)


def count_of(path: Path, kind: str) -> int:
    """Return about how many rows a file has, for the bar; 0 when that would take as long as reading it."""
    if kind != ".csv":
        return 0
    with path.open("rb") as file:
        parts: Iterable[bytes] = iter(lambda: file.read(1 << 20), b"")
        return max(0, sum(part.count(b"\n") for part in parts) - 1)
