"""Recurring due tokens laid out over one year."""

from __future__ import annotations

import re
from datetime import date

from namro.core.timetable.tokens import end_of_month

_MONTHS_OF_PERIOD = {
    "monthly": range(1, 13),
    "quarterly": range(3, 13, 3),
    "half-yearly": range(6, 13, 6),
    "yearly": range(12, 13),
}
_DAY_OF_MONTH = re.compile(r"(monthly|quarterly:last-month):(\d\d)")

_DAY_OF_YEAR = re.compile(r"yearly:(\d\d)-(\d\d)")


def printed_days(token: str, year: int) -> tuple[date, ...]:
    """Return the days a recurring token names in `year`, as printed (not moved to working days).

    `monthly:20` is the 20th of each month, `quarterly:last-month:03` the 3rd of March, June, September and December;
    `yearly:12-05` is 5 December;
    a period without a day ends on its last day. A day the month does not have becomes its last. Empty for other tokens.
    """
    if token == "yearly:q4-prev":  # noqa: S105 - a due token, not a password
        return (date(year - 1, 12, 31),)
    if match := _DAY_OF_YEAR.fullmatch(token):
        return (_day(year, int(match[1]), int(match[2])),)
    if match := _DAY_OF_MONTH.fullmatch(token):
        months = _MONTHS_OF_PERIOD[match[1].split(":")[0]]
        return tuple(_day(year, month, int(match[2])) for month in months)
    return tuple(end_of_month(year, month) for month in _MONTHS_OF_PERIOD.get(token, ()))


def _day(year: int, month: int, day: int) -> date:
    last = end_of_month(year, month)
    return last if day > last.day else last.replace(day=day)
