"""Mornings without a digest, and units in which nobody holds a seat: nothing late stays unheard of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from namro.core.improvement.reminding import Item, digests, reminder_rules
from namro.core.timetable import national_calendar

CALENDAR, RULES = national_calendar(), reminder_rules()
OWNER, COORDINATOR, LEADER = 1, 2, 3
LEADS = {"coordinator": (COORDINATOR,), "leader": (LEADER,)}
#: A Monday; five working days later is the Monday after.
DUE = date(2026, 11, 2)


def told(
    day: date,
    *,
    last: date | None = None,
    leads: dict[str, tuple[int, ...]] = LEADS,
    people: tuple[int, ...] = (OWNER,),
) -> dict[int, list[tuple[str, int]]]:
    item = Item(key="viec:1", text="Báo cáo quý", due=DUE, people=people, who="An", leads=leads)
    found = digests([item], today=day, calendar=CALENDAR, rules=RULES, last=last)
    return {person: [(line.why.value, line.days) for line in lines] for person, lines in found.items()}


def test_the_leader_hears_although_the_morning_of_the_fifth_day_was_missed() -> None:
    fifth, sixth = date(2026, 11, 9), date(2026, 11, 10)
    assert told(fifth)[LEADER] == [("escalated", 5)]
    assert LEADER not in told(sixth)
    assert told(sixth, last=date(2026, 11, 6))[LEADER] == [("escalated", 6)]
    assert LEADER not in told(sixth, last=fifth)


def test_after_a_week_without_a_digest_each_hears_once_of_all_of_it() -> None:
    found = told(date(2026, 11, 11), last=date(2026, 11, 3))
    assert found == {OWNER: [("late", 7)], COORDINATOR: [("escalated", 7)], LEADER: [("escalated", 7)]}


def test_what_comes_near_is_told_of_a_day_later_than_never() -> None:
    assert told(DUE - timedelta(days=4)) == {}  # Thursday, two working days before
    assert told(DUE - timedelta(days=4), last=DUE - timedelta(days=6))[OWNER] == [("soon", 2)]


def test_days_of_the_calendar_are_made_up_for_too() -> None:
    rules = replace(RULES, working=False)
    item = Item(key="viec:1", text="Báo cáo quý", due=DUE, people=(OWNER,), leads=LEADS)
    found = digests([item], today=date(2026, 11, 10), calendar=CALENDAR, rules=rules, last=date(2026, 11, 4))
    assert set(found) == {OWNER, COORDINATOR, LEADER}


def test_a_clock_that_was_set_back_tells_as_on_any_morning() -> None:
    assert told(date(2026, 11, 9), last=date(2026, 12, 25)) == told(date(2026, 11, 9))


@pytest.mark.parametrize(
    ("leads", "third", "fifth"),
    [
        ({"coordinator": (COORDINATOR,)}, {COORDINATOR}, {COORDINATOR}),
        ({"leader": (LEADER,)}, {LEADER}, {LEADER}),
        ({}, set(), set()),
    ],
    ids=["no leader", "no coordinator", "nobody"],
)
def test_an_empty_seat_is_heard_for_by_another(
    leads: dict[str, tuple[int, ...]], third: set[int], fifth: set[int]
) -> None:
    assert set(told(date(2026, 11, 5), leads=leads)) - {OWNER} == third
    assert set(told(date(2026, 11, 9), leads=leads)) - {OWNER} == fifth


def test_work_that_nobody_holds_is_heard_of_by_who_leads() -> None:
    assert told(date(2026, 11, 5), people=()) == {COORDINATOR: [("escalated", 3)]}
    assert told(date(2026, 11, 9), people=()) == {LEADER: [("escalated", 5)]}
