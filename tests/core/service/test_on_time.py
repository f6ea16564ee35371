"""The portal's reading of "on time": examples that are the manual, and what always holds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.service.clock import clock
from namro.core.service.dossiers import Dossier
from namro.core.service.on_time import Reason, timeliness
from namro.core.timetable import WorkingTime, default_hours, national_calendar
from tests.core.service.cast import dossier, event, moment

OFFICE = WorkingTime(national_calendar(), default_hours())
CUT_OFF = moment("31/10 23:59")
ASKED, DONE = event("supplement_requested", "12/10 08:00"), event("supplement_done", "14/10 08:00")
PAUSED, RESUMED = event("paused", "12/10 08:00"), event("resumed", "14/10 08:00")


def counted(*events: dict[str, Any], **columns: Any) -> Reason:
    given = {"accepted_at": "5/10 08:00", "due_at": "16/10 17:00", **columns}
    return timeliness(dossier(*events, **given), CUT_OFF, OFFICE).reason


@pytest.mark.parametrize(
    ("events", "columns", "reason"),
    [
        ([event("processed", "16/10 17:00")], {}, Reason.IN_TIME),
        ([event("processed", "16/10 17:01")], {}, Reason.PAST_DATE),
        ([event("processed", "16/10 17:01"), event("returned", "16/10 09:00")], {}, Reason.PAST_DATE),
        ([event("returned", "16/10 09:00")], {}, Reason.IN_TIME),
        ([event("withdrawn", "16/10 09:00")], {}, Reason.IN_TIME),
        ([], {}, Reason.PAST_DATE),
        ([], {"due_at": "30/11 17:00"}, Reason.IN_TIME),
        ([ASKED, DONE, event("processed", "18/10 17:00")], {}, Reason.IN_TIME),
        ([ASKED, DONE, event("processed", "18/10 17:01")], {}, Reason.PAST_DATE),
        ([ASKED, event("processed", "18/10 17:00")], {}, Reason.PAST_DATE),
        ([ASKED], {}, Reason.IN_TIME),
        ([event("supplement_requested", "17/10 08:00")], {}, Reason.PAST_DATE),
        ([ASKED, DONE, event("supplement_requested", "15/10 08:00")], {}, Reason.ASKED_TWICE),
        ([event("supplement_requested", "2/10 08:00"), ASKED], {}, Reason.IN_TIME),
        ([PAUSED, RESUMED, event("processed", "18/10 17:00")], {}, Reason.PAST_DATE),
        ([event("processed", "7/10 17:00")], {"due_at": "", "max_time": 2, "time_unit": "working_day"}, Reason.IN_TIME),
        (
            [event("processed", "8/10 08:00")],
            {"due_at": "", "max_time": 2, "time_unit": "working_day"},
            Reason.PAST_DATE,
        ),
        ([event("processed", "7/10 17:00")], {"due_at": ""}, Reason.NO_DATE),
        ([event("processed", "1/11 08:00")], {"due_at": "30/11 17:00"}, Reason.IN_TIME),
        ([event("processed", "1/11 08:00")], {"due_at": "20/10 17:00"}, Reason.PAST_DATE),
    ],
)
def test_how_the_portal_counts(events: list[dict[str, Any]], columns: dict[str, Any], reason: Reason) -> None:
    assert counted(*events, **columns) is reason


def test_pauses_come_off_in_the_own_reading_only() -> None:
    columns = {"accepted_at": "5/10 08:00", "due_at": "16/10 17:00"}
    ended = dossier(PAUSED, RESUMED, event("processed", "18/10 17:00"), **columns)
    standing = dossier(PAUSED, **columns)
    for one in (ended, standing):
        assert not timeliness(one, CUT_OFF, OFFICE).is_on_time
        assert timeliness(one, CUT_OFF, OFFICE, less_pauses=True).is_on_time


def test_the_reason_is_said_in_words() -> None:
    late = timeliness(dossier(accepted_at="5/10 08:00", due_at="16/10 17:00"), moment("19/10 08:00"), OFFICE)
    assert late.words == (
        "Chưa kết thúc, tính đến 08:00 thứ Hai 19/10/2026; hẹn trả 17:00 thứ Sáu 16/10/2026: trễ hạn."
    )


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ({"time_unit": "working_day", "max_time": 9}, "20/10 17:00"),
        ({"time_unit": "day", "max_time": 11}, "19/10 17:00"),  # 16 + 2 days is a Sunday
        ({"time_unit": "hour", "max_time": 60}, "20/10 17:00"),  # 15 office hours are two days of 7.5
        ({}, "20/10 17:00"),
    ],
)
def test_the_own_clock_moves_in_the_unit_of_the_procedure(unit: dict[str, Any], expected: str) -> None:
    waited = dossier(ASKED, DONE, accepted_at="5/10 08:00", due_at="16/10 17:00", **unit)
    assert clock(waited, CUT_OFF, OFFICE).due == moment(expected)


def test_a_wait_after_the_date_mends_nothing_and_one_within_the_moved_date_counts() -> None:
    late = event("supplement_requested", "19/10 08:00"), event("supplement_done", "21/10 08:00")
    columns = {"accepted_at": "5/10 08:00", "due_at": "16/10 17:00"}
    assert clock(dossier(*late, **columns), CUT_OFF, OFFICE).due == moment("16/10 17:00")
    both = dossier(PAUSED, RESUMED, *late, **columns)
    assert clock(both, CUT_OFF, OFFICE).due == moment("22/10 17:00")


hours = st.integers(0, 24 * 30)
START = moment("1/10 08:00")


def _at(hour: int) -> datetime:
    return START + timedelta(hours=hour)


@given(end=hours, due=hours, asked=hours, waited=st.integers(0, 24 * 10))
def test_an_answered_request_is_worth_its_own_length_and_never_harms(
    end: int, due: int, asked: int, waited: int
) -> None:
    def made(*events: tuple[str, int]) -> Dossier:
        plain = [{"status": status, "at": _at(hour)} for status, hour in events]
        return dossier(*plain, accepted_at="1/10 08:00", due_at=f"{_at(due):%d/%m %H:%M}")

    far = _at(24 * 60)
    plain = timeliness(made(("processed", end)), far, OFFICE)
    helped = timeliness(
        made(("processed", end), ("supplement_requested", asked), ("supplement_done", asked + waited)), far, OFFICE
    )
    assert plain.measured is not None
    assert helped.measured == plain.measured - timedelta(hours=waited)
    assert helped.is_on_time >= plain.is_on_time
    assert plain.is_on_time is (end <= due)
