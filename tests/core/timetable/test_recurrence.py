"""Recurring deadlines laid out over a year."""

from __future__ import annotations

from datetime import date

import pytest

from namro.core.timetable import last_day, national_calendar, printed_days


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("quarterly:last-month:03", ["2024-03-03", "2024-06-03", "2024-09-03", "2024-12-03"]),
        ("quarterly", ["2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"]),
        ("half-yearly", ["2024-06-30", "2024-12-31"]),
        ("yearly", ["2024-12-31"]),
        ("yearly:q4-prev", ["2023-12-31"]),
        ("ongoing", []),
        ("weekly", []),
        ("2024-06", []),
    ],
)
def test_printed_days(token: str, expected: list[str]) -> None:
    assert [day.isoformat() for day in printed_days(token, 2024)] == expected


def test_a_day_of_each_month_is_the_last_where_the_month_is_shorter() -> None:
    found = printed_days("monthly:31", 2024)
    assert len(found) == 12
    assert found[1] == date(2024, 2, 29)


def test_before_the_third_of_the_last_month_leaves_the_working_day_before() -> None:
    calendar = national_calendar()
    due = [calendar.previous_working_day(last_day("before", d)) for d in printed_days("quarterly:last-month:03", 2024)]
    assert due == [date(2024, 3, 1), date(2024, 5, 31), date(2024, 8, 30), date(2024, 12, 2)]
