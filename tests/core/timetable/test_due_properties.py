"""Three ways of counting a deadline agree: the one that is read, the arrays, and the slow and obvious twin."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.timetable import (
    OfficeHours,
    Pause,
    Rules,
    Shift,
    Term,
    TermUnit,
    WorkingTime,
    due,
    national_calendar,
    parse_hours,
)
from namro.core.timetable.arrays import Pauses, due_many
from tests.core.timetable.slow_deadlines import is_open, slow_due
from tests.drawing import share

CALENDAR = national_calendar()
HOURS = (
    OfficeHours.always(parse_hours("07:30-11:30,13:30-17:00")),
    OfficeHours.always(parse_hours("07:00-11:30,13:30-17:00")),
    OfficeHours.always(parse_hours("08:00-12:00")),
    OfficeHours(
        (
            (date(2000, 1, 1), parse_hours("07:30-11:30,13:30-17:00")),
            (date(2026, 2, 20), parse_hours("07:00-10:00,10:15-11:30,14:00-18:00")),
            (date(2026, 9, 2), parse_hours("08:00-11:00")),
        )
    ),
)
OFFICES = [WorkingTime(calendar, hours) for hours in HOURS for calendar in (CALENDAR,)]
OFFICES.append(WorkingTime(CALENDAR.decided(date(2026, 11, 23), applied=True), HOURS[0]))

MOMENTS = st.datetimes(datetime(2025, 12, 20), datetime(2027, 1, 20)).map(  # noqa: DTZ001 - Hypothesis wants them bare
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=VIETNAM)
)
RULES = st.builds(
    Rules,
    late_after=st.none() | st.sampled_from([time(15), time(16, 30), time(11, 30), time(0)]),
    shift=st.sampled_from(Shift),
)


@st.composite
def edges(draw: st.DrawFn) -> datetime:
    """Moments that lie on an edge of office hours as often as not."""
    moment = draw(MOMENTS)
    if draw(st.booleans()):
        return moment
    hour, minute = draw(st.sampled_from([(7, 30), (11, 30), (13, 30), (17, 0), (15, 0), (15, 1), (0, 0)]))
    return moment.replace(hour=hour, minute=minute)


@st.composite
def pauses(draw: st.DrawFn, start: datetime) -> tuple[Pause, ...]:
    """Up to three pauses around the start: before it, over it, one over the other, long after it."""
    found = []
    for _ in range(draw(st.integers(0, 3))):
        since = start + timedelta(minutes=draw(st.integers(-6000, 30_000)))
        if draw(st.booleans()):
            hour, minute = draw(st.sampled_from([(7, 30), (11, 30), (13, 30), (17, 0)]))
            since = since.replace(hour=hour, minute=minute)
        found.append(Pause(since, since + timedelta(minutes=draw(st.integers(0, 9000)))))
    return tuple(found)


@st.composite
def cases(draw: st.DrawFn, unit: TermUnit) -> tuple[datetime, Term, tuple[Pause, ...]]:
    start = draw(edges())
    if unit is TermUnit.HOUR:
        minutes = draw(st.integers(1, 1800) | st.sampled_from([240, 210, 450, 480]))
        amount = Decimal(minutes) / 60
    else:
        amount = Decimal(draw(st.integers(1, 6 if unit is TermUnit.MONTH else 25)))
    return start, Term(amount, unit), draw(pauses(start))


@pytest.mark.parametrize("unit", TermUnit)
@settings(max_examples=share(60), deadline=None)
@given(data=st.data(), office=st.sampled_from(OFFICES), rules=RULES)
def test_equals_waiting(unit: TermUnit, data: st.DataObject, office: WorkingTime, rules: Rules) -> None:
    start, term, paused = data.draw(cases(unit))
    found = due(start, term, office=office, rules=rules, pauses=paused)
    assert found.at == slow_due(start, term, office=office, rules=rules, pauses=paused)
    assert found.at > start or rules.shift is Shift.BACK


@pytest.mark.parametrize("unit", TermUnit)
@settings(max_examples=share(60), deadline=None)
@given(data=st.data(), office=st.sampled_from(OFFICES), rules=RULES)
def test_arrays_equal_one_by_one(unit: TermUnit, data: st.DataObject, office: WorkingTime, rules: Rules) -> None:
    rows = data.draw(st.lists(cases(unit), min_size=1, max_size=12))
    seconds = data.draw(st.integers(0, 59))
    rows = [(start.replace(second=seconds), term, paused) for start, term, paused in rows]
    pairs = data.draw(st.permutations([(n, p) for n, (_, _, paused) in enumerate(rows) for p in paused]))
    found = due_many(
        moments(start for start, _, _ in rows),
        np.array([term.minutes if unit is TermUnit.HOUR else term.count for _, term, _ in rows]),
        unit,
        office=office,
        rules=rules,
        pauses=Pauses(
            np.array([n for n, _ in pairs], np.int64),
            moments(p.since for _, p in pairs),
            moments(p.until for _, p in pairs),
        ),
    )
    expected = [due(start, term, office=office, rules=rules, pauses=paused).at for start, term, paused in rows]
    assert found.tolist() == [one.replace(tzinfo=None) for one in expected]


@settings(max_examples=share(60), deadline=None)
@given(edges(), st.integers(0, 9000), st.data(), st.sampled_from(OFFICES))
def test_counting_equals_looking_at_every_minute(
    start: datetime, minutes: int, data: st.DataObject, office: WorkingTime
) -> None:
    paused, end = data.draw(pauses(start)), start + timedelta(minutes=minutes)
    open_minutes = sum(
        is_open(minute, office) and not any(p.since <= minute < p.until for p in paused)
        for minute in (start + timedelta(minutes=n) for n in range(minutes))
    )
    assert office.count(start, end, paused) == timedelta(minutes=open_minutes)


@given(edges(), st.integers(1, 5000), st.data(), st.sampled_from(OFFICES))
def test_a_term_is_used_up_exactly_when_it_is_due(
    start: datetime, minutes: int, data: st.DataObject, office: WorkingTime
) -> None:
    paused = data.draw(pauses(start))
    end = office.after(start, timedelta(minutes=minutes), paused)
    assert office.count(start, end, paused) == timedelta(minutes=minutes)
    assert office.count(start, end - timedelta(minutes=1), paused) == timedelta(minutes=minutes - 1)


def test_no_deadlines_are_no_fault() -> None:
    none = due_many(moments([]), np.array([], np.int64), TermUnit.DAY, office=OFFICES[0])
    assert none.tolist() == []


@pytest.mark.parametrize(
    ("start", "amount", "unit", "message"),
    [
        ("2016-12-31T08:00", 1, TermUnit.DAY, "ngoài khoảng tính được"),
        ("2101-01-01T08:00", 1, TermUnit.HOUR, "ngoài khoảng tính được"),
        ("NaT", 1, TermUnit.HOUR, "ngoài khoảng tính được"),
        ("2026-01-05T08:00", 0, TermUnit.DAY, "lớn hơn 0"),
        ("2026-01-05T08:00", 10**15, TermUnit.HOUR, "không quá dài"),
        ("2026-01-05T08:00", 1_000_000, TermUnit.WORKING_DAY, "sau năm 2100"),
        ("2026-01-05T08:00", 1_000_000, TermUnit.DAY, "sau năm 2100"),
        ("2026-01-05T08:00", 1_000, TermUnit.MONTH, "sau năm 2100"),
        ("2100-12-31T17:00", 1, TermUnit.HOUR, "sau năm 2100"),
    ],
)
def test_arrays_refuse_what_no_calendar_reaches(start: str, amount: int, unit: TermUnit, message: str) -> None:
    with pytest.raises(NamroError, match=message):
        due_many(np.array([start], "datetime64[s]"), np.array([amount]), unit, office=OFFICES[0])


def test_arrays_refuse_a_pause_that_ends_before_it_begins() -> None:
    backwards = Pauses(np.array([0]), moments([datetime(2026, 1, 6)]), moments([datetime(2026, 1, 5)]))  # noqa: DTZ001
    start = np.array(["2026-01-05T08:00"], "datetime64[s]")
    with pytest.raises(NamroError, match="tạm dừng kết thúc trước khi bắt đầu"):
        due_many(start, np.array([1]), TermUnit.DAY, office=OFFICES[0], pauses=backwards)


def moments(given: object) -> np.ndarray:
    return np.array([moment.replace(tzinfo=None) for moment in given], "datetime64[s]")  # type: ignore[attr-defined]
