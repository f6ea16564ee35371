"""Quiet hours: over midnight, over days off, and never over the hours that stay open."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.timetable import national_calendar
from namro.core.timetable.quiet import Quiet, mailing_defaults

CALENDAR = national_calendar()
_DAYS = st.dates(date(2026, 1, 5), date(2026, 12, 20))
_MOMENTS = st.builds(lambda day, at: datetime.combine(day, at, VIETNAM), _DAYS, st.times())
_TIMES = st.times().map(lambda found: found.replace(second=0, microsecond=0))


@given(_MOMENTS, _TIMES, _TIMES, st.booleans())
def test_quiet_ends_at_the_first_moment_that_is_not_quiet(
    moment: datetime, since: time, until: time, days_off: bool
) -> None:
    if since == until:
        return
    quiet = Quiet(since=since, until=until, days_off=days_off)
    end = quiet.ends(moment, CALENDAR)
    assert end >= moment
    assert not quiet.covers(end, CALENDAR)
    step = moment
    while step < end:  # a slow twin: nothing between is free
        assert quiet.covers(step, CALENDAR)
        step += timedelta(minutes=37)


@pytest.mark.parametrize(
    ("since", "until", "refused"),
    [("18:30", "06:30", False), ("16:30", "08:00", False), ("16:29", "08:00", True), ("17:00", "08:01", True),
     ("12:00", "13:00", True), ("01:00", "05:00", False), ("07:00", "07:00", True)],
)  # fmt: skip
def test_working_hours_stay_open(since: str, until: str, refused: bool) -> None:
    quiet = Quiet(since=time.fromisoformat(since), until=time.fromisoformat(until))
    try:
        mailing_defaults().check(quiet)
    except NamroError:
        assert refused
    else:
        assert not refused
