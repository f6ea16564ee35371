"""What somebody has to look at in a reading: contradictions and gaps, what the reader asks, what it is unsure of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.core.assessment import AuditRow, audit
from namro.core.assessment.rows import CODES, SEVERITIES, Severity
from namro.core.printed import Finding, Place, Question, Reading, Target, Task, is_blank
from namro.core.printed.corrections import settling_key

#: Below this the reader itself is not sure of an item.
SURE = 0.7

#: What the kinds of the reader's questions are called.
QUESTIONS = {
    "successor": _mark("Cơ quan, chức danh đã thay đổi từ 01/07/2025"),
    "impossible_date": _mark("Ngày không có thật"),
    "similar_name": _mark("Tên gần giống nhau"),
    "numbering": _mark("Số thứ tự không khớp"),
    "remedy_of": _mark("Biện pháp của điểm trừ nào"),
    "points": _mark("Điểm cần hỏi lại"),
}
UNSURE = _mark("Đọc chưa chắc")
NOTHING = _mark("Không nhận ra phần đầu văn bản, điểm số hay nhiệm vụ nào")
NOTHING_ADVICE = _mark("Không có gì để đối chiếu. Kiểm tra có đúng tệp cần đọc không.")

#: Kind of question → code of the audit for the same thing.
_TWINS = {"impossible_date": "date_impossible", "similar_name": "name_similar", "numbering": "numbering"}


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to look at. `where` are the audit's names of the items it is about, `at` the exact place if known."""

    kind: str
    severity: Severity
    text: str
    where: tuple[str, ...] = ()
    at: Place | None = None
    question: Question | None = None

    @property
    def key(self) -> str:
        """The same for the same matter however often it is found, another as soon as its figures change."""
        place = f"{self.at.line} {self.at.cell} {self.at.start}" if self.at else ""
        return settling_key("matter", self.kind, self.text, *self.where, place)


def matters(reading: Reading, *, answered: Iterable[Question] = ()) -> list[Matter]:
    """Return everything to look at, contradictions first. What the audit says about an answered question is settled."""
    if is_blank(reading):
        return [Matter(NOTHING, "gap", _(NOTHING_ADVICE), ("header",))]
    settled = tuple(answered)
    rows = [row for row in audit(reading) if not any(_same(row, question) for question in settled)]
    found = [*joined(rows, reading.questions), *_unsure(reading)]
    return sorted(found, key=lambda matter: SEVERITIES.index(matter.severity))


def joined(rows: Iterable[AuditRow], questions: Iterable[Question]) -> Iterator[Matter]:
    """Yield the lines of the audit, then the questions that are not the same thing once more.

    Where the audit and the reader mean the same thing, the reader's question tells the exact place.
    """
    asked = list(questions)
    for row in rows:
        twin = next((question for question in asked if _same(row, question)), None)
        if twin:
            asked.remove(twin)
        where = tuple(name.strip() for name in row.where.split(","))
        yield Matter(CODES[row.code], row.severity, row.message, where, twin.at if twin else None, twin)
    for question in asked:
        yield Matter(
            QUESTIONS.get(question.kind, UNSURE),
            "gap",
            question.message or question.found,
            at=question.at,
            question=question,
        )


def _same(row: AuditRow, question: Question) -> bool:
    stated = "" if row.stated is None else str(row.stated)
    return row.code == _TWINS.get(question.kind) and row.where == question.where and stated in question.found


def _unsure(reading: Reading) -> Iterator[Matter]:
    yield from (Matter(UNSURE, "gap", c.name, at=c.at) for c in reading.criteria if c.confidence < SURE)
    yield from (Matter(UNSURE, "gap", d.reason or d.id, at=d.at) for d in reading.deductions if d.confidence < SURE)
    said: tuple[Finding | Task | Target, ...] = (*reading.findings, *reading.tasks, *reading.targets)
    for item in said:
        if item.confidence < SURE:
            yield Matter(UNSURE, "gap", item.text, at=item.at)
