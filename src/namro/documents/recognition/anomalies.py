"""Oddities of form that a person should see: blank fields, mixed decimals, letters used twice, OCR of old fonts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from namro.core.printed import Anomaly, Criterion, Header, Task
from namro.documents.recognition.columns import Column
from namro.documents.recognition.dues import Due, due_of_column, due_of_task
from namro.documents.recognition.outline import Node
from namro.documents.recognition.sheet_lines import Unscored
from namro.documents.recognition.tables import TableTask

_POINTS = re.compile(r"\b\d{1,3}([.,])\d{1,3}(?=\s*(?:/|điểm))")
#: Vowel pairs that Vietnamese never writes but that VNI fonts leave behind ("Keát" for "Kết").
_OLD_FONT = re.compile(r"\b\w*(?:[aA][âáàãäÂÁÀÃÄ]|[eE][âáàãÂÁÀÃ])\w*\b")


def read_anomalies(
    nodes: Iterable[Node], header: Header, criteria: Iterable[Criterion], tasks: Iterable[Task]
) -> tuple[Anomaly, ...]:
    """Return the oddities in a fixed order; one that occurs many times is told once."""
    nodes = tuple(nodes)
    found = [*_blanks(header), *_decimals(nodes), *_twice(nodes), *_days(tasks), *_no_maximum(criteria), *_fonts(nodes)]
    return tuple(found)


def read_conflicts(rows: Iterable[TableTask], year: int | None) -> tuple[Anomaly, ...]:
    """Rows whose assignment names an earlier day than their time column does."""
    found = []
    for row in rows:
        column = _days_in(due_of_column(row.text(Column.TIME), year))
        elsewhere = _days_in(due_of_task(row.text(Column.WHO), year))
        if column and elsewhere and min(elsewhere) < min(column):
            note = f"Cột tiến độ ghi {_vietnamese(min(column))}, cột phân công ghi {_vietnamese(min(elsewhere))}"
            where = f"{row.section}.{row.number}" if row.section else row.number
            found.append(Anomaly(kind="conflicting_deadline", where=where, note=note, at=row.at))
    return tuple(found)


def read_unscored(printed: Mapping[str, Unscored]) -> tuple[Anomaly, ...]:
    """Numbers of the sheet that have no points."""
    return tuple(
        Anomaly(kind="missing_value", where=number, note=f"Không thấy điểm: {line.name}", at=line.at)
        for number, line in printed.items()
    )


def _days_in(dues: Iterable[Due]) -> set[date]:
    """The exact days among the deadlines."""
    return {date.fromisoformat(d.token) for d in dues if re.fullmatch(r"\d{4}-\d\d-\d\d", d.token)}


def _vietnamese(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _blanks(header: Header) -> Iterable[Anomaly]:
    missing = []
    if header.doc_code and header.doc_code.startswith("/"):
        missing.append("số văn bản")
    if header.date and len(header.date) < 10:
        missing.append("ngày ban hành")
    if missing:
        yield Anomaly(kind="blank_field", where="header", note=f"Để trống: {', '.join(missing)}", at=header.at)


def _decimals(nodes: tuple[Node, ...]) -> Iterable[Anomaly]:
    marks: dict[str, str] = {}
    for node in nodes:
        for figure in _POINTS.finditer(node.text):
            marks.setdefault(figure.group(1), figure.group())
    if len(marks) > 1:
        yield Anomaly(kind="decimal_mix", where="document", note=f"Dấu thập phân lẫn lộn: {marks['.']} và {marks[',']}")


def _twice(nodes: tuple[Node, ...]) -> Iterable[Anomaly]:
    for node in nodes:
        if node.label.endswith(")") and node.parent is not None:
            note = f"“{node.marker.number}” dùng hai lần trong cùng mục"
            yield Anomaly(kind="numbering", where=node.section, note=note, at=node.at)


def _days(tasks: Iterable[Task]) -> Iterable[Anomaly]:
    for task in tasks:
        for token in task.due:
            if token.startswith("invalid:"):
                day = token.removeprefix("invalid:")
                yield Anomaly(kind="impossible_date", where=task.section, note=f"Ngày không có thật: {day}", at=task.at)


def _no_maximum(criteria: Iterable[Criterion]) -> Iterable[Anomaly]:
    for criterion in criteria:
        if criterion.max is None:
            note = f"Không in điểm tối đa: {criterion.name}"
            yield Anomaly(kind="missing_value", where=criterion.id, note=note, at=criterion.at)


def _fonts(nodes: tuple[Node, ...]) -> Iterable[Anomaly]:
    for node in nodes:
        word = _OLD_FONT.search(node.text)
        if word:
            yield Anomaly(kind="ocr", where=node.section, note=f"Chữ lỗi phông: {word.group()}", at=node.at)
            return
