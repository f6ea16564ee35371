"""The layout of a sheet's workbook: one table of columns for writing and for reading."""

from __future__ import annotations

from dataclasses import dataclass

from namro.core.assessment.score_sheet import ScoreSheet, SheetRow
from namro.core.assessment.sheet_upload import EXPLANATION, NOT_APPLICABLE, POINTS

SHEET, GUIDE, HIDDEN = "Phiếu chấm", "Hướng dẫn", "namro"
#: Counts with the layout of the hidden sheet.
VERSION = 1
#: Row of the headings, counted from 0; the criteria begin below.
HEAD = 3


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column; `field` is what people fill in there, "" where they only read."""

    title: str
    width: int
    field: str = ""


COLUMNS = (
    SheetColumn("Mã", 8),
    SheetColumn("Lĩnh vực, tiêu chí", 40),
    SheetColumn("Điểm tối đa", 9),
    SheetColumn("Bước chấm", 8),
    SheetColumn("Điểm tự chấm", 10, POINTS),
    SheetColumn("Không áp dụng (ghi lý do)", 18, NOT_APPLICABLE),
    SheetColumn("Giải trình", 36, EXPLANATION),
    SheetColumn("Điểm năm trước", 9),
    SheetColumn("Lý do mất điểm năm trước", 20),
    SheetColumn("Người phụ trách", 14),
    SheetColumn("Số minh chứng", 8),
)
ID, MAX, STEP = 0, 2, 3
FILLED = {column.field: place for place, column in enumerate(COLUMNS) if column.field}
#: The hidden sheet: first these keys with their values, then one row for each criterion behind its heading.
KEYS = ("layout", "round", "unit", "year", "framework", "edition", "hash")
ROW_HEAD = ("node", "version", POINTS, NOT_APPLICABLE, EXPLANATION)


def identity(sheet: ScoreSheet) -> dict[str, str]:
    """What a workbook and a sheet must have in common, as texts."""
    values = (VERSION, sheet.round_code, sheet.unit_code, sheet.year, sheet.framework, sheet.edition)
    return dict(zip(KEYS, map(str, (*values, sheet.edition_hash)), strict=True))


def fillable(row: SheetRow, field: str) -> bool:
    """Whether people fill in this cell: points that are computed or surveyed are not typed, nor what parents sum up."""
    return row.open if field == POINTS else row.is_leaf and not row.survey
