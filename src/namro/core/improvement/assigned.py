"""Tasks from above in a workbook: what columns mean, what rows say, what they change. Decided before written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from hashlib import sha256

from namro.core.base import columns
from namro.core.base.columns import Cell, Row, key_of
from namro.core.base.faults import Faults
from namro.core.base.folding import tidy
from namro.core.base.yamlfile import load_data
from namro.core.timetable.cells import day_in_cell

TEXT, DOCUMENT, DOCUMENT_DATE, DUE, OWNER, PRODUCT, GIVER, CODE = (
    "text", "document", "document_date", "due", "owner", "product", "giver", "code",
)  # fmt: skip
#: What a task takes over, in the order in which it is shown.
FIELDS = (TEXT, DOCUMENT, DOCUMENT_DATE, DUE, OWNER, PRODUCT, GIVER)
#: Rows of one file; with more it is another kind of file, or should come in parts.
MOST_ROWS = 300
_LENGTHS = {TEXT: 4000, DOCUMENT: 120, OWNER: 500, PRODUCT: 4000, GIVER: 300, CODE: 120}


@cache
def meanings() -> Mapping[str, tuple[str, ...]]:
    """Return the words by which each meaning of a column is known; the first is its name."""
    found = load_data("assigned_columns.yaml")["meanings"]
    return {key: tuple(words) for key, words in found.items()}


def guess(headings: Mapping[int, str]) -> dict[str, int]:
    """Return which column most likely has each meaning."""
    return columns.guess(headings, meanings())


def headings_of(rows: Sequence[Row]) -> tuple[int, dict[int, str]] | None:
    """Return which row holds the headings, by its place, and the headings; None where no row looks like it."""
    return columns.headings_of(rows, meanings(), (TEXT,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """What one row says. `key` makes the same row the same task: its number there, else its document and words."""

    line: int
    key: str
    text: str
    document: str = ""
    document_date: date | None = None
    due: date | None = None
    owner: str = ""
    product: str = ""
    giver: str = ""

    @property
    def task_text(self) -> str:
        """What the task says in a plan: the work, and by which document it was given."""
        if not self.document:
            return self.text
        dated = f" ngày {self.document_date:%d/%m/%Y}" if self.document_date else ""
        return f"{self.text.rstrip(' .;')} (theo {self.document}{dated})"

    def said(self) -> dict[str, str]:
        """What the row says, by meaning, as texts."""
        values = {field: getattr(self, field) for field in FIELDS}
        return {field: value.isoformat() if isinstance(value, date) else value or "" for field, value in values.items()}


def read_rows(rows: Iterable[Row], chosen: Mapping[str, int], faults: Faults) -> list[Assigned]:
    """Return what the rows below the headings say; every fault goes to `faults` with its row and column.

    Rows without any of the chosen columns (empty ones, notes below the table) are passed over.
    """
    found: list[Assigned] = []
    lines: dict[str, int] = {}
    for number, cells in rows:
        taken = {meaning: cells[place] for meaning, place in chosen.items() if place in cells}
        filled = {meaning for meaning, value in taken.items() if not isinstance(value, str) or value.strip()}
        if not filled & {TEXT, DUE, DOCUMENT, CODE}:
            continue
        row = _row(number, taken, faults)
        if row is None:
            continue
        if row.key in lines:
            faults.add(number, f"trùng với dòng {lines[row.key]}: cùng văn bản, cùng nội dung. Xóa một trong hai dòng.")
            continue
        lines[row.key] = number
        found.append(row)
    if len(found) > MOST_ROWS:
        faults.add(0, f"có {len(found)} nhiệm vụ, mỗi lần nạp đến {MOST_ROWS}. Chia tệp thành nhiều phần.")
    return found


def _row(number: int, cells: Mapping[str, Cell], faults: Faults) -> Assigned | None:
    before = len(faults.found)
    texts = {meaning: _text(cells.get(meaning)) for meaning in (TEXT, DOCUMENT, OWNER, PRODUCT, GIVER, CODE)}
    if not texts[TEXT]:
        faults.add(number, f"cột “{_name(TEXT)}”: chưa ghi nhiệm vụ. Ghi việc phải làm, hoặc xóa dòng.")
    for meaning, text in texts.items():
        if len(text) > _LENGTHS[meaning]:
            faults.add(number, f"cột “{_name(meaning)}”: dài {len(text)} chữ, nhận đến {_LENGTHS[meaning]}. Rút gọn.")
    dated = _day(number, DOCUMENT_DATE, cells.get(DOCUMENT_DATE), faults)
    due = _day(number, DUE, cells.get(DUE), faults)
    if dated and due and due < dated:
        faults.add(number, f"hạn {due:%d/%m/%Y} trước ngày văn bản {dated:%d/%m/%Y}. Sửa một trong hai ngày.")
    if len(faults.found) > before:
        return None
    own = f"ma\x1f{texts[CODE]}" if texts[CODE] else f"{key_of(texts[DOCUMENT])}\x1f{key_of(texts[TEXT])}"
    return Assigned(
        line=number,
        key=sha256(own.encode()).hexdigest(),
        text=texts[TEXT],
        document=texts[DOCUMENT],
        document_date=dated,
        due=due,
        owner=texts[OWNER],
        product=texts[PRODUCT],
        giver=texts[GIVER],
    )


def _text(value: Cell | None) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else tidy(value or "")


def _day(number: int, meaning: str, value: Cell | None, faults: Faults) -> date | None:
    return day_in_cell(number, _name(meaning), value, faults)


def _name(meaning: str) -> str:
    return meanings()[meaning][0]


class Outcome(StrEnum):
    """What a row does."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Decided:
    """A row with what it does; `differences` are (meaning, before, now) of a changed one."""

    row: Assigned
    outcome: Outcome
    differences: tuple[tuple[str, str, str], ...] = ()


def decide(rows: Iterable[Assigned], known: Mapping[str, Mapping[str, str]]) -> list[Decided]:
    """Return what each row does; `known` is what was said by each key when it last came in.

    Only what the other system changed since is a difference: what people changed in the plan stays.
    """
    found = []
    for row in rows:
        before = known.get(row.key)
        if before is None:
            found.append(Decided(row, Outcome.NEW))
            continue
        now = row.said()
        differences = tuple(
            (field, before.get(field, ""), now[field]) for field in FIELDS if before.get(field, "") != now[field]
        )
        found.append(Decided(row, Outcome.CHANGED if differences else Outcome.SAME, differences))
    return found


def seal_of(decided: Iterable[Decided]) -> str:
    """Return a digest of what would be written: what is written is what was shown."""
    told = "\n".join(f"{one.row.key}{one.outcome}{sorted(one.row.said().items())}" for one in decided)
    return sha256(told.encode()).hexdigest()[:32]
