"""Working days, swaps, years without a notice."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from namro.core.base.errors import NamroError
from namro.core.timetable import national_calendar, read_calendar

CALENDAR = national_calendar()
ORACLE = Path(__file__).resolve().parents[4] / "shared" / "oracles" / "working_day_deadlines.csv"


def days(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize(("year", "working"), [(2024, 251), (2025, 250), (2026, 249)])
def test_working_days_of_a_year(year: int, working: int) -> None:
    assert sum(map(CALENDAR.is_working, days(year))) == working


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 5, 4), True),  # Saturday worked in return for 29 April
        (date(2024, 4, 29), False),
        (date(2024, 11, 9), False),  # an ordinary Saturday
        (date(2026, 11, 24), False),  # Viet Nam Culture Day
        (date(2026, 11, 23), True),  # a swap proposed, not decided: not applied
        (date(2026, 11, 28), False),
        (date(2022, 9, 2), True),  # no data for 2022: weekends only, and said so
    ],
)
def test_is_working(day: date, works: bool) -> None:
    assert CALENDAR.is_working(day) is works


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2024, 11, 8), date(2024, 11, 8), date(2024, 11, 8)),
        (date(2024, 11, 9), date(2024, 11, 8), date(2024, 11, 11)),
        (date(2024, 10, 20), date(2024, 10, 18), date(2024, 10, 21)),
        (date(2024, 9, 3), date(2024, 8, 30), date(2024, 9, 4)),
        (date(2024, 5, 5), date(2024, 5, 4), date(2024, 5, 6)),
        (date(2025, 2, 2), date(2025, 1, 24), date(2025, 2, 3)),
    ],
)
def test_moving_to_a_working_day(day: date, before: date, after: date) -> None:
    assert CALENDAR.previous_working_day(day) == before
    assert CALENDAR.next_working_day(day) == after


@pytest.mark.skipif(not ORACLE.exists(), reason="thư mục shared không có ở đây: bỏ qua số liệu đối chiếu")
def test_counting_working_days_agrees_with_the_published_cases() -> None:
    for row in csv.DictReader(ORACLE.open(encoding="utf-8")):
        day = date.fromisoformat(row["start_date"])
        for _ in range(int(row["working_days"])):
            day = CALENDAR.next_working_day(day + timedelta(days=1))
        assert day.isoformat() == row["due_date"], row


@pytest.mark.parametrize(
    ("first", "last", "provisional"),
    [
        (date(2024, 1, 1), date(2026, 12, 31), False),
        (date(2026, 12, 30), date(2027, 1, 4), True),
        (date(2022, 3, 1), date(2022, 3, 2), True),
        (date(2019, 3, 1), date(2019, 3, 2), True),
    ],
)
def test_a_year_without_a_notice_is_provisional(first: date, last: date, provisional: bool) -> None:
    assert CALENDAR.provisional((first, last)) is provisional


def test_a_span_over_an_undecided_swap_names_it() -> None:
    (swap,) = CALENDAR.undecided_in((date(2026, 11, 20), date(2026, 11, 25)))
    assert (swap.day, swap.swap_with) == (date(2026, 11, 23), date(2026, 11, 28))
    assert CALENDAR.undecided_in((date(2026, 10, 1), date(2026, 11, 22))) == ()


def test_days_off_fall_on_weekdays_and_worked_days_on_weekends() -> None:
    assert [day for day in CALENDAR.days_off if day.weekday() > 4] == []
    assert [day for day in CALENDAR.worked if day.weekday() < 5] == []


def test_another_kind_of_day_is_refused_with_the_file_and_the_day(tmp_path: Path) -> None:
    path = tmp_path / "lich.yaml"
    path.write_text("years: {2030: {notices: [], days: [{date: 2030-01-01, kind: nghi}]}}", "utf-8")
    with pytest.raises(NamroError, match=r"lich\.yaml: ngày 2030-01-01 ghi loại “nghi”"):
        read_calendar(path)
