"""Days late by three rules, each beside a slow count of days, and what they cost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.assessment.lateness import LateRule, lateness, verdict
from namro.core.base.clock import VIETNAM
from namro.core.timetable import national_calendar

DUE = datetime(2026, 10, 20, 17, tzinfo=VIETNAM)
CALENDAR = national_calendar()
YEAR = timedelta(days=365)
MOMENTS = st.timedeltas(timedelta(0), YEAR).map(lambda passed: datetime(2026, 1, 1, tzinfo=VIETNAM) + passed)


def at(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=VIETNAM)


def days(sent: datetime, rule: LateRule, due: datetime = DUE) -> int:
    return lateness(sent, due, rule=rule, calendar=CALENDAR).days


@pytest.mark.parametrize(
    ("sent", "started", "dates", "working"),
    [
        ("19/10/2026 23:59", 0, 0, 0),
        ("20/10/2026 17:00", 0, 0, 0),
        ("20/10/2026 17:01", 1, 0, 0),
        ("21/10/2026 08:00", 1, 1, 1),
        ("21/10/2026 17:00", 1, 1, 1),
        ("21/10/2026 17:01", 2, 1, 1),
        ("22/10/2026 08:05", 2, 2, 2),
        ("23/10/2026 08:00", 3, 3, 3),
        ("24/10/2026 08:00", 4, 4, 3),  # a Saturday
        ("26/10/2026 08:00", 6, 6, 4),
    ],
)
def test_days_late_by_the_three_rules(sent: str, started: int, dates: int, working: int) -> None:
    found = [days(at(sent), rule) for rule in (LateRule.STARTED_DAY, LateRule.CALENDAR, LateRule.WORKING)]
    assert found == [started, dates, working]


def test_days_off_are_not_working_days() -> None:
    tet = at("13/02/2026 17:00"), at("24/02/2026 08:00")
    free = sum(not CALENDAR.is_working((tet[0] + timedelta(days=n)).date()) for n in range(1, 12))
    assert free > 4
    assert days(tet[1], LateRule.WORKING, tet[0]) == 11 - free


def test_one_moment_in_another_zone_is_the_same_moment() -> None:
    assert days(datetime(2026, 10, 20, 10, 1, tzinfo=UTC), LateRule.STARTED_DAY) == 1
    assert days(datetime(2026, 10, 20, 17, 0, tzinfo=UTC), LateRule.CALENDAR) == 1
    with pytest.raises(ValueError, match="zone"):
        days(datetime(2026, 10, 20), LateRule.CALENDAR)  # noqa: DTZ001


def slow(sent: datetime, due: datetime, rule: LateRule) -> int:
    """Walk from the limit to the moment, a day at a time."""
    count, moment = 0, due
    if rule is LateRule.STARTED_DAY:
        while moment < sent:
            count, moment = count + 1, moment + timedelta(hours=24)
        return count
    while moment.date() < sent.date():
        moment += timedelta(days=1)
        count += rule is LateRule.CALENDAR or CALENDAR.is_working(moment.date())
    return count


@given(MOMENTS, MOMENTS, st.sampled_from(LateRule))
def test_as_the_slow_count(sent: datetime, due: datetime, rule: LateRule) -> None:
    assert days(sent, rule, due) == slow(sent, due, rule)


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=40)), st.sampled_from(LateRule))
def test_later_is_never_fewer_days(sent: datetime, more: timedelta, rule: LateRule) -> None:
    assert days(sent + more, rule) >= days(sent, rule) >= 0


def test_journey_7() -> None:
    """Limit 20/10/2026 17:00, started days, two allowed at one point each."""
    told = []
    for sent in ("21/10/2026 08:00", "22/10/2026 08:05", "23/10/2026 08:00"):
        found = lateness(at(sent), DUE, rule=LateRule.STARTED_DAY, calendar=CALENDAR)
        follows = verdict(found.days, allowed=2, points_per_day=Decimal(1))
        told.append((found.sentence, follows.appraised, follows.points_off, follows.sentence))
    rule = "(mỗi 24 giờ bắt đầu sau hạn tính một ngày)."
    assert told == [
        (f"Hạn 20/10/2026 17:00, gửi 21/10/2026 08:00: trễ 1 ngày {rule}", True, 1,
         "Trễ 1 ngày, mỗi ngày 1,00 điểm: trừ 1,00 điểm."),
        (f"Hạn 20/10/2026 17:00, gửi 22/10/2026 08:05: trễ 2 ngày {rule}", True, 2,
         "Trễ 2 ngày, mỗi ngày 1,00 điểm: trừ 2,00 điểm."),
        (f"Hạn 20/10/2026 17:00, gửi 23/10/2026 08:00: trễ 3 ngày {rule}", False, 0,
         "Trễ 3 ngày, quá 2 ngày cho phép: không thẩm định nếu không có gia hạn kèm lý do."),
    ]  # fmt: skip
    extended = lateness(at("23/10/2026 08:00"), at("23/10/2026 17:00"), rule=LateRule.STARTED_DAY, calendar=CALENDAR)
    assert (extended.days, verdict(0, allowed=2, points_per_day=Decimal(1)).points_off) == (0, 0)
    assert extended.sentence == "Hạn 23/10/2026 17:00, gửi 23/10/2026 08:00: đúng hạn."


def test_late_by_hours_only_says_so() -> None:
    found = lateness(at("20/10/2026 18:00"), DUE, rule=LateRule.CALENDAR, calendar=CALENDAR)
    assert found.sentence.endswith("quá giờ, chưa tính ngày nào (tính theo ngày lịch).")
    second = lateness(DUE + timedelta(seconds=1), DUE, rule=LateRule.STARTED_DAY, calendar=CALENDAR)
    assert "gửi 20/10/2026 17:00:01: trễ 1 ngày" in second.sentence


def test_no_day_allowed() -> None:
    follows = verdict(1, allowed=0, points_per_day=Decimal("0.5"))
    assert follows.sentence.startswith("Trễ 1 ngày, không được phép trễ: không thẩm định")
    assert not follows.appraised
