"""More time: who asks, who decides, which days can be, how often it was given, and what the lateness counts against."""

from __future__ import annotations

from datetime import date

import pytest

from namro.core.base.errors import NamroError
from namro.core.improvement.agenda import Section, section_of
from namro.core.improvement.extensions import (
    ASKED_IN,
    Granted,
    can_ask,
    check_ask,
    check_decide,
    extended_words,
    later_day,
    still_moved,
    times_extended,
)
from namro.core.improvement.states import Role, State
from namro.core.improvement.timeliness import Event, When, timeliness
from namro.core.timetable import national_calendar

DUE = date(2026, 11, 20)  # a Friday
TODAY = date(2026, 11, 17)
CALENDAR = national_calendar()


def later(wanted: date, *, due: date | None = DUE, today: date = TODAY) -> date:
    return later_day(wanted, due=due, today=today, calendar=CALENDAR)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("due", [DUE, None])
@pytest.mark.parametrize("waiting", [False, True])
def test_who_may_ask_is_just_who_is_not_refused(state: State, role: Role, due: date | None, waiting: bool) -> None:
    may = can_ask(state, {role}, due=due, waiting=waiting)
    assert may == (state in ASKED_IN and role is not Role.LEADER and due is not None and not waiting)
    if may:
        check_ask(state, {role}, due=due, waiting=waiting)
    else:
        with pytest.raises(NamroError):
            check_ask(state, {role}, due=due, waiting=waiting)


def test_only_the_leader_decides() -> None:
    check_decide({Role.LEADER, Role.OWNER})
    with pytest.raises(NamroError, match="Chỉ lãnh đạo quyết định gia hạn"):
        check_decide({Role.OWNER, Role.COORDINATOR})


def test_a_day_off_counts_as_the_working_day_before() -> None:
    assert later(date(2026, 11, 29)) == date(2026, 11, 27)
    assert later(date(2026, 11, 24)) == date(2026, 11, 23)  # Culture Day
    assert later(date(2026, 11, 25)) == date(2026, 11, 25)
    assert later(date(2026, 11, 18), due=None) == date(2026, 11, 18)


def test_a_day_that_gives_no_time_is_refused() -> None:
    with pytest.raises(NamroError, match="không muộn hơn hạn đang áp dụng 20/11/2026"):
        later(DUE)
    with pytest.raises(NamroError, match=r"22/11/2026 \(ngày nghỉ, tính về 20/11/2026\) không muộn hơn"):
        later(date(2026, 11, 22))
    with pytest.raises(NamroError, match="đã qua"):
        later(date(2026, 11, 24), today=date(2026, 12, 1))


def test_extensions_are_counted_and_shortenings_are_not() -> None:
    moves = [Granted(DUE, date(2026, 12, 4)), Granted(date(2026, 12, 4), date(2026, 11, 30)), Granted(None, DUE)]
    assert times_extended(moves) == 1
    assert extended_words(1) == "gia hạn 1 lần"
    assert extended_words(0) == ""


@pytest.mark.parametrize(
    ("moves", "planned", "holds"),
    [
        ([], DUE, False),
        ([(DUE, date(2026, 12, 4))], DUE, True),
        ([(DUE, date(2026, 12, 4)), (date(2026, 12, 4), date(2026, 12, 11))], DUE, True),
        ([(DUE, date(2026, 12, 4))], date(2026, 12, 31), False),  # the plan itself has another day now
        ([(DUE, date(2026, 12, 4)), (date(2026, 12, 31), date(2027, 1, 8))], date(2026, 12, 31), True),
        ([(DUE, date(2026, 12, 4)), (date(2026, 12, 31), date(2027, 1, 8))], DUE, False),
    ],
)
def test_moves_hold_while_the_plan_keeps_its_day(moves: list[tuple[date, date]], planned: date, holds: bool) -> None:
    assert still_moved([Granted(*move) for move in moves], planned) is holds


def test_lateness_counts_against_the_day_in_force() -> None:
    handed_in = [Event("submit", date(2026, 12, 2)), Event("accept", date(2026, 12, 3))]
    found = [timeliness(handed_in, due=due, today=TODAY, calendar=CALENDAR).when for due in (DUE, date(2026, 12, 4))]
    assert found == [When.LATE, When.EARLY]


def test_who_asked_for_time_waits_for_others() -> None:
    assert section_of(State.DOING, DUE, today=TODAY, asks_time=True) is Section.WAITING
    assert section_of(State.ACCEPTED, DUE, today=TODAY, asks_time=True) is None
