"""A day in a cell of another system's table."""

from __future__ import annotations

import re
from datetime import date

from namro.core.base.faults import Faults
from namro.core.base.folding import tidy
from namro.core.timetable.tokens import day_token, nearest_days

_DAY_INSIDE = re.compile(r"\b(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}))\b")
_YEARS = range(1990, 2100)


def day_in_cell(number: int, name: str, value: str | date | None, faults: Faults) -> date | None:
    """Return the day of a cell; systems write the hour beside it, which is left away. Faults name row and column."""
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
        faults.add(number, f"cột “{name}”: không có ngày “{text[:30]}”. Gần nhất là {first} và {second}.")
        return None
    if token is None:
        faults.add(number, f"cột “{name}”: “{text[:30]}” không phải ngày. Viết theo mẫu 30/11/2026.")
        return None
    return date.fromisoformat(token)
