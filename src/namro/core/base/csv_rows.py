"""Rows of a CSV file by the names of its columns: any order, unknown columns passed over, faults with their line."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from namro.core.base.errors import unopened
from namro.core.base.faults import BrokenFile, Fault, Faults

Row = dict[str, str]


def csv_rows(
    path: Path, faults: Faults, *, required: Sequence[str], optional: Sequence[str] = ()
) -> Iterator[tuple[int, Row]]:
    """Yield the line on which each row begins and its cells by column, stripped; a column that is not there is "".

    As `csv_cells` otherwise.
    """
    wanted = (*required, *optional)
    for line, cells in csv_cells(path, faults, required=required, optional=optional):
        yield line, {name: cell or "" for name, cell in zip(wanted, cells, strict=True)}


def csv_cells(
    path: Path, faults: Faults, *, required: Sequence[str], optional: Sequence[str] = ()
) -> Iterator[tuple[int, list[str | None]]]:
    """Yield the line on which each row begins and its cells, stripped, in the order asked for; None: no such column.

    Empty rows are passed over, rows with more cells than the header become faults. Raises `BrokenFile` at once where
    the file is no such table, and `NamroError` where it cannot be opened.
    """
    try:
        stream = path.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise unopened(path, error) from error
    with stream:
        reader = csv.reader(stream, strict=True)
        try:
            header = [name.strip() for name in next(reader, [])]
            places = column_places(path, header, required, optional)
            order, line = list(places.values()), reader.line_num + 1
            for cells in reader:
                if any(cell.strip() for cell in cells[len(header) :]):
                    cure = "Số thập phân viết với dấu chấm; chữ có dấu phẩy đặt trong ngoặc kép."
                    faults.add(line, f"thừa cột: dòng có {len(cells)} ô, tiêu đề có {len(header)}. {cure}")
                elif any(cell.strip() for cell in cells):
                    cells += [""] * (len(header) - len(cells))
                    yield line, [cells[at].strip() if at is not None else None for at in order]
                line = reader.line_num + 1
        except csv.Error as error:
            said = f"không đọc được dòng CSV ({error}). Kiểm tra dấu ngoặc kép."
            raise BrokenFile(path.name, [*faults.found, Fault(reader.line_num, "", said)]) from error
        except UnicodeDecodeError as error:
            raise BrokenFile(path.name, [Fault(0, "", "không phải UTF-8. Hãy lưu lại dạng CSV UTF-8.")]) from error


def column_places(
    path: Path, header: Sequence[str], required: Sequence[str], optional: Sequence[str] = ()
) -> dict[str, int | None]:
    """Return where each column stands, None for an optional one that is not there. Raises `BrokenFile`."""
    missing = [name for name in required if name not in header]
    if missing:
        cure = f"Dòng đầu phải là {','.join([*required, *optional])}."
        if len(header) == 1 and ";" in header[0]:
            cure = f"Tệp dùng dấu chấm phẩy; hãy lưu lại với dấu phẩy. {cure}"
        raise BrokenFile(path.name, [Fault(1, "", f"thiếu cột {', '.join(missing)}. {cure}")])
    wanted = (*required, *optional)
    twice = [name for name in wanted if header.count(name) > 1]
    if twice:
        raise BrokenFile(path.name, [Fault(1, "", f"cột {', '.join(twice)} ghi hai lần. Hãy giữ một.")])
    return {name: header.index(name) if name in header else None for name in wanted}
