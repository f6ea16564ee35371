"""Rows of a source's file of feedback: what they say, what they change. Decided before written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from namro.core.base.columns import Cell, Row
from namro.core.base.faults import Faults
from namro.core.base.folding import tidy
from namro.core.service.feedback import kind_of, rules
from namro.core.timetable.cells import day_in_cell

CODE, SUBJECT, SUMMARY, RECEIVED, LIMIT = "code", "subject", "summary", "received", "limit"
#: Rows of one file; a year of a province comes in parts.
MOST_ROWS = 2000
_LENGTHS = {CODE: 80, SUBJECT: 300, SUMMARY: 8000, "field": 160, "kind": 160, "link": 500}
_LINK = ("https://", "http://")
NEW, CHANGED, SAME = "new", "changed", "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackRow:
    """What one row says; `said` are its values as texts, by which a later file is compared."""

    line: int
    code: str
    subject: str
    summary: str
    received: date
    limit: date | None
    field: str
    kind: str
    link: str

    def said(self) -> dict[str, str]:
        """The values as texts."""
        return {
            "subject": self.subject, "summary": self.summary, "received": self.received.isoformat(),
            "limit": self.limit.isoformat() if self.limit else "", "field": self.field, "kind": self.kind,
            "link": self.link,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decided:
    """A row with what it does: NEW, CHANGED with the names of what changed, SAME."""

    row: FeedbackRow
    outcome: str
    changed: tuple[str, ...] = ()


def read_rows(rows: Iterable[Row], chosen: Mapping[str, int], faults: Faults, *, today: date) -> list[FeedbackRow]:
    """Return what the rows say; every fault goes to `faults` with its row. Empty rows and notes are passed over."""
    found: list[FeedbackRow] = []
    lines: dict[str, int] = {}
    for number, cells in rows:
        taken = {meaning: cells[place] for meaning, place in chosen.items() if place in cells}
        if not {meaning for meaning, value in taken.items() if _text(value)} & {CODE, SUBJECT, SUMMARY}:
            continue
        row = _row(number, taken, faults, today=today)
        if row is None:
            continue
        if row.code in lines:
            faults.add(number, f"mã “{row.code}” đã có ở dòng {lines[row.code]}. Mỗi mã một dòng; xóa một trong hai.")
            continue
        lines[row.code] = number
        found.append(row)
    if len(found) > MOST_ROWS:
        faults.add(0, f"có {len(found)} phản ánh, mỗi lần nạp đến {MOST_ROWS}. Chia tệp thành nhiều phần.")
    return found


def _row(number: int, cells: Mapping[str, Cell], faults: Faults, *, today: date) -> FeedbackRow | None:
    before = len(faults.found)
    texts = {meaning: _text(cells.get(meaning)) for meaning in _LENGTHS}
    texts[SUMMARY] = texts[SUMMARY] or texts[SUBJECT]
    texts[SUBJECT] = texts[SUBJECT] or _short(texts[SUMMARY])
    for meaning, words in ((CODE, "mã của phản ánh"), (SUBJECT, "tiêu đề hoặc nội dung")):
        if not texts[meaning]:
            faults.add(number, f"chưa có {words}. Ghi vào tệp, hoặc chọn lại cột.")
    for meaning, text in texts.items():
        if len(text) > _LENGTHS[meaning]:
            faults.add(number, f"cột “{_name(meaning)}”: dài {len(text)} chữ, nhận đến {_LENGTHS[meaning]}. Rút gọn.")
    if texts["link"] and (not texts["link"].startswith(_LINK) or " " in texts["link"]):
        faults.add(number, f"cột “{_name('link')}”: “{texts['link'][:40]}” không phải liên kết. Bắt đầu bằng https://.")
    received = day_in_cell(number, _name(RECEIVED), cells.get(RECEIVED), faults)
    limit = day_in_cell(number, _name(LIMIT), cells.get(LIMIT), faults)
    if received is None and len(faults.found) == before:
        faults.add(number, f"cột “{_name(RECEIVED)}”: chưa ghi ngày. Hạn trả lời tính từ ngày này.")
    if received and received > today:
        faults.add(number, f"ngày nhận {received:%d/%m/%Y} chưa tới. Sửa ngày, hoặc chọn lại cột.")
    if received and limit and limit < received:
        faults.add(number, f"hạn {limit:%d/%m/%Y} trước ngày nhận {received:%d/%m/%Y}. Sửa một trong hai ngày.")
    if len(faults.found) > before or received is None:
        return None
    return FeedbackRow(
        line=number, code=texts[CODE], subject=texts[SUBJECT], summary=texts[SUMMARY], received=received, limit=limit,
        field=texts["field"], kind=kind_of(texts["kind"]), link=texts["link"],
    )  # fmt: skip


def _text(value: Cell | None) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else tidy(value or "")


def _short(text: str) -> str:
    return text if len(text) <= 120 else text[:119].rsplit(" ", 1)[0] + "…"


def _name(meaning: str) -> str:
    return rules().columns[meaning][0]


def decide(rows: Iterable[FeedbackRow], known: Mapping[str, Mapping[str, str]]) -> list[Decided]:
    """Return what each row does; `known` is what was said under each code when it last came in.

    Only what the source changed since is a difference: what people corrected in the book stays.
    """
    found = []
    for row in rows:
        before, now = known.get(row.code), row.said()
        changed = tuple(name for name in now if before is not None and before.get(name, "") != now[name])
        found.append(Decided(row, NEW if before is None else CHANGED if changed else SAME, changed))
    return found


def seal_of(decided: Iterable[Decided]) -> str:
    """Return a digest of what would be written: what is written is what was shown."""
    told = "\n".join(f"{one.row.code}{one.outcome}{sorted(one.row.said().items())}" for one in decided)
    return sha256(told.encode()).hexdigest()[:32]
