"""What somebody has to look at: contradictions first, then gaps, then what the reader asks or is unsure of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.exchange.pages.rows import Row
from namro.apps.exchange.pages.source import Tone
from namro.core.assessment.rows import CODES, AuditRow
from namro.core.printed import Question

#: Kinds of questions of the reader.
_QUESTIONS = {
    "successor": _mark("Cơ quan, chức danh đã thay đổi từ 01/07/2025"),
    "impossible_date": _mark("Ngày không có thật"),
    "similar_name": _mark("Tên gần giống nhau"),
    "numbering": _mark("Số thứ tự không khớp"),
    "remedy_of": _mark("Biện pháp của điểm trừ nào"),
}

#: Kind of question → code of the audit for the same thing.
_TWINS = {"impossible_date": "date_impossible", "similar_name": "name_similar", "numbering": "numbering"}

#: Severity of an audit line → tone, CSS class. What is only worth knowing is not marked in the text.
_SEVERITIES = {
    "error": (Tone.CLASH, "e"),
    "gap": (Tone.DOUBT, "w"),
    "text": (Tone.DOUBT, "w"),
    "info": (Tone.KNOWN, "i"),
}

#: A kind with more entries than this starts closed, unless they are contradictions.
_OPEN_UP_TO = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One thing to look at, with the items it is about."""

    kind: str
    css: str
    tone: Tone
    text: str
    rows: tuple[Row, ...] = ()
    where: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Pile:
    """Doubts of one kind."""

    word: str
    css: str
    open: bool
    doubts: tuple[Doubt, ...]


def doubts(audit: Iterable[AuditRow], questions: Iterable[Question], rows: list[Row]) -> list[Doubt]:
    """Return everything to look at, worst first; inside a severity in the order in which it was found.

    What the audit says and the reader asks too is one doubt; the question then only tells the exact place.
    """
    by_key: dict[str, Row] = {}
    for row in rows:
        if row.key and row.number:
            by_key.setdefault(row.key, row)
    asked = list(questions)
    found = []
    for entry in audit:
        twin = next((question for question in asked if _same(entry, question)), None)
        if twin:
            asked.remove(twin)
        found.append(_of_audit(entry, by_key, _at(twin, rows)))
    found += [_of_question(question, _at(question, rows)) for question in asked]
    found += [_of_unsure(row) for row in rows if not row.sure]
    order = {"e": 0, "w": 1, "i": 2}
    found.sort(key=lambda doubt: order[doubt.css])
    return [replace(doubt, anchor=f"x{count}") for count, doubt in enumerate(found, start=1)]


def piles(found: list[Doubt]) -> tuple[Pile, ...]:
    """Group doubts by kind; the piles keep the order of their first doubt."""
    first: dict[str, int] = {}
    for position, doubt in enumerate(found):
        first.setdefault(doubt.kind, position)
    ordered = sorted(found, key=lambda doubt: first[doubt.kind])
    return tuple(_pile(word, tuple(group)) for word, group in groupby(ordered, key=lambda doubt: doubt.kind))


def tones(found: Iterable[Doubt]) -> dict[int, Tone]:
    """Return the worst tone of each item by its number."""
    worst: dict[int, Tone] = {}
    for doubt in found:
        for row in doubt.rows:
            worst[row.number] = max(worst.get(row.number, Tone.KNOWN), doubt.tone)
    return worst


def _pile(word: str, group: tuple[Doubt, ...]) -> Pile:
    css = min((doubt.css for doubt in group), key="ewi".index)
    return Pile(word, css, css == "e" or len(group) <= _OPEN_UP_TO, group)


def _same(entry: AuditRow, question: Question) -> bool:
    stated = "" if entry.stated is None else str(entry.stated)
    return entry.code == _TWINS.get(question.kind) and entry.where == question.where and stated in question.found


def _at(question: Question | None, rows: list[Row]) -> tuple[Row, ...]:
    """The item that was read where the question was met."""
    place = question.at if question else None
    return tuple(row for row in rows if row.number and place and row.at == place)[:1]


def _of_audit(entry: AuditRow, by_key: Mapping[str, Row], asked_at: tuple[Row, ...]) -> Doubt:
    tone, css = _SEVERITIES[entry.severity]
    ids = [part.strip() for part in entry.where.split(",")]
    return Doubt(
        kind=_(CODES[entry.code]),
        css=css,
        tone=tone,
        text=entry.message,
        rows=asked_at or tuple(by_key[key] for key in ids if key in by_key),
        where=_(_WHERE[entry.where]) if entry.where in _WHERE else "",
    )


def _of_question(entry: Question, asked_at: tuple[Row, ...]) -> Doubt:
    kind = _(_QUESTIONS[entry.kind]) if entry.kind in _QUESTIONS else _("Cần xem")
    return Doubt(kind=kind, css="w", tone=Tone.DOUBT, text=entry.message or entry.found, rows=asked_at)


def _of_unsure(row: Row) -> Doubt:
    return Doubt(kind=_("Đọc chưa chắc"), css="w", tone=Tone.DOUBT, text=row.text, rows=(row,) if row.number else ())


_WHERE = {
    "header": _mark("đầu văn bản"),
    "total": _mark("tổng điểm"),
    "remediation": _mark("biện pháp khắc phục"),
    "assignees": _mark("người được giao"),
}
