"""Deadlines inside one task that cannot hold together, or that no calendar has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from namro.core.assessment.rows import AuditRow
from namro.core.base.folding import fold, tidy
from namro.core.printed.items import Reading, Task

_DATE = r"(?:ngay\s+)?(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(20\d\d)"
_RANGE = re.compile(rf"\btu\s+{_DATE}\s+den\s+(?:het\s+)?{_DATE}")
_LIMIT = re.compile(
    rf"\b(?:truoc|cham nhat|muon nhat|den het|xong|hoan thanh)(?:\s+(?:la|vao|truoc|trong)){{0,2}}\s+{_DATE}"
)
_LABELLED = re.compile(r"\b(?:thoi han|thoi gian (?:hoan thanh|thuc hien)|han (?:cuoi|chot))\s?:")
_QUARTER = re.compile(rf"\bquy\s+(i{{1,3}}|iv|[1-4])\s?(?:/|nam)\s?(20\d\d)\s?\([^()]{{0,20}}?{_DATE}\s?\)")
_NO_SUCH = re.compile(r"\b(?:quy\s+(?:v|vi{1,3}|0|[5-9])|thang\s+(?:00|1[3-9]|[2-9]\d))\s?(?:/|nam)\s?20\d\d")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def check_deadlines(reading: Reading) -> Iterator[AuditRow]:
    """Look at the wording of each task, and at its days beside the day of the document."""
    for task in reading.tasks:
        printed = tidy(". ".join(t for t in (task.text, task.due_text) if t))
        where = ", ".join(task.remedies) or task.section
        for found in _NO_SUCH.finditer(fold(printed)):
            wording = printed[found.start() : found.end()]
            message = f"Mục {where} ghi “{wording}”: không có quý hoặc tháng này. Hỏi người soạn thảo."
            yield AuditRow("date_impossible", "error", where, wording, None, message)
        if told := _contradiction(task, fold(printed)) or _too_early(task, reading.header.date):
            message = f"Mục {where} có thời hạn mâu thuẫn: {told}. Xác định thời hạn phải theo."
            yield AuditRow("date_conflict", "error", where, None, None, message)


def _contradiction(task: Task, text: str) -> str | None:
    for found in _RANGE.finditer(text):
        first, last = _day(*found.groups()[:3]), _day(*found.groups()[3:])
        if first and last and last < first:
            return f"từ ngày {_vn(first)} nhưng đến ngày {_vn(last)}"
    for found in _QUARTER.finditer(text):
        quarter, year, *printed = found.groups()
        day = _day(*printed)
        number = _QUARTERS.get(quarter) or int(quarter)
        if day and (day.year, (day.month + 2) // 3) != (int(year), number):
            return f"quý {quarter.upper()}/{year} nhưng lại ghi ngày {_vn(day)}"
    return _two_limits(text) if task.kind == "remedy" else None


def _two_limits(text: str) -> str | None:
    """One remedy with two last days: the later one first, or the second under a label of its own."""
    limits = [(m.start(), day) for m in _LIMIT.finditer(text) if (day := _day(*m.groups()))]
    for (start, first), (end, second) in pairwise(limits):
        if second < first or (second != first and _LABELLED.search(text[start:end])):
            return f"vừa ghi {_vn(first)} vừa ghi {_vn(second)}"
    return None


def _too_early(task: Task, document: str | None) -> str | None:
    """All days of an open task lie before the day of the document."""
    days = [token for token in task.due if _DAY.fullmatch(token)]
    if not document or not days or len(days) < len(task.due) or task.status == "done":
        return None
    last = max(days)
    if last[: len(document)] >= document or re.match(r"\W*da\b", fold(task.text)):
        return None
    return f"hạn {_turned(last)} trước ngày của văn bản ({_turned(document)})"


def _day(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _vn(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _turned(token: str) -> str:
    return "/".join(reversed(token.split("-")))
