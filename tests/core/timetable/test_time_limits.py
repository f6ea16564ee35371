"""Statutory time limits, by worked examples: published cases, the contract's sentences, the hours of two offices."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from namro.core.base.errors import NamroError
from namro.core.timetable import (
    Due,
    OfficeHours,
    Rules,
    Shift,
    WorkingTime,
    default_hours,
    due,
    national_calendar,
    parse_hours,
    parse_moment,
    parse_pause,
    parse_term,
)

CALENDAR = national_calendar()
OFFICE = WorkingTime(CALENDAR, default_hours())
#: Eight hours a day, as journey 6 (Đại Lãnh) has them.
LONG_OFFICE = WorkingTime(CALENDAR, OfficeHours.always(parse_hours("07:00-11:30,13:30-17:00")))


def counted(start: str, amount: str, unit: str, *, office: WorkingTime = OFFICE, **more: Any) -> Due:
    pauses = tuple(parse_pause(text) for text in more.pop("pauses", ()))
    return due(parse_moment(start), parse_term(amount, unit), office=office, rules=Rules(**more), pauses=pauses)


def up(start: str, amount: str, unit: str, **more: Any) -> str:
    return f"{counted(start, amount, unit, **more).at:%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize(
    ("start", "amount", "last"),
    [
        # Published cases: oracles/working_day_deadlines.csv, derived from the notices of 2024–2026.
        ("2024-04-26", "1", "2024-05-02"),
        ("2024-02-07", "1", "2024-02-15"),
        ("2024-08-30", "1", "2024-09-04"),
        ("2025-04-25", "1", "2025-04-26"),
        ("2025-08-29", "5", "2025-09-09"),
        ("2026-01-09", "1", "2026-01-10"),
        ("2026-04-24", "1", "2026-04-28"),
        ("2026-08-21", "1", "2026-08-22"),
        ("2026-11-20", "2", "2026-11-25"),
        ("2026-12-31", "1", "2027-01-04"),
        # The start date is not counted when it is a day off either.
        ("2026-10-10", "1", "2026-10-12"),
    ],
)
def test_working_days_are_due_at_the_close_of_the_last(start: str, amount: str, last: str) -> None:
    assert up(f"{start}T09:00", amount, "working_day") == f"{last}T17:00"
    assert up(f"{start}T23:59", amount, "working_day") == f"{last}T17:00"


@pytest.mark.parametrize(
    ("start", "hours", "long_office", "short_office"),
    [
        ("2026-10-09T15:20", "8", "2026-10-12T15:20", "2026-10-12T15:50"),  # Friday
        ("2026-10-09T15:20", "6", "2026-10-12T11:20", "2026-10-12T13:50"),  # the warning before it
        ("2026-10-10T20:00", "8", "2026-10-12T17:00", "2026-10-13T08:00"),  # Saturday night
    ],
)
def test_eight_hours_are_one_day_only_where_the_day_has_eight(
    start: str, hours: str, long_office: str, short_office: str
) -> None:
    assert up(start, hours, "hour", office=LONG_OFFICE) == long_office
    assert up(start, hours, "hour") == short_office


def test_an_answer_a_minute_after_the_limit_is_late() -> None:
    """Journey 6: the slip of 15:19 keeps the eight hours, the one of 15:21 does not."""
    limit = counted("2026-10-09T15:20", "8", "hour", office=LONG_OFFICE).at
    assert parse_moment("2026-10-12T15:19") <= limit < parse_moment("2026-10-12T15:21")
    used = LONG_OFFICE.count(parse_moment("2026-10-09T15:20"), parse_moment("2026-10-12T15:19"))
    assert used.total_seconds() / 3600 == pytest.approx(8 - 1 / 60)


@pytest.mark.parametrize(
    ("start", "hours", "expected"),
    [
        ("2026-08-21T14:00", "8", "2026-08-22T14:30"),  # the contract's example: a worked Saturday
        ("2026-10-12T07:30", "4", "2026-10-12T11:30"),  # used up at the close of a session: that close
        ("2026-10-12T07:30", "7.5", "2026-10-12T17:00"),
        ("2026-10-12T11:30", "0.5", "2026-10-12T14:00"),
        ("2026-10-12T17:00", "4", "2026-10-13T11:30"),
        ("2026-10-12T00:00", "0.02", "2026-10-12T07:31"),  # 1.2 minutes are one
        ("2026-10-12T16:59", "0.025", "2026-10-13T07:31"),  # 1.5 minutes are two
        ("2026-08-29T10:00", "1", "2026-09-03T08:30"),  # three days off and a weekend
    ],
)
def test_only_office_minutes_run(start: str, hours: str, expected: str) -> None:
    assert up(start, hours, "hour") == expected


def test_seconds_are_kept() -> None:
    found = counted("2026-10-12T08:00:30", "8", "hour").at
    assert f"{found:%Y-%m-%dT%H:%M:%S}" == "2026-10-13T08:30:30"


@pytest.mark.parametrize(
    ("start", "amount", "unit", "expected"),
    [
        ("2026-10-12", "10", "day", "2026-10-22"),
        ("2026-10-12", "5", "day", "2026-10-19"),  # a Saturday moves on
        ("2026-08-21", "1", "day", "2026-08-22"),  # a worked Saturday does not
        ("2026-08-21", "10", "day", "2026-09-03"),  # 31 August is off, and the two days after it
        ("2026-01-31", "1", "month", "2026-03-02"),  # 28 February is a Saturday
        ("2024-01-31", "1", "month", "2024-02-29"),
        ("2024-03-31", "1", "month", "2024-05-02"),  # 30 April and 1 May are off
        ("2026-10-12", "14", "month", "2027-12-13"),
        ("2024-02-29", "12", "month", "2025-02-28"),
    ],
)
def test_days_and_months_end_on_a_working_day(start: str, amount: str, unit: str, expected: str) -> None:
    assert up(f"{start}T10:00", amount, unit) == f"{expected}T17:00"


def test_tasks_and_reports_move_back() -> None:
    assert up("2026-10-12T10:00", "5", "day", shift=Shift.BACK) == "2026-10-16T17:00"


@pytest.mark.parametrize(
    ("start", "amount", "unit", "expected"),
    [
        ("2026-10-09T15:00", "1", "working_day", "2026-10-12T17:00"),  # not later than 15:00
        ("2026-10-09T15:01", "1", "working_day", "2026-10-13T17:00"),
        ("2026-10-10T15:01", "1", "working_day", "2026-10-12T17:00"),  # no working day: the rule says nothing
        ("2026-08-21T15:01", "1", "working_day", "2026-08-24T17:00"),  # counts as the worked Saturday
        ("2026-10-09T15:01", "4", "hour", "2026-10-12T11:30"),
        ("2026-10-09T15:01", "1", "day", "2026-10-13T17:00"),
        ("2026-10-30T15:01", "1", "month", "2026-12-02T17:00"),
    ],
)
def test_late_in_the_day_counts_as_the_next_opening(start: str, amount: str, unit: str, expected: str) -> None:
    assert up(start, amount, unit, late_after=time(15)) == expected


@pytest.mark.parametrize(
    ("amount", "unit", "pauses", "expected"),
    [
        # From Monday 12 October 2026, 08:00.
        ("8", "hour", ["2026-10-12T09:00/2026-10-12T10:00"], "2026-10-13T09:30"),
        ("8", "hour", ["2026-10-12T12:00/2026-10-12T13:30"], "2026-10-13T08:30"),  # nobody works then
        ("3.5", "hour", ["2026-10-12T11:30/2026-10-14T08:00"], "2026-10-12T11:30"),  # used up when it begins
        ("8", "hour", ["2026-10-12T09:00/2026-10-12T10:00", "2026-10-12T09:30/2026-10-12T10:30"], "2026-10-13T10:00"),
        ("8", "hour", ["2026-10-01T09:00/2026-10-12T08:00"], "2026-10-13T08:30"),  # before the start
        ("8", "hour", ["2026-10-01T09:00/2026-10-12T08:30"], "2026-10-13T09:00"),  # over the start
        ("8", "hour", ["2026-10-13T08:30/2026-10-20T08:30"], "2026-10-13T08:30"),  # after the end
        ("3", "working_day", ["2026-10-13T09:00/2026-10-15T09:00"], "2026-10-19T17:00"),  # Wednesday and Thursday
        ("3", "working_day", ["2026-10-13T09:00/2026-10-13T16:00"], "2026-10-15T17:00"),  # within one day
        ("3", "working_day", ["2026-10-16T08:00/2026-10-19T08:00"], "2026-10-16T17:00"),  # Monday, wherever it lies
        ("3", "working_day", ["2026-10-15T16:00/2026-10-19T08:00"], "2026-10-19T17:00"),  # Friday and Monday
        ("3", "working_day", ["2026-10-13T09:00/2026-10-15T09:00", "2026-10-14T09:00/2026-10-15T10:00"],
         "2026-10-19T17:00"),
        ("3", "working_day", ["2026-10-15T16:00/2026-10-16T08:00", "2026-10-16T16:00/2026-10-19T08:00"],
         "2026-10-19T17:00"),  # a Friday and a Monday, one each
        ("10", "day", ["2026-10-13T09:00/2026-10-15T09:00"], "2026-10-26T17:00"),  # Saturday 24 moves on
        ("10", "day", ["2026-09-13T09:00/2026-10-13T09:00"], "2026-11-23T17:00"),  # 30 days: a Saturday moves on
        ("1", "month", ["2026-10-13T09:00/2026-10-16T09:00"], "2026-11-16T17:00"),  # 12 + 3: a Sunday
    ],
)  # fmt: skip
def test_pauses(amount: str, unit: str, pauses: list[str], expected: str) -> None:
    assert up("2026-10-12T08:00", amount, unit, pauses=pauses) == expected


def test_office_hours_change_with_the_day() -> None:
    hours = OfficeHours(
        ((date(2026, 1, 1), parse_hours("07:30-11:30,13:30-17:00")), (date(2026, 10, 15), parse_hours("07:00-11:00")))
    )
    office = WorkingTime(CALENDAR, hours)
    assert up("2026-10-14T16:00", "2", "hour", office=office) == "2026-10-15T08:00"
    assert up("2026-10-13T16:00", "1", "working_day", office=office) == "2026-10-14T17:00"
    assert up("2026-10-13T16:00", "2", "working_day", office=office) == "2026-10-15T11:00"


@pytest.mark.parametrize(
    ("start", "amount", "unit", "warnings"),
    [
        ("2026-10-12T08:00", "5", "working_day", ()),
        ("2026-11-20T08:00", "1", "working_day", ("undecided_swap",)),
        ("2026-11-25T08:00", "3", "day", ("undecided_swap",)),
        ("2026-11-30T08:00", "1", "working_day", ()),
        ("2026-12-31T08:00", "1", "working_day", ("provisional_year",)),
        ("2026-11-20T08:00", "2", "month", ("undecided_swap", "provisional_year")),
        ("2022-03-01T08:00", "1", "hour", ("provisional_year",)),
        ("2040-03-01T08:00", "1", "hour", ("provisional_year",)),
    ],
)
def test_warnings(start: str, amount: str, unit: str, warnings: tuple[str, ...]) -> None:
    assert counted(start, amount, unit).warnings == warnings


def test_the_swap_counts_from_the_decision_on() -> None:
    decided = WorkingTime(CALENDAR.decided(date(2026, 11, 23), applied=True), default_hours())
    dropped = WorkingTime(CALENDAR.decided(date(2026, 11, 23), applied=False), default_hours())
    assert up("2026-11-20T08:00", "4", "working_day") == "2026-11-27T17:00"
    assert up("2026-11-20T08:00", "4", "working_day", office=decided) == "2026-11-28T17:00"
    assert up("2026-11-20T08:00", "4", "working_day", office=dropped) == "2026-11-27T17:00"
    assert counted("2026-11-20T08:00", "4", "working_day", office=decided).warnings == ()
    assert counted("2026-11-20T08:00", "4", "working_day", office=dropped).warnings == ()
    with pytest.raises(NamroError, match=r"2026-11-24 không phải là ngày đề xuất hoán đổi .* Chọn: 2026-11-23"):
        CALENDAR.decided(date(2026, 11, 24), applied=True)


@pytest.mark.parametrize(
    ("found", "articles"),
    [
        (counted("2026-10-12T08:00", "8", "hour"), ["Điều 147 khoản 1"]),
        (counted("2026-10-12T08:00", "3", "working_day"), ["Điều 147 khoản 2", "Điều 148 khoản 1"]),
        (counted("2026-10-12T08:00", "5", "day"), ["Điều 147 khoản 2", "Điều 148 khoản 1", "Điều 148 khoản 5"]),
        (counted("2026-10-12T08:00", "1", "month"), ["Điều 147 khoản 2", "Điều 148 khoản 3"]),
        (counted("2026-08-31T08:00", "8", "hour"), ["Điều 147 khoản 1", "9441/TB-BNV", "45/2019/QH14"]),
        (counted("2026-11-23T08:00", "1", "working_day"), ["Điều 147", "Điều 148", "28/2026/QH16"]),
        (
            counted("2026-10-12T16:00", "8", "hour", late_after=time(15)),
            ["Điều 147 khoản 1", "Mốc giờ nhận trong ngày do thủ tục hoặc đơn vị đặt"],
        ),
        (
            counted("2024-10-14T16:00", "8", "hour", late_after=time(15)),
            ["Điều 147 khoản 1", "Nghị định 61/2018/NĐ-CP, Điều 18 (chưa đối chiếu nguyên văn)"],
        ),
        (
            counted("2026-10-12T08:00", "8", "hour", pauses=["2026-10-12T09:00/2026-10-12T10:00"]),
            ["Điều 147 khoản 1", "Quyết định 766/QĐ-TTg"],
        ),
        (counted("2026-10-12T08:00", "8", "hour", pauses=["2026-10-20T09:00/2026-10-20T10:00"]), ["Điều 147 khoản 1"]),
    ],
)
def test_each_deadline_names_its_articles(found: Due, articles: list[str]) -> None:
    assert len(found.basis) == len(articles)
    assert [article for article, said in zip(articles, found.basis, strict=True) if article not in said] == []


@pytest.mark.parametrize(
    ("start", "amount", "unit", "message"),
    [
        ("2016-12-31T08:00", "1", "hour", "nằm ngoài khoảng tính được"),
        ("2101-01-01T08:00", "1", "hour", "nằm ngoài khoảng tính được"),
        ("2026-01-05T08:00", "1000000", "hour", "sau năm 2100"),
        ("2026-01-05T08:00", "100000", "working_day", "sau năm 2100"),
        ("2026-01-05T08:00", "1000000", "day", "sau năm 2100"),
        ("2026-01-05T08:00", "1000000", "month", "sau năm 2100"),
        ("2026-01-05T08:00", "900", "month", "sau năm 2100"),
    ],
)
def test_what_no_calendar_reaches_is_refused(start: str, amount: str, unit: str, message: str) -> None:
    with pytest.raises(NamroError, match=message):
        counted(start, amount, unit)


def test_office_time_between_two_moments() -> None:
    first, last = parse_moment("2026-10-09T15:20"), parse_moment("2026-10-12T08:00")
    assert OFFICE.count(first, last).total_seconds() == 60 * (100 + 30)
    assert OFFICE.count(last, first).total_seconds() == 0
    assert Decimal(OFFICE.length(date(2026, 10, 12)).seconds) / 3600 == Decimal("7.5")
