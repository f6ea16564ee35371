"""Counting working days, against a slow twin that walks day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.timetable import Calendar, days_late, days_left, national_calendar, working_days

CALENDAR = national_calendar()
DAYS = st.dates(date(2023, 12, 1), date(2028, 1, 31))


def walked(after: date, until: date, calendar: Calendar) -> int:
    """The twin: one day after the other."""
    return sum(calendar.is_working(after + timedelta(days=n)) for n in range(1, (until - after).days + 1))


@given(DAYS, DAYS)
def test_equals_walking(first: date, second: date) -> None:
    low, high = sorted((first, second))
    assert working_days(low, high, CALENDAR) == walked(low, high, CALENDAR)
    assert working_days(high, low, CALENDAR) == -walked(low, high, CALENDAR)


@given(
    st.frozensets(st.dates(date(2026, 1, 1), date(2026, 3, 1)), max_size=20),
    st.frozensets(st.dates(date(2026, 1, 1), date(2026, 3, 1)), max_size=20),
    st.dates(date(2025, 12, 20), date(2026, 3, 10)),
)
def test_equals_walking_in_any_calendar(off: frozenset[date], worked: frozenset[date], until: date) -> None:
    calendar = Calendar(days_off=off, worked=worked, years=frozenset({2026}), settled=frozenset())
    start = date(2025, 12, 20)
    assert working_days(start, until, calendar) == walked(start, until, calendar)


@given(DAYS, DAYS)
def test_a_day_is_late_or_has_days_left_but_not_both(due: date, today: date) -> None:
    due = CALENDAR.previous_working_day(due)
    late, left = days_late(due, today, CALENDAR), days_left(today, due, CALENDAR)
    assert (late > 0) == (today > due)
    assert (left > 0) == (today < due)


@pytest.mark.parametrize(
    ("due", "day", "late"),
    [
        (date(2026, 11, 16), date(2026, 11, 20), 4),
        (date(2026, 11, 20), date(2026, 11, 20), 0),
        (date(2026, 11, 20), date(2026, 11, 21), 1),  # a Saturday is received on Monday
        (date(2026, 8, 21), date(2026, 8, 22), 1),  # a worked Saturday
        (date(2026, 8, 28), date(2026, 9, 3), 1),  # four days off lie between
    ],
)
def test_days_late(due: date, day: date, late: int) -> None:
    assert days_late(due, day, CALENDAR) == late
