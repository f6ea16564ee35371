"""A workbook cell by cell, for workbooks of our own making: values as they are, not as they are printed."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from namro.documents.model import CellSheet, CellValue
from namro.documents.reading import faults, limits
from namro.documents.reading.quota import Quota
from namro.documents.reading.sheets.reader import KIND, opened, refuse_stamped_rows, sheet_rows


def read_cells(path: Path, report: Callable[[int, int], None]) -> Iterator[CellSheet]:
    """Yield the worksheets, hidden ones too."""
    package = opened(path)
    cells = Quota("ô có chữ", limits.CELLS)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(package.workbook)) as workbook:
            names = [sheet.name for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
            for done, name in enumerate(names):
                report(done, len(names))
                page = workbook.get_sheet_by_name(name)
                refuse_stamped_rows(list(sheet_rows(page, {}, Quota("ô có chữ", limits.CELLS))))
                yield CellSheet(
                    name, tuple(_filled(page, cells)), package.formulas.get(name, frozenset()), _merged(page)
                )
            report(len(names), len(names))
    except CalamineError as fault:
        raise faults.damaged(KIND) from fault


def _merged(page: CalamineSheet) -> tuple[tuple[int, int, int, int], ...]:
    return tuple((*first, *last) for first, last in page.merged_cell_ranges or ())


def _filled(page: CalamineSheet, cells: Quota) -> Iterator[tuple[int, dict[int, CellValue]]]:
    first_row, first_column = page.start or (0, 0)
    for number, values in enumerate(page.to_python(), first_row + 1):
        found = {column: value for column, raw in enumerate(values, first_column) if (value := _value(raw)) is not None}
        cells.take(len(found))
        if found:
            yield number, found


def _value(raw: Any) -> CellValue | None:
    if isinstance(raw, str):
        return raw.strip() or None
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, int | float):
        return Decimal(f"{raw:.15g}") if abs(raw) < 1e15 else str(raw)  # fifteen digits are what a workbook keeps
    if isinstance(raw, datetime):
        return raw.date()
    return raw if isinstance(raw, date) else str(raw)
