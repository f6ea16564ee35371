"""The hidden sheet of a workbook: what it was made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from namro.core.assessment.score_sheet import ScoreSheet
from namro.core.assessment.sheet_upload import POINTS
from namro.core.base.faults import Fault
from namro.documents.model import CellSheet, CellValue
from namro.documents.workbooks import sheet_columns as c
from namro.documents.workbooks.sheet_values import text_of

_AGAIN = "Hãy tải lại tệp .xlsx ở trang phiếu rồi chép các ô đã điền sang."
#: What differs, in words: the name, and where the right file is.
_DIFFERS = {
    "layout": ("được lập bởi phiên bản khác của phần mềm", _AGAIN),
    "round": ("là phiếu của kỳ đánh giá khác", "Hãy mở trang phiếu của kỳ đó, hoặc chọn tệp của kỳ này."),
    "unit": ("là phiếu của đơn vị khác", "Hãy chọn tệp của đúng đơn vị."),
    "year": ("là phiếu của năm khác", "Hãy chọn tệp của đúng năm."),
    "framework": ("theo bộ tiêu chí khác", _AGAIN),
    "edition": ("theo phiên bản khác của bộ tiêu chí", _AGAIN),
    "hash": ("theo nội dung cũ của bộ tiêu chí", _AGAIN),
}


@dataclass(frozen=True, slots=True)
class BaseRow:
    """A row as it was when the workbook was made."""

    version: int
    values: dict[str, Decimal | str | None]


@dataclass(frozen=True, slots=True)
class Base:
    """Whose workbook it is, and its rows by their criterion."""

    identity: dict[str, str]
    rows: dict[str, BaseRow]


def base_of(hidden: CellSheet) -> Base | None:
    """Return what the hidden sheet says; None if it is not of our making or was tampered with."""
    rows = [cells for _, cells in hidden.rows]
    head, below = rows[: len(c.KEYS)], rows[len(c.KEYS) :]
    identity = {text_of(cells.get(0)): text_of(cells.get(1)) for cells in head}
    if tuple(identity) != c.KEYS or not below:
        return None
    if tuple(text_of(below[0].get(place)) for place in range(len(c.ROW_HEAD))) != c.ROW_HEAD:
        return None
    found = {text_of(cells.get(0)): _row(cells) for cells in below[1:]}
    kept = {node: row for node, row in found.items() if row is not None}
    return Base(identity, kept) if len(kept) == len(below) - 1 else None


def not_this_sheet(base: Base, expected: ScoreSheet) -> Iterator[Fault]:
    """What the workbook and the sheet do not have in common, each with its two values."""
    for key, wanted in c.identity(expected).items():
        if base.identity[key] != wanted:
            what, cure = _DIFFERS[key]
            both = "" if key in ("hash", "layout") else f" (tệp: “{base.identity[key]}”, phiếu: “{wanted}”)"
            yield Fault(0, "", f"tệp này {what}{both}. {cure}")
            return
    if base.rows.keys() != expected.by_id.keys():
        yield Fault(0, "", f"các tiêu chí của tệp không còn khớp với phiếu. {_AGAIN}")


def _row(cells: dict[int, CellValue]) -> BaseRow | None:
    version = cells.get(1)
    if not isinstance(version, Decimal) or version < 0 or version % 1:
        return None
    values: dict[str, Decimal | str | None] = {}
    for place, name in enumerate(c.ROW_HEAD[2:], 2):
        cell = cells.get(place)
        if name != POINTS:
            values[name] = text_of(cell)
        elif cell is None or isinstance(cell, Decimal):
            values[name] = cell
        else:
            return None
    return BaseRow(int(version), values)
