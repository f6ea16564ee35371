"""Times of recurring work a little ahead, and due days that follow the calendar."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from namro.core.improvement.events import EventTerm
from namro.core.improvement.laying import InForce, due_of, plain_rule, rule_from
from namro.core.timetable import Period, Rhythm, Term, TermUnit, national_calendar

CALENDAR = national_calendar()
SINCE, ENDS = date(2026, 1, 1), date(2028, 12, 31)
PERIODS = [period for period in Period if period is not Period.CONTINUOUS]


@given(period=st.sampled_from(PERIODS), before=st.booleans(), first=st.dates(SINCE, ENDS), second=st.dates(SINCE, ENDS))
def test_laid_out_in_pieces_or_at_once_it_is_the_same(period: Period, before: bool, first: date, second: date) -> None:
    rule = InForce(Rhythm(period=period, before=before), SINCE, ENDS)
    near, far = sorted((first, second))
    begun = rule.times(near, CALENDAR)
    assert rule.times(far, CALENDAR) == begun + rule.times(far, CALENDAR, after=rule.laid_until(near))
    assert rule_from(plain_rule(rule)) == rule


def test_nothing_is_to_come_once_the_last_time_is_there() -> None:
    yearly = InForce(Rhythm(period=Period.YEAR, month=3, day=10), SINCE, ENDS)
    assert yearly.laid_until(date(2027, 6, 1)) == date(2027, 6, 1)  # one of 2028 is left
    assert yearly.laid_until(date(2028, 3, 10)) == ENDS
    assert yearly.times(date(2025, 12, 31), CALENDAR) == ()


def test_a_due_day_follows_the_calendar() -> None:
    saturday, monday = date(2026, 8, 15), date(2026, 8, 31)
    assert due_of(saturday, CALENDAR) == date(2026, 8, 14)
    assert due_of(saturday, CALENDAR, before=True) == date(2026, 8, 14)
    term = EventTerm(Term(Decimal(5), TermUnit.WORKING_DAY), "nhận đủ hồ sơ")
    assert due_of(monday, CALENDAR, began=(date(2026, 8, 13), term)) == date(2026, 8, 20)
