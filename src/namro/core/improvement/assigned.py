"""Tasks from above in a workbook: what columns mean, what rows say, what they change. Decided before written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from hashlib import sha256

from namro.core.base.faults import Faults
from namro.core.base.folding import fold, tidy
from namro.core.base.yamlfile import load_data
from namro.core.timetable import day_token, nearest_days

#: A cell: text, or a day.
Cell = str | date
#: A row: its number as people see it, and its filled cells by column, counted from 0.
Row = tuple[int, Mapping[int, Cell]]

TEXT, DOCUMENT, DOCUMENT_DATE, DUE, OWNER, PRODUCT, GIVER, CODE = (
    "text", "document", "document_date", "due", "owner", "product", "giver", "code",
)  # fmt: skip
#: What a task takes over, in the order in which it is shown.
FIELDS = (TEXT, DOCUMENT, DOCUMENT_DATE, DUE, OWNER, PRODUCT, GIVER)
#: Rows of one file; with more it is another kind of file, or should come in parts.
MOST_ROWS = 300
_LENGTHS = {TEXT: 4000, DOCUMENT: 120, OWNER: 500, PRODUCT: 4000, GIVER: 300, CODE: 120}
_TITLE_ROWS = 15
_LEAST_GUESSED = 2
_WORD = re.compile(r"[^0-9a-z]+")
_DAY_INSIDE = re.compile(r"\b(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}))\b")
_YEARS = range(1990, 2100)
_NUMBERING = {"stt", "tt", "so tt", "so thu tu"}


@cache
def meanings() -> Mapping[str, tuple[str, ...]]:
    """Return the words by which each meaning of a column is known; the first is its name."""
    found = load_data("assigned_columns.yaml")["meanings"]
    return {key: tuple(words) for key, words in found.items()}


def guess(headings: Mapping[int, str]) -> dict[str, int]:
    """Return which column most likely has each meaning; a column has one, and the same words before similar ones."""
    folded = {place: _key(words) for place, words in headings.items()}
    found: dict[str, int] = {}
    for same in (True, False):
        for meaning, words in meanings().items():
            if meaning in found:
                continue
            for word in map(_key, words):
                place = next((at for at, text in folded.items() if _means(text, word, same=same)), None)
                if place is not None and place not in found.values():
                    found[meaning] = place
                    break
    return found


def _means(text: str, word: str, *, same: bool) -> bool:
    if text in _NUMBERING:
        return False
    return text == word if same else len(word) > 3 and f" {word} " in f" {text} "


def _key(words: str) -> str:
    return _WORD.sub(" ", fold(tidy(words))).strip()


def headings_of(rows: Sequence[Row]) -> tuple[int, dict[int, str]] | None:
    """Return which row holds the headings, by its place, and the headings; None where no row looks like it."""
    best: tuple[int, int, dict[int, str]] | None = None
    for place, (_number, cells) in enumerate(rows[:_TITLE_ROWS]):
        heads = {at: tidy(value) for at, value in cells.items() if isinstance(value, str) and value.strip()}
        guessed = guess(heads)
        if TEXT in guessed and len(guessed) >= _LEAST_GUESSED and (best is None or len(guessed) > best[0]):
            best = (len(guessed), place, heads)
    return best and (best[1], best[2])


def digest_of(headings: Mapping[int, str]) -> str:
    """Return by what the columns of a sheet are known again: all headings in their places."""
    return sha256("\x1f".join(f"{at}\x1e{_key(words)}" for at, words in sorted(headings.items())).encode()).hexdigest()


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

    def said(self) -> dict[str, str]:
        """What the row says, by meaning, as texts."""
        values = {field: getattr(self, field) for field in FIELDS}
        return {field: value.isoformat() if isinstance(value, date) else value or "" for field, value in values.items()}


def read_rows(rows: Iterable[Row], columns: Mapping[str, int], faults: Faults) -> list[Assigned]:
    """Return what the rows below the headings say; every fault goes to `faults` with its row and column.

    Rows without any of the chosen columns (empty ones, notes below the table) are passed over.
    """
    found: list[Assigned] = []
    lines: dict[str, int] = {}
    for number, cells in rows:
        taken = {meaning: cells[place] for meaning, place in columns.items() if place in cells}
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
    own = f"ma\x1f{texts[CODE]}" if texts[CODE] else f"{_key(texts[DOCUMENT])}\x1f{_key(texts[TEXT])}"
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
    """A day of a cell; systems write the hour beside it, which is left away."""
    if value is None or isinstance(value, date):
        return value
    text = tidy(value)
    if not text:
        return None
    inside = _DAY_INSIDE.search(text)
    token = None
    if inside:
        day, month, year = (inside[3], inside[2], inside[1]) if inside[1] else (inside[4], inside[5], inside[6])
        token = day_token(int(year), int(month), int(day)) if int(year) in _YEARS else None
    if token and token.startswith("invalid:"):
        first, second = (f"{day:%d/%m/%Y}" for day in nearest_days(token))
        faults.add(number, f"cột “{_name(meaning)}”: không có ngày “{text[:30]}”. Gần nhất là {first} và {second}.")
        return None
    if token is None:
        faults.add(number, f"cột “{_name(meaning)}”: “{text[:30]}” không phải ngày. Viết theo mẫu 30/11/2026.")
        return None
    return date.fromisoformat(token)


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
