"""Days of reports, first those of journey 8 (a ward's plan of 2024)."""

from datetime import date

import pytest

from namro.core.base.errors import NamroError
from namro.core.reporting.days import DayRule, Days, Rules, WindowRule, days_of
from namro.core.reporting.periods import Kind, Period, period_of, periods_in
from namro.core.timetable import Shift, national_calendar


def days(rules: Rules, key: str) -> Days:
    return days_of(rules, period_of(key), national_calendar())


def test_progress_of_a_sunday_is_due_on_the_friday_before() -> None:
    found = days(Rules(due=DayRule(day=20)), "2024-10")
    assert found.named == date(2024, 10, 20)
    assert found.due == date(2024, 10, 18)
    assert found.window == (date(2024, 9, 15), date(2024, 10, 14))
    assert found.internal == date(2024, 10, 15)


def test_before_excludes_the_day_for_contributions_and_for_the_sending() -> None:
    rules = Rules(
        due=DayRule(day=10, months=-1, before=True),
        internal=DayRule(day=5, months=-1, before=True),
        window=WindowRule(day=31, months_before=2),
    )
    found = days(rules, "2024")
    assert found.named == date(2024, 11, 10)
    assert found.due == date(2024, 11, 8), "9/11 is a Saturday"
    assert found.internal == date(2024, 11, 4), "a Monday"


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("2024-01", date(2023, 12, 15), date(2024, 1, 14)),
        ("2024-Q1", date(2023, 12, 15), date(2024, 3, 14)),
        ("2024-Q2", date(2024, 3, 15), date(2024, 6, 14)),
        ("2024-H1", date(2023, 12, 15), date(2024, 6, 14)),
        ("2024-Q3", date(2024, 6, 15), date(2024, 9, 14)),
        ("2024", date(2023, 12, 15), date(2024, 12, 14)),
    ],
)
def test_windows_of_the_decree(key: str, first: date, last: date) -> None:
    assert WindowRule().of(period_of(key)) == (first, last)


def test_a_calendar_month_is_a_window_that_closes_on_its_last_day() -> None:
    assert WindowRule(day=31).of(period_of("2024-03")) == (date(2024, 3, 1), date(2024, 3, 31))
    assert WindowRule(day=31).of(period_of("2024-02")) == (date(2024, 2, 1), date(2024, 2, 29))


def test_a_report_due_before_its_data_close_is_refused() -> None:
    with pytest.raises(NamroError, match="sau hạn gửi 02/09/2024") as refused:
        days(Rules(due=DayRule(day=3, before=True)), "2024-Q3")
    assert refused.value.code == "window_after_due"


def test_contributions_after_the_sending_are_refused() -> None:
    with pytest.raises(NamroError, match="hạn góp nội dung 21/10/2024 sau hạn gửi 20/10/2024"):
        days(Rules(due=DayRule(day=20), internal=DayRule(day=21)), "2024-10")


def test_less_than_a_working_day_between_close_and_sending_is_said() -> None:
    rules = Rules(due=DayRule(day=16))
    assert days(rules, "2024-Q1").due == date(2024, 3, 15), "16/3 is a Saturday"
    assert "chưa đủ 01 ngày làm việc" in days(rules, "2024-Q1").warnings[0]
    assert days(Rules(due=DayRule(day=20)), "2024-Q1").warnings == ()


def test_the_quarterly_report_of_september_is_due_before_the_long_holiday() -> None:
    rules = Rules(due=DayRule(day=3, before=True), window=WindowRule(day=25, months_before=1))
    found = days(rules, "2024-Q3")
    assert found.window == (date(2024, 5, 26), date(2024, 8, 25))
    assert found.due == date(2024, 8, 30), "31/8 to 3/9 are days off"
    assert days_of(
        Rules(due=rules.due, window=rules.window, shift=Shift.FORWARD), period_of("2024-Q3"), national_calendar()
    ).due == date(2024, 9, 4)


def test_a_day_that_a_month_lacks_is_its_last() -> None:
    assert DayRule(day=31).named_in(period_of("2024-02")) == date(2024, 2, 29)
    assert DayRule(day=5, months=1).named_in(period_of("2024-12")) == date(2025, 1, 5)


def test_weeks_are_due_on_a_weekday() -> None:
    week = period_of("2024-W05")
    assert week.days == (date(2024, 1, 29), date(2024, 2, 4))
    assert days(Rules(due=DayRule(day=5), window=WindowRule(day=4), lead_days=0), "2024-W05").due == date(2024, 2, 2)
    assert DayRule(day=1, months=1).named_in(week) == date(2024, 2, 5)
    with pytest.raises(NamroError, match="tính theo tuần"):
        DayRule(day=20).named_in(week)


def test_without_a_rule_there_is_no_day_but_a_word() -> None:
    found = days(Rules(due=None), "2026")
    assert found.due is None
    assert "Chưa đặt hạn" in found.warnings[0]


@pytest.mark.parametrize("key", ["2024-13", "2024-H2", "2024-Q5", "2024-W54", "24", "", "1999", "2024-00", "9999-01"])
def test_periods_that_do_not_exist_are_refused(key: str) -> None:
    with pytest.raises(NamroError, match="Không có kỳ báo cáo"):
        period_of(key)


@pytest.mark.parametrize("kind", list(Kind))
def test_names_of_periods_are_read_back(kind: Kind) -> None:
    for period in periods_in(2026, kind):
        assert period_of(period.key) == period
        assert period.previous < period


def test_periods_follow_each_other() -> None:
    assert period_of("2026-01").previous == period_of("2025-12")
    assert period_of("2026-Q3").previous == Period(2025, Kind.Q3)
    assert period_of("2026-W01").previous == period_of("2025-W52")
    assert len(list(periods_in(2026, Kind.WEEK))) == 53, "2026 begins on a Thursday"


@pytest.mark.parametrize("day", [0, 32])
def test_rules_name_days_that_exist(day: int) -> None:
    with pytest.raises(NamroError, match="từ 1 đến 31"):
        DayRule(day=day)
