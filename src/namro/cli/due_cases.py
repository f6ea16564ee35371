"""Cases of `namro due --file`: rows of a CSV file, every fault with its row."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from namro.core.base.errors import NamroError
from namro.core.timetable import Due, Term, parse_moment, parse_term

COLUMNS = ("from", "amount", "unit")

#: More faults than this are told by their number.
MOST_FAULTS = 10


@dataclass(frozen=True, slots=True)
class Counted:
    """One row's line in the file and its deadline."""

    line: int
    due: Due


def count_cases(path: Path, count: Callable[[datetime, Term], Due]) -> list[Counted]:
    """Return the deadlines of all rows, in their order; empty rows are passed over.

    Raises `NamroError` with every faulty row, the first ten in words, when there is one.
    """
    counted: list[Counted] = []
    faults: list[str] = []
    for line, row in _rows(path):
        try:
            counted.append(Counted(line, count(*_case(row))))
        except NamroError as error:
            faults.append(f"{path.name}, dòng {line}: {error.message}")
    if faults:
        more = [f"… và {len(faults) - MOST_FAULTS} dòng khác."] if len(faults) > MOST_FAULTS else []
        raise NamroError("\n".join([*faults[:MOST_FAULTS], *more]), code="cases")
    return counted


def _case(row: list[str] | dict[str, str]) -> tuple[datetime, Term]:
    if not isinstance(row, dict):
        raise NamroError(
            "nhiều ô hơn dòng tiêu đề. Ô có dấu phẩy phải đặt trong ngoặc kép; số lẻ dùng dấu chấm.", code="cases"
        )
    empty = [name for name in COLUMNS if not row[name]]
    if empty:
        raise NamroError(
            f"thiếu {', '.join(empty)}. Ghi from như 2026-08-21T14:00, amount là số lớn hơn 0, "
            "unit là hour, working_day, day hoặc month.",
            code="cases",
        )
    return parse_moment(row["from"]), parse_term(row["amount"], row["unit"])


def _rows(path: Path) -> Iterator[tuple[int, list[str] | dict[str, str]]]:
    """Yield line number and cells by column; a row with more cells than the header comes as it is."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = [name.strip() for name in next(reader, [])]
            _check_header(header, path)
            places = {name: header.index(name) for name in COLUMNS}
            line = reader.line_num + 1
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    beyond = any(cell.strip() for cell in cells[len(header) :])
                    cells += [""] * (len(header) - len(cells))
                    yield line, cells if beyond else {name: cells[n].strip() for name, n in places.items()}
                line = reader.line_num + 1
    except OSError as error:
        raise NamroError(f"Không mở được tệp “{path}”. Kiểm tra lại đường dẫn.", code="file") from error
    except UnicodeDecodeError as error:
        raise NamroError(f"{path.name}: không phải bảng mã UTF-8. Lưu lại thành CSV UTF-8.", code="file") from error
    except csv.Error as error:
        raise NamroError(
            f"{path.name}, dòng {reader.line_num}: không đọc được CSV ({error}). Kiểm tra dấu ngoặc kép.", code="file"
        ) from error


def _check_header(header: list[str], path: Path) -> None:
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        commas = " Các cột phải cách nhau bằng dấu phẩy." if any(";" in name or "\t" in name for name in header) else ""
        raise NamroError(
            f"{path.name}, dòng 1: thiếu cột {', '.join(missing)}. Dòng đầu phải là tiêu đề from,amount,unit.{commas}",
            code="file",
        )
    twice = [name for name in COLUMNS if header.count(name) > 1]
    if twice:
        raise NamroError(f"{path.name}, dòng 1: cột {', '.join(twice)} ghi hai lần. Giữ lại một cột.", code="file")
