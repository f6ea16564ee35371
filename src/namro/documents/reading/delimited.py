"""A CSV file as the one sheet of a workbook, whatever the program that wrote it puts between the columns."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from namro.documents.model import CellSheet, CellValue
from namro.documents.reading import faults, limits
from namro.documents.reading.encodings import decode
from namro.documents.reading.quota import Quota
from namro.documents.reading.secrecy import refuse_secret, stamps_in_row

_BETWEEN = ",;\t"
#: Rows among which a letterhead with its stamps stands.
_NEAR_TOP = 12


def read_delimited(path: Path) -> CellSheet:
    """Return the cells as they are written, the sheet without a name. Raises only `UnreadableDocument`."""
    with faults.told():
        if path.stat().st_size > limits.TEXT_MB * limits.MB:
            raise faults.too_large(limits.TEXT_MB)
        text = decode(path.read_bytes()).removeprefix("\ufeff")
        head = text.partition("\n")[0]
        return CellSheet("", tuple(_rows(text, max(_BETWEEN, key=head.count))))


def _rows(text: str, between: str) -> Iterator[tuple[int, dict[int, CellValue]]]:
    cells = Quota("ô có chữ", limits.CELLS)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=between)
    try:
        for row in reader:
            found: dict[int, CellValue] = {place: cell.strip() for place, cell in enumerate(row) if cell.strip()}
            cells.take(len(found))
            refuse_secret(stamps_in_row([str(cell) for cell in found.values()]) if reader.line_num < _NEAR_TOP else ())
            if found:
                yield reader.line_num, found
    except csv.Error as fault:
        raise faults.damaged(".csv") from fault
