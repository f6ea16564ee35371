"""An .xlsx file as blocks, sheet after sheet."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from namro.core.base.folding import tidy
from namro.documents.model import Block
from namro.documents.reading import faults, limits
from namro.documents.reading.archive import Archive
from namro.documents.reading.quota import Quota
from namro.documents.reading.secrecy import refuse_secret, refuse_titled, stamps_below, stamps_in_row
from namro.documents.reading.sheets.formats import printed
from namro.documents.reading.sheets.layout import Entry, Joined, SheetRow, blocks
from namro.documents.reading.sheets.package import Formats, Package, checked_package

KIND = "Excel (.xlsx)"
_NEAR_TOP = 12


def read_xlsx(path: Path, report: Callable[[int, int], None]) -> Iterator[Block]:
    """Yield the blocks of the sheets that are not hidden; places are cells, `Trang!B7`.

    Hidden sheets are only looked at for the stamp of a secret document.
    """
    package = opened(path)
    cells = Quota("ô có chữ", limits.CELLS)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(package.workbook)) as workbook:
            sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
            for done, sheet in enumerate(sheets):
                report(done, len(sheets))
                name, visible = sheet.name, sheet.visible == SheetVisibleEnum.Visible
                quota = cells if visible else Quota("ô có chữ", limits.CELLS)
                page = workbook.get_sheet_by_name(name)
                rows = list(sheet_rows(page, package.formats.get(name, {}), quota))
                refuse_stamped_rows(rows)
                if visible:
                    yield from blocks(name, rows, _joined(page))
            report(len(sheets), len(sheets))
    except CalamineError as fault:
        raise faults.damaged(KIND) from fault


def opened(path: Path) -> Package:
    """Return the checked parts of a workbook that bears no stamp of a secret document in its margins."""
    with path.open("rb") as file, Archive(file, kind=KIND) as archive:
        package = checked_package(archive)
    refuse_secret(package.margins)
    refuse_titled(package.margins)
    return package


def refuse_stamped_rows(rows: Sequence[SheetRow]) -> None:
    """A stamp beside the letterhead stands in a cell of its own, which the line made of the row would hide."""
    texts = [[line for entry in entries for line in entry.lines] for _, entries in rows]
    for index, row in enumerate(texts):
        refuse_secret(stamps_in_row(row) if index < _NEAR_TOP else stamps_below(row))
    refuse_titled(row[0] for row in texts[:1])


def _joined(sheet: CalamineSheet) -> Joined:
    """The cells below the first row of a merged range, in its first column."""
    first, last = sheet.start or (0, 0), sheet.end or (0, 0)
    return frozenset(
        (row, left)
        for (top, left), (bottom, _) in sheet.merged_cell_ranges or ()
        for row in range(max(top + 1, first[0]), min(bottom, last[0]) + 1)
    )


def sheet_rows(sheet: CalamineSheet, formats: Formats, cells: Quota) -> Iterator[SheetRow]:
    """Yield the rows that hold text, numbered from 0, each cell as it is printed."""
    spans = {start: end[1] - start[1] + 1 for start, end in sheet.merged_cell_ranges or ()}
    first_row, first_column = sheet.start or (0, 0)
    for number, values in enumerate(sheet.to_python(), first_row):
        entries: list[Entry] = []
        for column, value in enumerate(values, first_column):
            if value == "":
                continue
            text = printed(value, formats.get((number, column), "General"))
            lines = tuple(line for raw in text.splitlines() if (line := tidy(raw)))
            if lines:
                entries.append(Entry(column, min(spans.get((number, column), 1), limits.COLUMNS), lines))
        cells.take(len(entries))
        if entries:
            yield number, tuple(entries)
