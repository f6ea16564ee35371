"""Recurring deadlines as rules of RFC 5545."""

from __future__ import annotations

from datetime import date

import pytest

from namro.core.timetable import Shift, days_of, lay_out, national_calendar, rhythm_of
from namro.core.timetable.recurrence import recurrence

YEAR = (date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("quarterly:last-month:03", ["2024-03-03", "2024-06-03", "2024-09-03", "2024-12-03"]),
        ("quarterly", ["2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"]),
        ("half-yearly", ["2024-06-30", "2024-12-31"]),
        ("yearly", ["2024-12-31"]),
        ("yearly:12-05", ["2024-12-05"]),
        ("yearly:02-30", ["2024-02-29"]),
        ("yearly:q4-prev", ["2024-12-31"]),
        ("ongoing", []),
        ("daily", []),
    ],
)
def test_days_of_a_year(token: str, expected: list[str]) -> None:
    rhythm = rhythm_of(token)
    assert rhythm is not None
    assert [day.isoformat() for day in days_of(rhythm, YEAR)] == expected


def test_a_day_of_each_month_is_the_last_where_the_month_is_shorter() -> None:
    rhythm = rhythm_of("monthly:31")
    assert rhythm is not None
    found = days_of(rhythm, YEAR)
    assert len(found) == 12
    assert found[1] == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("token", "rule"),
    [
        ("monthly:20", "FREQ=MONTHLY;BYMONTHDAY=20"),
        ("monthly:30", "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
        ("quarterly", "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
        ("biweekly", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
    ],
)
def test_other_calendars_read_the_same_rule(token: str, rule: str) -> None:
    rhythm = rhythm_of(token)
    assert rhythm is not None
    written = str(recurrence(rhythm, YEAR))
    parts = set(rule.split(";"))
    if token.startswith("monthly"):
        parts.add("BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12")
    left_out = {"UNTIL", "WKST"}
    given = {part for part in written.split("RRULE:")[1].split(";") if part.split("=")[0] not in left_out}
    assert given == parts


def test_a_shift_says_where_days_off_go() -> None:
    """3 March and 3 June 2024 are a Sunday and a Monday, 3 September is the day after National Day."""
    rhythm = rhythm_of("quarterly:last-month:03")
    assert rhythm is not None
    back = lay_out(rhythm, YEAR, national_calendar()).occurrences
    forward = lay_out(rhythm, YEAR, national_calendar(), shift=Shift.FORWARD).occurrences
    assert [one.due for one in back] == [date(2024, 3, 1), date(2024, 6, 3), date(2024, 8, 30), date(2024, 12, 3)]
    assert [one.due for one in forward] == [date(2024, 3, 4), date(2024, 6, 3), date(2024, 9, 4), date(2024, 12, 3)]
