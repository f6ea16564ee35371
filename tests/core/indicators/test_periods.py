"""Names of periods, and the days whose data belong to each."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.base.errors import NamroError
from namro.core.indicators.periods import MONTHS, Grain, Period, period_of, period_on
from tests.core.indicators.drafts import CALENDAR, DECREE

PERIODS = st.builds(
    lambda year, grain, place: Period(year, grain, place % (12 // MONTHS[grain]) + 1),
    st.integers(2001, 2098),
    st.sampled_from(list(Grain)),
    st.integers(0, 11),
)


@pytest.mark.parametrize(
    ("name", "words", "first", "last"),
    [
        ("2026-03", "Tháng 3/2026", "2026-02-15", "2026-03-14"),
        ("2026-01", "Tháng 1/2026", "2025-12-15", "2026-01-14"),
        ("2026-Q1", "Quý I/2026", "2025-12-15", "2026-03-14"),
        ("2026-H1", "6 tháng đầu năm 2026", "2025-12-15", "2026-06-14"),
        ("2026-Q3", "Quý III/2026", "2026-06-15", "2026-09-14"),
        ("2026", "Năm 2026", "2025-12-15", "2026-12-14"),
    ],
)
def test_windows_of_decree_09(name: str, words: str, first: str, last: str) -> None:
    period = period_of(name)
    assert (period.name, period.words) == (name, words)
    assert period.days(DECREE) == (date.fromisoformat(first), date.fromisoformat(last))


def test_by_the_calendar_a_month_is_the_month() -> None:
    assert period_of("2024-02").days(CALENDAR) == (date(2024, 2, 1), date(2024, 2, 29))
    assert period_of("2026-Q4").days(CALENDAR) == (date(2026, 10, 1), date(2026, 12, 31))


@pytest.mark.parametrize("text", ["2026-13", "2026-Q5", "2026-H3", "26", "2026-0", "quý 1", "1999", "2026-q0", "²026"])
def test_what_is_no_period_is_refused_with_how_to_write_it(text: str) -> None:
    with pytest.raises(NamroError, match=r"Viết 2026, 2026-H1|Không có kỳ"):
        period_of(text)


@given(PERIODS)
def test_a_name_leads_back(period: Period) -> None:
    assert period_of(period.name.lower()) == period


@given(PERIODS, st.sampled_from([CALENDAR, DECREE]), st.sampled_from(list(Grain)))
def test_parts_fill_the_whole_without_a_gap(period: Period, window: object, grain: Grain) -> None:
    if MONTHS[grain] > MONTHS[period.grain]:
        return
    days = [part.days(window) for part in period.parts(grain)]
    assert (days[0][0], days[-1][1]) == period.days(window)
    assert all(after[0] - before[1] == timedelta(days=1) for before, after in pairwise(days))
    assert all(period.holds(part) for part in period.parts(grain))


@given(PERIODS, st.sampled_from([CALENDAR, DECREE]))
def test_every_day_of_a_window_leads_to_its_period(period: Period, window: object) -> None:
    first, last = period.days(window)
    for day in (first, last, first + (last - first) // 2):
        assert period_on(day, period.grain, window) == period
    assert period_on(last + timedelta(days=1), period.grain, window).before == period
    assert period.last_year.days(window)[1] < first or period.grain is not Grain.YEAR
