"""A rhythm as a rule of RFC 5545: the one place that knows python-dateutil."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from namro.core.timetable.calendar import Span
from namro.core.timetable.rhythm import FRIDAY, MONTHS, WEEKS, Period, Rhythm

if TYPE_CHECKING:
    from dateutil.rrule import rrule

#: Every month has these days; of the others a shorter month takes its last.
_ALWAYS_THERE = 28

#: Work that comes back more often than this is a slip of the hand: weekly work of nearly twenty years.
MOST_TIMES = 1000
_WEEK, _MONTH = 7, 28


def times_at_most(rhythm: Rhythm, span: Span) -> int:
    """Return a number that the times in a span do not exceed, without laying them out."""
    days = max(0, (span[1] - span[0]).days)
    if rhythm.period is Period.CONTINUOUS:
        return 0
    every = _WEEK * WEEKS[rhythm.period] if rhythm.period in WEEKS else _MONTH * MONTHS[rhythm.period]
    return days // every + 1


@lru_cache(maxsize=1024)  # a plan repeats a few rhythms over one span
def days_of(rhythm: Rhythm, span: Span) -> tuple[date, ...]:
    """Return the days that a rhythm names inside a span, both ends included, as printed: not moved to working days.

    Two weeks count from the span's first day. A day the month does not have becomes its last. Continuous work has none.
    """
    if rhythm.period is Period.CONTINUOUS:
        return ()
    return tuple(day.date() for day in recurrence(rhythm, span))


def recurrence(rhythm: Rhythm, span: Span) -> rrule:
    """Return the rule of a rhythm that is not continuous; its text is what calendars of other makers read."""
    from dateutil.rrule import MONTHLY, WEEKLY, rrule  # 20 ms that a command without recurrence should not wait for

    first, last = (datetime.combine(day, time()) for day in span)
    parts: dict[str, Any] = {"dtstart": first, "until": last}
    if rhythm.period in WEEKS:
        # The week of the rule begins on the first day, so that the first times come in the first seven days.
        every, weekday = WEEKS[rhythm.period], (rhythm.day or FRIDAY) - 1
        return rrule(WEEKLY, interval=every, byweekday=weekday, wkst=first.weekday(), **parts)
    length = MONTHS[rhythm.period]
    months = range(rhythm.month or length, 13, length)
    day = rhythm.day or -1
    if day > _ALWAYS_THERE:
        return rrule(MONTHLY, bymonth=months, bymonthday=range(_ALWAYS_THERE, day + 1), bysetpos=-1, **parts)
    return rrule(MONTHLY, bymonth=months, bymonthday=day, **parts)
