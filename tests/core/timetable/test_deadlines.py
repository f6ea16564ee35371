"""Printed deadlines and the last working day they leave; the days of the Đại Lãnh plan among them."""

from __future__ import annotations

from datetime import date

import pytest

from namro.core.base.errors import NamroError
from namro.core.timetable import (
    day_token,
    due_on,
    last_day,
    national_calendar,
    nearest_days,
    precision,
    span_of,
    typed_token,
)

CALENDAR = national_calendar()


@pytest.mark.parametrize(
    ("token", "wording", "expected"),
    [
        ("2024-11-10", "before", date(2024, 11, 8)),  # Saturday 9/11 moves to Friday
        ("2024-11-05", "before", date(2024, 11, 4)),
        ("2024-10-20", "by", date(2024, 10, 18)),  # a Sunday
        ("2024-10-16", "by", date(2024, 10, 16)),
        ("2024-10-16", "on", date(2024, 10, 16)),
        ("invalid:2024-11-31", "before", date(2024, 11, 29)),  # before 30/11 or before 1/12: the same Friday
        ("invalid:2024-11-31", "by", date(2024, 11, 29)),
        ("invalid:2024-09-31", "by", None),  # 30/9 and 1/10 both work: a person must say which
        ("2024-Q3", "in", date(2024, 9, 30)),
        ("2024-06", "in", date(2024, 6, 28)),
        ("2024-06", "before", date(2024, 5, 31)),
        ("2024", "in", date(2024, 12, 31)),
        ("2024+", "open", None),
        ("monthly:20", "on", None),
        ("as-planned", "open", None),
    ],
)
def test_due_on(token: str, wording: str, expected: date | None) -> None:
    assert due_on(token, wording, CALENDAR) == expected


def test_before_excludes_the_day_and_the_other_wordings_include_it() -> None:
    day = date(2024, 3, 1)
    assert last_day("before", day) == date(2024, 2, 29)
    assert {last_day(wording, day) for wording in ("by", "on", "in")} == {day}


@pytest.mark.parametrize(
    ("token", "first", "last"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-Q4", date(2024, 10, 1), date(2024, 12, 31)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2024-11-10", date(2024, 11, 10), date(2024, 11, 10)),
    ],
)
def test_span_of(token: str, first: date, last: date) -> None:
    assert span_of(token) == (first, last)


@pytest.mark.parametrize("token", ["2024+", "ongoing", "within:5d", "invalid:2024-11-31", "monthly:20", ""])
def test_tokens_without_days_have_no_span(token: str) -> None:
    assert span_of(token) is None


def test_precision_orders_days_before_months_before_years() -> None:
    tokens = ["ongoing", "2024", "2024-Q2", "2024-06", "2024-06-30", "invalid:2024-06-31"]
    assert [precision(token) for token in tokens] == [0, 1, 2, 2, 3, 3]


@pytest.mark.parametrize(
    ("printed", "before", "after"),
    [
        ((2024, 11, 31), date(2024, 11, 30), date(2024, 12, 1)),
        ((2023, 2, 29), date(2023, 2, 28), date(2023, 3, 1)),
        ((2024, 12, 32), date(2024, 12, 31), date(2025, 1, 1)),
        ((2024, 13, 5), date(2024, 12, 31), date(2025, 1, 1)),
        ((2024, 5, 0), date(2024, 4, 30), date(2024, 5, 1)),
    ],
)
def test_an_impossible_day_is_kept_and_its_neighbours_are_proposed(
    printed: tuple[int, int, int], before: date, after: date
) -> None:
    token = day_token(*printed)
    assert token.startswith("invalid:")
    assert nearest_days(token) == (before, after)


def test_a_real_day_has_no_neighbours_to_propose() -> None:
    with pytest.raises(NamroError, match="không phải là ngày không tồn tại"):
        nearest_days(day_token(2024, 11, 30))


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("31/12/2026", "2026-12-31"),
        (" 5 / 1 ", "2026-01-05"),
        ("2026-1-5", "2026-01-05"),
        ("5.1.2027", "2027-01-05"),
        ("31/11", "invalid:2026-11-31"),
        ("31/11/1026", None),
        ("mai", None),
        ("", None),
    ],
)
def test_days_as_people_type_them(text: str, token: str | None) -> None:
    assert typed_token(text, 2026) == token


def test_a_day_without_a_year_needs_one() -> None:
    assert typed_token("5/1") is None
