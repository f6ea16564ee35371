"""Column headings of task tables and score sheets, under their common names and in any order."""

from __future__ import annotations

import re
from enum import StrEnum

from namro.core.base.folding import fold
from namro.documents.model import Row


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


_BODY = r"(?:don vi|co quan|bo phan|nguoi|ca nhan|can bo|cong chuc)?\s*"
#: First match wins, so what is most particular stands first.
_HEADINGS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (Column.NUMBER, re.compile(r"(?:s?tt|so tt|so thu tu|ma(?: so)?(?: tieu chi)?)$")),
    (
        Column.MAX,
        re.compile(r"(?:diem|thang diem)\s*(?:toi da|chuan|quy dinh|so toi da|cao nhat)|thang diem|diem chuan"),
    ),
    (Column.SELF, re.compile(r"(?:diem )?(?:tu (?:cham|danh gia|xac dinh))")),
    (Column.DEDUCTED, re.compile(r"(?:so )?diem (?:bi )?(?:tru|mat)|diem bi tru|bi tru")),
    (
        Column.ACHIEVED,
        re.compile(
            r"(?:ket qua |so )?(?:diem )?(?:tham dinh|dat(?: duoc)?|cham|danh gia|thuc te|hoi dong)(?: diem)?$"
            r"|diem so$|diem$"
        ),
    ),
    (Column.REASON, re.compile(r"(?:ly do|nguyen nhan|giai trinh)")),
    (Column.REMEDY, re.compile(r"(?:bien phap|giai phap|huong)\s*(?:khac phuc|xu ly|thuc hien)")),
    (Column.TASK, re.compile(r"(?:chi tieu|muc tieu|noi dung|giai phap|bien phap)\s*(?:can\s*)?khac phuc|nhiem vu")),
    (Column.RESULT, re.compile(r"ket qua thuc hien|hien trang|thuc trang|(?:nhung )?(?:ton tai|han che)")),
    (Column.TIME, re.compile(r"(?:tien do|thoi (?:gian|han)|han(?: hoan thanh| thuc hien)?$)")),
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


def columns_of(row: Row) -> dict[int, Column]:
    """Column meanings by index if this row is a heading row of at least three known columns, else nothing."""
    found: dict[int, Column] = {}
    texts = row.texts
    for i, text in enumerate(texts):
        column = _meaning(text)
        if column is not None and column not in found.values():
            found[i] = column
    if Column.TASK not in found.values() and not is_sheet(found):  # outside a sheet a remedy is the task
        found = {i: Column.TASK if c is Column.REMEDY else c for i, c in found.items()}
    known = len(found) >= 3 and len(found) >= len([t for t in texts if t]) - 1
    named = {Column.TASK, Column.CRITERION} & set(found.values())
    return found if known and named else {}


def _meaning(text: str) -> Column | None:
    folded = fold(text).strip(" .:*")
    if not folded or len(folded) > 70:
        return None
    return next((column for column, pattern in _HEADINGS if pattern.match(folded)), None)


def is_sheet(columns: dict[int, Column]) -> bool:
    """True for the columns of a score sheet."""
    return bool({Column.MAX, Column.ACHIEVED, Column.DEDUCTED, Column.SELF} & set(columns.values()))
