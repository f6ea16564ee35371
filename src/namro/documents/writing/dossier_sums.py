"""Why figures of the dossier do not add up by hand: rounding, and points typed out of bounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from namro.core.assessment.score_sheet import PENALTY, ScoreSheet, SheetRow
from namro.core.base.points import format_points
from namro.documents.writing.parts import Line

#: A sum and what it is printed to be made of; parts without points are left out.
_Sum = tuple[Decimal | None, Iterable[Decimal | None]]


def as_counted(sheet: ScoreSheet) -> ScoreSheet:
    """The sheet with the points that its total counts, where others were typed, and a word about those."""
    return replace(sheet, rows=tuple(map(_counted, sheet.rows)))


def _counted(row: SheetRow) -> SheetRow:
    if row.ruled_out:
        also = "" if row.claimed is None else "; điểm ghi ở phiếu không tính"
        return replace(row, claimed=None, counted=None, not_applicable=f"Theo số liệu của đơn vị{also}")
    if row.counted is None:
        return row
    typed = "" if row.claimed is None else format_points(row.claimed)
    words = f"Phiếu ghi {typed}, ngoài khoảng cho phép; báo cáo in số được tính vào tổng."
    return replace(row, claimed=row.counted, explanation="\n".join(filter(None, (row.explanation.strip(), words))))


def domain_footnote(sheet: ScoreSheet) -> Iterator[Line]:
    """Said under the table of domains where its rounded figures add up to something else than its total."""
    sides = [row for row in sheet.rows if row.side and row.level == 1]
    now = [row.claimed for row in sheet.domains] + [_signed(row, row.claimed) for row in sides]
    before = [row.last_year for row in sheet.domains] + [_signed(row, row.last_year) for row in sides]
    if _rounded_apart(sheet, ((sheet.total, now), (sheet.last_total, before))):
        yield _footnote(sheet, "Điểm từng lĩnh vực")


def sheet_footnote(sheet: ScoreSheet) -> Iterator[Line]:
    """The same under the whole sheet, for every sum in it."""
    sides = [_signed(row, row.claimed) for row in sheet.rows if row.side]
    sums: list[_Sum] = [(sheet.total, [*(row.claimed for row in sheet.domains), *sides])]
    for row in sheet.rows:
        if not row.is_leaf:
            sums.append((row.claimed, [one.claimed for one in sheet.below(row) if one.level == row.level + 1]))
    if _rounded_apart(sheet, sums):
        yield _footnote(sheet, "Điểm từng dòng")


def _footnote(sheet: ScoreSheet, what: str) -> Line:
    words = f"{what} làm tròn đến {sheet.precision} chữ số lẻ khi in, nên cộng lại có thể lệch chút ít so với tổng."
    return Line("body", f"({words} Tổng được tính từ điểm chưa làm tròn.)")


def _signed(row: SheetRow, value: Decimal | None) -> Decimal | None:
    """A penalty is printed from 0 up and taken off."""
    return value if value is None or row.side != PENALTY else -value


def _rounded_apart(sheet: ScoreSheet, sums: Iterable[_Sum]) -> bool:
    """Whether one of the sums, right before rounding, is not what its printed parts add up to."""
    return any(_apart(sheet, total, [part for part in parts if part is not None]) for total, parts in sums)


def _apart(sheet: ScoreSheet, total: Decimal | None, parts: list[Decimal]) -> bool:
    if total is None or not parts:
        return False
    grain = Decimal(1).scaleb(-sheet.precision)
    by_hand = abs(sum(map(sheet.printed, parts), Decimal(0)) - sheet.printed(total))
    return by_hand > 0 and abs(sum(parts, Decimal(0)) - total) < grain / 100
