"""Score sheets printed as tables: one criterion a row, points in columns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from namro.core.base.folding import fold
from namro.core.base.points import parse_points
from namro.core.printed import IndexResult, Place
from namro.documents.model import Cell, Row, Table
from namro.documents.recognition.columns import Column, body_rows
from namro.documents.recognition.markers import TEXT, Marker, outline_number, split_marker
from namro.documents.recognition.misread import is_misread, mended_figure
from namro.documents.recognition.scores import ScorePhrase, find_score, says_done, trimmed
from namro.documents.recognition.sheet import Sheet
from namro.documents.recognition.sheet_doubts import Doubt, Why, is_outside_row
from namro.documents.recognition.sheet_ids import number_lines
from namro.documents.recognition.sheet_lines import Loss, Remedy, ScoreLine, Unscored, unscored_ids

_FIGURE = re.compile(r"[-−]?\d{1,3}(?:[.,]\d{1,3})?")
_FIGURES = (Column.MAX, Column.ACHIEVED, Column.SELF, Column.DEDUCTED)
_WHOLE = re.compile(r"tong(?: cong| diem| so| so diem| cong diem| diem cong)?\W*|cong\W*")
_TOTAL = re.compile(r"tong(?: (?:cong|diem|so)\b.*)?|cong\W*(?:\(.*)?")


def read_sheet_tables(tables: Iterable[Table]) -> Sheet:
    """Read every score-sheet table; a table without headings continues the one before."""
    reader = _TableReader()
    for columns, row in body_rows(tables, of_sheets=True):
        reader.take(row, columns)
    criteria, deductions = number_lines(reader.lines)
    whole = sorted(reader.totals, key=lambda t: t.max or Decimal(0))[-1:]  # the sum of the sums of its fields
    return Sheet(
        criteria,
        deductions,
        tuple(reader.remedies),
        totals=tuple(whole),
        unscored=unscored_ids(reader.unscored, [c.id for c in criteria]),
        doubts=tuple(reader.doubts),
    )


class _TableReader:
    """Goes through the rows once."""

    def __init__(self) -> None:
        self.lines: list[ScoreLine] = []
        self.remedies: list[Remedy] = []
        self.totals: list[IndexResult] = []
        self.unscored: list[Unscored] = []
        self.doubts: list[Doubt] = []

    def take(self, row: Row, columns: dict[int, Column]) -> None:
        """Use one row."""
        cell = {column: row.columns[i].text for i, column in columns.items() if i < len(row.columns)}
        marker, name = _marker_and_name(cell)
        phrase = _phrase(name, cell)
        place = row.cells[0].place
        if _WHOLE.fullmatch(fold(name)) and phrase.achieved is not None:  # the published total
            total = IndexResult(index="CCHC", value=phrase.achieved, max=phrase.max, unit="điểm", at=place)
            self.totals.append(total)
        if not name or _TOTAL.fullmatch(fold(name)):
            return
        if self.lines and is_outside_row(name):
            self._outside(phrase, place)
        elif phrase.max is not None or phrase.achieved is not None or phrase.deducted is not None:
            line = ScoreLine(marker, name, phrase, place)
            self._start(line, _itemised(row.columns, columns) or _loss(line), cell)
        elif marker.decimal and self.lines:
            self.unscored.append(Unscored(marker.number, trimmed(name), place, self.lines[-1]))

    def _outside(self, phrase: ScorePhrase, place: Place) -> None:
        """A row of points outside the scale, if any were given or taken."""
        given = phrase.achieved if phrase.achieved is not None else phrase.deducted
        if given:
            scale = f"/{phrase.max.normalize():f}" if phrase.max is not None else ""
            found = f"{phrase.name}: {given.normalize():f}{scale}".replace(".", ",")
            self.doubts.append(Doubt(Why.OUTSIDE, found, place, self.lines[-1]))

    def _start(self, line: ScoreLine, losses: list[Loss], cell: dict[Column, str]) -> None:
        if line.marker.number or not self.lines:
            self.lines.append(line)
        else:
            self.lines[-1].below.append(line)
        if len(losses) > 1:
            line.below.extend(losses)
        else:
            line.losses.extend(losses)
        self.doubts.extend(Doubt(Why.MISREAD, printed, line.at, line) for printed in line.phrase.misread)
        remedy = cell.get(Column.REMEDY, "")
        if remedy:
            people = cell.get(Column.WHO, "") or cell.get(Column.LEAD, "")
            time = cell.get(Column.TIME, "")
            done = says_done(remedy)
            self.remedies.append(Remedy(remedy, line.at, line, losses, done, people=people, time=time))


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
        misread=tuple(text for c in _FIGURES if is_misread(text := cell.get(c, "").strip())),
    )


def _figure(text: str | None) -> Decimal | None:
    found = _FIGURE.fullmatch(mended_figure((text or "").strip()))
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
