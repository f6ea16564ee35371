"""Column headings of task tables and score sheets, under their common names and in any order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from namro.core.base.folding import fold
from namro.documents.model import Row, Table


class Column(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    TASK = "task"
    PRODUCT = "product"
    TIME = "time"
    WHO = "who"
    LEAD = "lead"
    HELP = "help"
    CRITERION = "criterion"
    MAX = "max"
    ACHIEVED = "achieved"
    SELF = "self"
    DEDUCTED = "deducted"
    REASON = "reason"
    RESULT = "result"
    REMEDY = "remedy"


#: A column of tasks with such a name holds the remedies when the table is a score sheet.
_REMEDY_TASK = re.compile(r"giai phap|bien phap|khac phuc")
_NO_MEANING = re.compile(r"(?:so )?diem$|ket qua$")
_FIGURE = re.compile(r"\d")
_BODY = r"(?:don vi|co quan|bo phan|nguoi|ca nhan|can bo|cong chuc)?\s*"
#: First match wins, so what is most particular stands first.
_HEADINGS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (Column.NUMBER, re.compile(r"(?:s?tt|so tt|so thu tu|ma(?: so)?(?: tieu chi)?)$")),
    (
        Column.MAX,
        re.compile(r"(?:diem|thang diem)\s*(?:toi da|chuan|quy dinh|so toi da|cao nhat)|thang diem|diem chuan|toi da$"),
    ),
    (Column.SELF, re.compile(r"(?:diem )?(?:tu (?:cham|danh gia|xac dinh))")),
    (Column.DEDUCTED, re.compile(r"(?:so )?diem (?:bi )?(?:tru|mat)|diem bi tru|bi tru|tru$|(?:diem )?chenh lech$")),
    (
        Column.ACHIEVED,
        re.compile(
            r"(?:ket qua |so )?(?:diem )?(?:tham dinh|dat(?: duoc)?|cham|danh gia|thuc te|hoi dong)(?: diem)?$"
            r"|(?:ket qua |so )?(?:diem )?(?:(?:do )?(?:hdtd|hoi dong|to|doan|co quan)(?: tham dinh)?)"
            r" ?(?:cham|danh gia|tham dinh|xac dinh)(?: diem)?$"
            r"|diem so$|diem$"
        ),
    ),
    (Column.REASON, re.compile(r"(?:ly do|nguyen nhan|giai trinh)")),
    (Column.REMEDY, re.compile(r"(?:bien phap|giai phap|huong)\s*(?:khac phuc|xu ly|thuc hien)|bien phap$")),
    (Column.TASK, re.compile(r"(?:chi tieu|muc tieu|noi dung|giai phap|bien phap)\s*(?:can\s*)?khac phuc|nhiem vu")),
    (Column.RESULT, re.compile(r"ket qua thuc hien|hien trang|thuc trang|(?:nhung )?(?:ton tai|han che)")),
    (
        Column.TIME,
        re.compile(r"(?:tien do|thoi (?:gian|han)|(?:ngay |ngay thang )?hoan thanh$|han(?: hoan thanh| thuc hien)?$)"),
    ),
    (Column.PRODUCT, re.compile(r"(?:san pham|ket qua|dau ra|yeu cau)")),
    (Column.HELP, re.compile(rf"{_BODY}phoi hop")),
    (Column.LEAD, re.compile(rf"{_BODY}(?:chu tri|tham muu|phu trach)")),
    (
        Column.WHO,
        re.compile(
            r"phan cong|trach nhiem|cach thuc|to chuc thuc hien|thuc hien"
            r"|(?:don vi|co quan|bo phan|nguoi|ca nhan|can bo|cong chuc)[^.]{0,30}thuc hien"
        ),
    ),
    (Column.CRITERION, re.compile(r"(?:linh vuc|tieu chi|chi so|chi tieu)")),
    (Column.TASK, re.compile(r"(?:nhiem vu|noi dung|cong viec|giai phap|hoat dong)")),
)


def columns_of(row: Row, below: Row | None = None) -> dict[int, Column]:
    """Column meanings by index if this row is a heading row of at least three known columns, else nothing.

    With `below`, the two rows are read as one heading: "Điểm" over "Tối đa".
    """
    texts = row.headings
    if below is not None:
        texts = [_two_rows(t, below.headings[i : i + 1]) for i, t in enumerate(texts)]
    found: dict[int, Column] = {}
    for i, text in enumerate(texts):
        column = _meaning(text)
        if column is not None and column not in found.values():
            found[i] = column
    if Column.TASK not in found.values() and not is_sheet(found):  # outside a sheet a remedy is the task
        found = {i: Column.TASK if c is Column.REMEDY else c for i, c in found.items()}
    found = _of_sheet(found, texts) if is_sheet(found) else found
    known = len(found) >= 3 and len(found) >= len({t for t in texts if t}) - 1
    named = {Column.TASK, Column.CRITERION} & set(found.values())
    return found if known and named else {}


def _two_rows(upper: str, lower: tuple[str, ...] | list[str]) -> str:
    """One heading of two cells: the lower one if it says enough, else both ("Tự chấm" over "Điểm")."""
    below = lower[0] if lower else ""
    if not below or below == upper:
        return upper
    alone = _meaning(below) is not None and not _NO_MEANING.match(fold(below).strip(" .:*"))
    return below if alone else f"{upper} {below}".strip()


def _of_sheet(found: dict[int, Column], texts: Sequence[str]) -> dict[int, Column]:
    """Columns that mean something else in a score sheet."""
    kinds = set(found.values())
    if Column.REMEDY not in kinds and Column.CRITERION in kinds:
        found = {
            i: Column.REMEDY if c is Column.TASK and _REMEDY_TASK.search(fold(texts[i])) else c
            for i, c in found.items()
        }
    if {Column.SELF, Column.ACHIEVED} <= kinds:  # then it is the difference between the two scores
        found = {i: c for i, c in found.items() if not (c is Column.DEDUCTED and "chenh lech" in fold(texts[i]))}
    return found


def body_rows(tables: Iterable[Table], *, of_sheets: bool) -> Iterator[tuple[dict[int, Column], Row]]:
    """Every row below a heading of the kind asked for, with its columns.

    A heading may take two rows; a table without one continues the table before.
    """
    columns: dict[int, Column] = {}
    for table in tables:
        below_head = False
        for row, following in zip(table.rows, (*table.rows[1:], None), strict=True):
            if below_head:
                below_head = False
                continue
            found, below_head = _head(row, following)
            if found:
                columns = found if is_sheet(found) is of_sheets else {}
            elif columns:
                yield columns, row


def _head(row: Row, below: Row | None) -> tuple[dict[int, Column], bool]:
    """The columns that a heading row opens, and whether the row below belongs to the heading."""
    single = columns_of(row)
    if below is None or _FIGURE.search(" ".join(below.texts)):
        return single, False
    double = columns_of(row, below)
    return (double, True) if len(double) > len(single) else (single, False)


def _meaning(text: str) -> Column | None:
    folded = fold(text).strip(" .:*")
    if not folded or len(folded) > 70:
        return None
    return next((column for column, pattern in _HEADINGS if pattern.match(folded)), None)


def is_sheet(columns: dict[int, Column]) -> bool:
    """True for the columns of a score sheet."""
    return bool({Column.MAX, Column.ACHIEVED, Column.DEDUCTED, Column.SELF} & set(columns.values()))
