"""Dates and years that cannot be, or that contradict one another."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from namro.core.assessment.deadlines import check_deadlines
from namro.core.assessment.rows import AuditRow
from namro.core.base.folding import fold, tidy
from namro.core.printed.items import LegalBasis, Reading

_IMPOSSIBLE = re.compile(r"invalid:(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
#: A cited result of the index, and the year it is said to be for; plans to raise next year's index are not meant.
_RESULT_YEAR = re.compile(
    r"(?:ket qua|cong bo|phe duyet)[^;]*chi so (?:cchc|cai cach hanh chinh|xep hang cai cach)[^;]*? nam (20\d\d)"
)
_RAISING = re.compile(r"nang cao|cai thien|khac phuc")


def check_dates(reading: Reading) -> Iterator[AuditRow]:
    """Impossible days, two deadlines for one task, years of the header that do not fit."""
    yield from _impossible(reading)
    yield from _conflicting(reading)
    yield from check_deadlines(reading)
    yield from _index_year(reading)
    yield from _document_year(reading)


def nearest_days(year: int, month: int, day: int) -> list[date]:
    """The real days meant by an impossible one: 31/11 gives 30/11 and 1/12; 5/13 gives 13/5."""
    if not 1 <= year < 9999:
        return []
    if 1 <= month <= 12:
        last = date(year, month, calendar.monthrange(year, month)[1])
        return [last, last + timedelta(days=1)]
    return [date(year, day, month)] if 1 <= day <= 12 < month <= 28 else []


def _impossible(reading: Reading) -> Iterator[AuditRow]:
    printed = [(t.section, token) for t in reading.tasks for token in t.due]
    printed += [(t.section, t.by) for t in reading.targets if t.by]
    for section, token in dict.fromkeys(printed):
        told_closer = any(other.startswith(f"{section}.") and token == same for other, same in printed)
        if told_closer or not (found := _IMPOSSIBLE.fullmatch(token)):
            continue
        year, month, day = map(int, found.groups())
        stated = f"{day:02}/{month:02}/{year}"
        proposals = [_vn(d) for d in nearest_days(year, month, day)]
        ask = f"Có thể là {' hoặc '.join(proposals)}; hỏi người soạn thảo." if proposals else "Hỏi người soạn thảo."
        message = f"Mục {section} ghi ngày {stated}, ngày này không có trong lịch. {ask}"
        yield AuditRow("date_impossible", "error", section, stated, ", ".join(proposals) or None, message)


def _conflicting(reading: Reading) -> Iterator[AuditRow]:
    for anomaly in reading.anomalies:
        if anomaly.kind == "conflicting_deadline":
            message = f"Mục {anomaly.where} có hai thời hạn khác nhau ({anomaly.note}). Xác định thời hạn phải theo."
            yield AuditRow("date_conflict", "error", anomaly.where, None, None, message)
    printed: dict[str, dict[str, set[str]]] = defaultdict(dict)
    for task in reading.tasks:
        if days := {token for token in task.due if _DAY.fullmatch(token)}:
            printed[fold(tidy(task.text))].setdefault(task.section, set()).update(days)
    for by_section in printed.values():
        if len(by_section) > 1 and not set.intersection(*by_section.values()):
            told = "; ".join(f"mục {s}: {', '.join(_vn_token(d) for d in sorted(x))}" for s, x in by_section.items())
            message = f"Cùng một nhiệm vụ nhưng thời hạn khác nhau ({told}). Thống nhất một thời hạn."
            yield AuditRow("date_conflict", "error", ", ".join(by_section), None, None, message)


def _index_year(reading: Reading) -> Iterator[AuditRow]:
    assessed = reading.header.assessed_year
    for basis in reading.legal_bases:
        text = fold(tidy(basis.text or ""))
        found = _RESULT_YEAR.search(text)
        if assessed is None or not found or int(found[1]) == assessed or _RAISING.search(text):
            continue
        message = (
            f"Căn cứ {basis.code} ghi kết quả chỉ số năm {found[1]}, "
            f"trong khi điểm trong văn bản là của năm {assessed}. Kiểm tra lại tên văn bản được dẫn."
        )
        yield AuditRow("year_conflict", "text", "header", found[1], str(assessed), message)
        return


def _document_year(reading: Reading) -> Iterator[AuditRow]:
    """A document cannot be older than what it cites, nor than the year it assesses."""
    header = reading.header
    if not header.date:
        return
    later = [b for b in reading.legal_bases if b.role == "basis" and _is_later(b, header.date)]
    if later:
        last = max(later, key=lambda b: b.date or "")
        message = (
            f"Văn bản đề {_vn_token(header.date)} nhưng căn cứ {last.code} ban hành ngày {_vn_token(last.date or '')}. "
            "Sửa lại ngày, tháng, năm của văn bản."
        )
        yield AuditRow("year_conflict", "text", "header", _vn_token(header.date), _vn_token(last.date or ""), message)
    elif header.assessed_year is not None and int(header.date[:4]) < header.assessed_year:
        message = f"Văn bản đề {_vn_token(header.date)} nhưng đánh giá năm {header.assessed_year}. Kiểm tra lại năm."
        yield AuditRow("year_conflict", "text", "header", header.date[:4], str(header.assessed_year), message)


def _is_later(basis: LegalBasis, day: str) -> bool:
    return basis.date is not None and basis.date[: len(day)] > day


def _vn(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def _vn_token(token: str) -> str:
    """ "2024-11-30" → "30/11/2024", "2023-04" → "04/2023"."""
    return "/".join(reversed(token.split("-")))
