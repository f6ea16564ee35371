"""Due tokens that name days: `2024-11-10`, `2024-06`, `2024-Q3`, `2024`, `invalid:2024-11-31`."""

from __future__ import annotations

import calendar
import re
from datetime import date, time, timedelta

from namro.core.base.errors import NamroError
from namro.core.timetable.calendar import Span

_DEFINITE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|-Q([1-4]))?")
_INVALID = re.compile(r"invalid:(\d{4})-(\d\d)-(\d\d)")
_TYPED = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?|(\d{4})-(\d{1,2})-(\d{1,2})")
_CLOCK = re.compile(r"(\d{1,2})\s*(?::|h|g|giờ)\s*(\d{1,2})?(?:\s*phút)?", re.IGNORECASE)
#: Typed years outside are slips of the hand.
_YEARS = range(1900, 2200)


def day_token(year: int, month: int, day: int) -> str:
    """Return the token of a printed day; one that does not exist is kept as `invalid:…`."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return f"invalid:{year:04d}-{month:02d}-{day:02d}"


def typed_token(text: str, year: int | None = None) -> str | None:
    """Return the token of a day as people type it: `31/12/2026`, `31/12` (of `year`) or `2026-12-31`; None for others.

    A day that does not exist is kept as `invalid:…`.
    """
    match = _TYPED.fullmatch("".join(text.split()))
    if match is None:
        return None
    day, month, own, *iso = match.groups()
    if not iso[0]:
        iso = [own or str(year or 0), month, day]
    parts = [int(part) for part in iso]
    return day_token(*parts) if parts[0] in _YEARS else None


def span_of(token: str) -> Span | None:
    """Return the first and last day a token names; None for recurring, relative, open and impossible ones."""
    match = _DEFINITE.fullmatch(token)
    if not match:
        return None
    year = int(match[1])
    if match[3]:
        day = date.fromisoformat(token)
        return day, day
    if match[2]:
        first, last = int(match[2]), int(match[2])
    elif match[4]:
        first, last = int(match[4]) * 3 - 2, int(match[4]) * 3
    else:
        first, last = 1, 12
    return date(year, first, 1), end_of_month(year, last)


def precision(token: str) -> int:
    """Return 3 for a day (also an impossible one), 2 for a month or quarter, 1 for a year, 0 for anything else."""
    if _INVALID.fullmatch(token):
        return 3
    match = _DEFINITE.fullmatch(token)
    if not match:
        return 0
    return 3 if match[3] else 2 if match[2] or match[4] else 1


def nearest_days(token: str) -> Span:
    """Return the existing days around an impossible one: `invalid:2024-11-31` → 30 November, 1 December.

    Raises `NamroError` for a token that is not an impossible day.
    """
    match = _INVALID.fullmatch(token)
    if not match:
        raise NamroError(f"“{token}” không phải là ngày không tồn tại.", code="due_token")
    year, month, day = (int(part) for part in match.groups())
    if month > 12:
        year, month, day = year, 12, 32
    if month < 1 or day < 1:
        first = date(year, max(month, 1), 1)
        return first - timedelta(days=1), first
    last = end_of_month(year, month)
    return last, last + timedelta(days=1)


def end_of_month(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def typed_clock(text: str) -> time | None:
    """A time of day as people type it ("14:30", "14h30", "8 giờ 05 phút", "8h"); None for what is none."""
    found = _CLOCK.fullmatch(text.strip())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
