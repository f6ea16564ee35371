"""Counting working days: how many are left, how many too late."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from functools import lru_cache

from namro.core.timetable.calendar import Calendar

_WORKING_WEEK = 5


def working_days(after: date, until: date, calendar: Calendar) -> int:
    """Return the number of working days d with after < d ≤ until; negative when `until` lies before `after`."""
    if until < after:
        return -working_days(until, after, calendar)
    return _up_to(until, calendar) - _up_to(after, calendar)


def days_left(today: date, due: date, calendar: Calendar) -> int:
    """Return the working days left up to and including the due day: 0 on the day itself and after it."""
    return max(0, working_days(today, due, calendar))


def days_late(due: date, day: date, calendar: Calendar) -> int:
    """Return the working days by which `day` is later than `due`: 0 in time.

    What comes in on a day off is received on the next working day, so that a Saturday is one day after Friday.
    """
    if day <= due:
        return 0
    return max(1, working_days(due, calendar.next_working_day(day), calendar))


def _up_to(day: date, calendar: Calendar) -> int:
    """Working days from 1 January of year 1 (a Monday) up to and including `day`."""
    off, worked = _exceptions(calendar)
    weeks, rest = divmod(day.toordinal(), 7)
    weekdays = weeks * _WORKING_WEEK + min(rest, _WORKING_WEEK)
    return weekdays - bisect_right(off, day) + bisect_right(worked, day)


@lru_cache(maxsize=8)
def _exceptions(calendar: Calendar) -> tuple[list[date], list[date]]:
    """Weekdays off and weekend days worked, in order."""
    off = sorted(d for d in calendar.days_off - calendar.worked if d.weekday() < _WORKING_WEEK)
    return off, sorted(d for d in calendar.worked if d.weekday() >= _WORKING_WEEK)
