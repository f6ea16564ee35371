"""Rhythms laid out over a span, against a slow twin that asks every day of the span."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.base.errors import NamroError
from namro.core.timetable import Occurrence, Period, Rhythm, lay_out, national_calendar, once, rhythm_of
from namro.core.timetable.rhythm import MONTHS

CALENDAR = national_calendar()
YEAR = (date(2024, 1, 1), date(2024, 12, 31))


@st.composite
def rhythms(draw: st.DrawFn) -> Rhythm:
    period = draw(st.sampled_from(list(Period)))
    if period is Period.CONTINUOUS:
        return Rhythm(period=period)
    months = MONTHS.get(period)
    return Rhythm(
        period=period,
        day=draw(st.none() | st.integers(1, 31 if months else 7)),
        month=draw(st.none() | st.integers(1, months)) if months else None,
        before=draw(st.booleans()),
    )


@st.composite
def spans(draw: st.DrawFn) -> tuple[date, date]:
    first = draw(st.dates(date(2023, 11, 1), date(2027, 6, 30)))
    return first, first + timedelta(days=draw(st.integers(0, 800)))


def names(rhythm: Rhythm, day: date, first: date) -> bool:
    """The twin: whether the rhythm names a day."""
    if rhythm.period is Period.CONTINUOUS:
        return False
    if rhythm.period in (Period.WEEK, Period.TWO_WEEKS):
        even = rhythm.period is Period.WEEK or (day - first).days // 7 % 2 == 0
        return day.isoweekday() == (rhythm.day or 5) and even
    length = MONTHS[rhythm.period]
    last = monthrange(day.year, day.month)[1]
    return (day.month - 1) % length + 1 == (rhythm.month or length) and day.day == min(rhythm.day or last, last)


@given(rhythms(), spans())
def test_equals_asking_every_day(rhythm: Rhythm, span: tuple[date, date]) -> None:
    first, last = span
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    expected = [day for day in days if names(rhythm, day, first)]
    found = lay_out(rhythm, span, CALENDAR).occurrences
    assert [one.scheduled for one in found] == expected
    for one in found:
        edge = one.scheduled - timedelta(days=rhythm.before)
        assert one.due <= edge
        assert CALENDAR.is_working(one.due)
        between = [one.due + timedelta(days=n) for n in range(1, (edge - one.due).days + 1)]
        assert not any(CALENDAR.is_working(day) for day in between)


@given(rhythms(), spans(), st.integers(1, 400))
def test_a_longer_span_only_adds_times_at_its_end(rhythm: Rhythm, span: tuple[date, date], more: int) -> None:
    longer = (span[0], span[1] + timedelta(days=more))
    found = lay_out(rhythm, span, CALENDAR).occurrences
    assert lay_out(rhythm, longer, CALENDAR).occurrences[: len(found)] == found


def test_the_report_of_the_20th_moves_back_and_keeps_its_printed_day() -> None:
    """Dai Lanh: 20/10/2024 is a Sunday, the report is due on Friday the 18th."""
    rhythm = Rhythm(period=Period.MONTH, day=20)
    october = lay_out(rhythm, YEAR, CALENDAR).occurrences[9]
    assert october == Occurrence(date(2024, 10, 20), date(2024, 10, 18))
    extended = october.moved(date(2024, 10, 25))
    assert (extended.scheduled, extended.due) == (date(2024, 10, 20), date(2024, 10, 25))


def test_before_the_third_of_the_last_month() -> None:
    rhythm = rhythm_of("quarterly:last-month:03", before=True)
    assert rhythm is not None
    found = lay_out(rhythm, YEAR, CALENDAR).occurrences
    assert [one.due for one in found] == [date(2024, 3, 1), date(2024, 5, 31), date(2024, 8, 30), date(2024, 12, 2)]


def test_a_swapped_saturday_is_a_working_day() -> None:
    weekly = Rhythm(period=Period.WEEK, day=6)
    found = lay_out(weekly, (date(2024, 4, 29), date(2024, 5, 11)), CALENDAR).occurrences
    assert [one.due for one in found] == [date(2024, 5, 4), date(2024, 5, 10)]


def test_times_once() -> None:
    assert once("2024-11-10", "before", CALENDAR) == Occurrence(date(2024, 11, 10), date(2024, 11, 8))
    assert once("2024-Q3", "in", CALENDAR) == Occurrence(date(2024, 9, 30), date(2024, 9, 30))
    assert once("monthly:20", "recurring", CALENDAR) is None
    assert once("invalid:2024-11-31", "before", CALENDAR) is None


def test_years_without_a_notice_warn() -> None:
    laid = lay_out(Rhythm(period=Period.QUARTER), (date(2026, 7, 1), date(2027, 12, 31)), CALENDAR)
    assert laid.warnings == ("Lịch nghỉ năm 2027 chưa có thông báo chính thức: 4 hạn trong năm có thể đổi.",)
    assert lay_out(Rhythm(period=Period.QUARTER), YEAR, CALENDAR).warnings == ()


def test_an_undecided_swap_warns_where_it_could_move_a_day() -> None:
    weekly = Rhythm(period=Period.WEEK, day=1)
    laid = lay_out(weekly, (date(2026, 11, 16), date(2026, 11, 30)), CALENDAR)
    assert laid.warnings == (
        "Đề xuất nghỉ ngày 23/11/2026, làm bù 28/11/2026 chưa được quyết định: hạn quanh hai ngày này có thể đổi.",
    )


@pytest.mark.parametrize(
    ("rhythm", "words"),
    [
        (Rhythm(period=Period.WEEK), "Hằng tuần"),
        (Rhythm(period=Period.TWO_WEEKS, day=1), "02 tuần/lần, thứ Hai"),
        (Rhythm(period=Period.MONTH, day=20, before=True), "Trước ngày 20 hằng tháng"),
        (Rhythm(period=Period.QUARTER, day=3), "Ngày 03 của tháng cuối quý"),
        (Rhythm(period=Period.QUARTER, day=15, month=1), "Ngày 15 của tháng thứ 1 trong quý"),
        (Rhythm(period=Period.HALF_YEAR, day=14), "Ngày 14 của tháng cuối mỗi nửa năm"),
        (Rhythm(period=Period.YEAR, day=31, month=8), "Ngày 31 tháng 8 hằng năm"),
        (Rhythm(period=Period.CONTINUOUS), "Thường xuyên"),
    ],
)
def test_words(rhythm: Rhythm, words: str) -> None:
    assert rhythm.words == words


@pytest.mark.parametrize("token", ["weekly", "biweekly", "monthly", "quarterly", "half-yearly", "yearly", "ongoing"])
def test_every_recurring_token_is_a_rhythm(token: str) -> None:
    assert rhythm_of(token) == Rhythm(period=Period(token))


@pytest.mark.parametrize("token", ["2024-06", "within:2wd", "as-planned", "invalid:2024-11-31"])
def test_other_tokens_are_none(token: str) -> None:
    assert rhythm_of(token) is None


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"period": Period.WEEK, "day": 8}, "hằng tuần không có ngày 8: chọn từ 1 đến 7"),
        ({"period": Period.MONTH, "day": 32}, "hằng tháng không có ngày 32: chọn từ 1 đến 31"),
        ({"period": Period.QUARTER, "month": 4}, "không có tháng thứ 4: chọn từ 1 đến 3"),
        ({"period": Period.WEEK, "month": 1}, "không có tháng thứ 1: để trống tháng"),
        ({"period": Period.CONTINUOUS, "day": 1}, "thường xuyên không có ngày hạn"),
    ],
)
def test_what_does_not_exist_is_refused(values: dict[str, Any], message: str) -> None:
    with pytest.raises(NamroError, match=message):
        Rhythm(**values)
