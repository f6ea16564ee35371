"""Score sheets printed as tables: one criterion a row, points in columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from namro.core.base.folding import fold
from namro.core.base.points import parse_points
from namro.core.printed import IndexResult
from namro.documents.model import Cell, Row, Table
from namro.documents.recognition.columns import Column, body_rows
from namro.documents.recognition.markers import TEXT, Marker, outline_number, split_marker
from namro.documents.recognition.scores import ScorePhrase, find_score, says_done, trimmed
from namro.documents.recognition.sheet import Sheet
from namro.documents.recognition.sheet_ids import number_lines
from namro.documents.recognition.sheet_lines import Loss, Remedy, ScoreLine, Unscored, unscored_ids

_FIGURE = re.compile(r"[-−]?\d{1,3}(?:[.,]\d{1,3})?")
_WHOLE = re.compile(r"tong(?: cong| diem| so| so diem| cong diem| diem cong)?\W*|cong\W*")
_TOTAL = re.compile(r"tong(?: (?:cong|diem|so)\b.*)?|cong\W*(?:\(.*)?")


def read_sheet_tables(tables: Iterable[Table]) -> Sheet:
    """Read every score-sheet table; a table without headings continues the one before."""
    lines: list[ScoreLine] = []
    remedies: list[Remedy] = []
    totals: list[IndexResult] = []
    unscored: list[Unscored] = []
    for columns, row in body_rows(tables, of_sheets=True):
        totals.extend(_total(row, columns))
        if not _take(row, columns, lines, remedies):
            unscored.extend(_unscored(row, columns, lines))
    criteria, deductions = number_lines(lines)
    whole = sorted(totals, key=lambda t: t.max or Decimal(0))[-1:]  # the sum of the sums of its fields
    printed = unscored_ids(unscored, [c.id for c in criteria])
    return Sheet(criteria, deductions, tuple(remedies), totals=tuple(whole), unscored=printed)


def _unscored(row: Row, columns: dict[int, Column], lines: list[ScoreLine]) -> Iterator[Unscored]:
    """A numbered row without figures."""
    marker, name = _marker_and_name(_cells(row, columns))
    if marker.decimal and name and lines:
        yield Unscored(marker.number, trimmed(name), row.cells[0].place, lines[-1])


def _total(row: Row, columns: dict[int, Column]) -> list[IndexResult]:
    """The published total that the row "Tổng cộng" prints, if it is one."""
    cell = _cells(row, columns)
    _, name = _marker_and_name(cell)
    if not _WHOLE.fullmatch(fold(name)):
        return []
    phrase = _phrase(name, cell)
    if phrase.achieved is None:
        return []
    place = row.cells[0].place
    return [IndexResult(index="CCHC", value=phrase.achieved, max=phrase.max, unit="điểm", at=place)]


def _cells(row: Row, columns: dict[int, Column]) -> dict[Column, str]:
    return {column: row.columns[i].text for i, column in columns.items() if i < len(row.columns)}


def _take(row: Row, columns: dict[int, Column], lines: list[ScoreLine], remedies: list[Remedy]) -> bool:
    """Add what the row says to the lists; False if it has no points."""
    cells, cell = row.columns, _cells(row, columns)
    marker, name = _marker_and_name(cell)
    phrase = _phrase(name, cell)
    if (
        not name
        or _TOTAL.fullmatch(fold(name))
        or (phrase.max is None and phrase.achieved is None and phrase.deducted is None)
    ):
        return False
    line = ScoreLine(marker, name, phrase, row.cells[0].place)
    if marker.number or not lines:
        lines.append(line)
    else:
        lines[-1].below.append(line)
    losses = _itemised(cells, columns) or _loss(line)
    if len(losses) > 1:
        line.below.extend(losses)
    else:
        line.losses.extend(losses)
    remedy = cell.get(Column.REMEDY, "")
    if remedy:
        remedies.append(
            Remedy(
                remedy,
                line.at,
                line,
                losses,
                says_done(remedy),
                people=cell.get(Column.WHO, "") or cell.get(Column.LEAD, ""),
                time=cell.get(Column.TIME, ""),
            )
        )
    return True


def _marker_and_name(cell: dict[Column, str]) -> tuple[Marker, str]:
    name = cell.get(Column.CRITERION) or cell.get(Column.TASK, "")
    printed = cell.get(Column.NUMBER, "").strip(" .)")
    if printed and not name:  # number and name share a merged cell
        printed, name = "", printed
    if printed:
        marker, _ = split_marker(f"{outline_number(printed)}. x")
        return marker, name.strip(" *:")
    marker, rest = split_marker(name)
    return (marker, rest.strip(" *:")) if marker.number else (Marker(TEXT), rest.strip(" *:"))


def _phrase(name: str, cell: dict[Column, str]) -> ScorePhrase:
    achieved = _figure(cell.get(Column.ACHIEVED)) if Column.ACHIEVED in cell else _figure(cell.get(Column.SELF))
    reason = trimmed(cell.get(Column.REASON, ""))
    return ScorePhrase(
        name=name,
        achieved=achieved,
        max=_figure(cell.get(Column.MAX)),
        deducted=_figure(cell.get(Column.DEDUCTED)) or None,
        reason=reason or None,
        has_score=True,
        done=says_done(reason),
    )


def _figure(text: str | None) -> Decimal | None:
    found = _FIGURE.fullmatch((text or "").strip())
    return abs(parse_points(found.group())) if found else None


def _itemised(cells: tuple[Cell, ...], columns: dict[int, Column]) -> list[Loss]:
    """Several reasons in one cell, each with its points: "- Thiếu biên bản (trừ 0,5 điểm)"."""
    cell = next((cells[i] for i, c in columns.items() if c is Column.REASON and i < len(cells)), None)
    parts = [(p, find_score(p.text)) for p in cell.paragraphs] if cell else []
    stated = [(p, phrase) for p, phrase in parts if phrase and phrase.deducted is not None]
    if len(stated) < 2:
        return []
    return [
        Loss(trimmed(phrase.name or phrase.reason or p.text), phrase.deducted, False, says_done(p.text), p.place)
        for p, phrase in stated
    ]


def _loss(line: ScoreLine) -> list[Loss]:
    """The loss of a row that gives a reason; a full score has none even if it carries a remark."""
    phrase = line.phrase
    lost = phrase.deducted
    if lost is None and phrase.max is not None and phrase.achieved is not None:
        lost = phrase.max - phrase.achieved
    if not phrase.reason or (lost is not None and lost <= 0):
        return []
    return [Loss(phrase.reason, lost, phrase.deducted is None, phrase.done, line.at)]
