"""Who is told what on which morning."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.base.errors import NamroError
from namro.core.improvement.reminding import Item, Why, digest_lines, digest_title, digests, reminder_rules
from namro.core.timetable import days_late, days_left, national_calendar

CALENDAR, RULES = national_calendar(), reminder_rules()
OWNER, COORDINATOR, LEADER = 1, 2, 3
LEADS = {"coordinator": (COORDINATOR,), "leader": (LEADER,)}


def item(due: date, **values: object) -> Item:
    return Item(key=f"viec:{due}", text="Báo cáo quý", due=due, people=(OWNER,), who="An", leads=LEADS, **values)  # type: ignore[arg-type]


def told(day: date, due: date, rules: object = RULES, **values: object) -> dict[int, list[tuple[str, int]]]:
    found = digests([item(due, **values)], today=day, calendar=CALENDAR, rules=rules)  # type: ignore[arg-type]
    return {person: [(line.why.value, line.days) for line in lines] for person, lines in found.items()}


@pytest.mark.parametrize(
    ("day", "owner"),
    [
        # Due on Friday 20/11/2026: working days are counted, so that 3 before is Tuesday.
        ((2026, 11, 11), [("soon", 7)]),
        ((2026, 11, 12), None),
        ((2026, 11, 17), [("soon", 3)]),
        ((2026, 11, 19), [("soon", 1)]),
        ((2026, 11, 20), [("today", 0)]),
        ((2026, 11, 21), None),  # a Saturday: nobody is told anything
        ((2026, 11, 23), [("late", 1)]),
        ((2026, 11, 24), None),  # the Day of Vietnamese Culture
        ((2026, 11, 26), [("late", 3)]),
        ((2026, 12, 2), [("late", 7)]),
        ((2026, 12, 3), None),
        ((2026, 12, 9), [("late", 12)]),  # every five days after the last one of the list
    ],
)
def test_seven_three_one_before_on_the_day_and_after(day: tuple[int, int, int], owner: object) -> None:
    assert told(date(*day), date(2026, 11, 20)).get(OWNER) == owner


def test_days_of_the_calendar_that_fall_on_days_off_are_told_beside_them() -> None:
    rules = replace(RULES, working=False)
    due = date(2026, 11, 17)  # three days before is Saturday: told on Friday, and again one day before
    assert OWNER in told(date(2026, 11, 13), due, rules)
    assert told(date(2026, 11, 14), due, rules) == {}
    late = date(2026, 11, 13)  # one day late is Saturday: told on Monday, three days late
    assert told(date(2026, 11, 16), late, rules)[OWNER] == [("late", 3)]
    assert told(date(2026, 11, 13), late, rules)[OWNER] == [("today", 0)]


def test_the_coordinator_hears_after_three_days_the_leader_after_five_each_once() -> None:
    due = date(2026, 11, 13)
    heard: dict[int, list[date]] = {}
    for n in range(1, 40):
        day = due + timedelta(days=n)
        for person, lines in told(day, due).items():
            if ("escalated", days_late(due, day, CALENDAR)) in lines:
                heard.setdefault(person, []).append(day)
    assert heard == {COORDINATOR: [date(2026, 11, 18)], LEADER: [date(2026, 11, 20)]}


def test_what_waits_for_others_is_not_chased() -> None:
    for n in range(30):
        assert told(date(2026, 11, 2) + timedelta(days=n), date(2026, 11, 13), waits=True) == {}


def test_who_owes_does_not_hear_of_it_as_a_leader_too() -> None:
    own = replace(item(date(2026, 11, 13)), people=(COORDINATOR,))
    found = digests([own], today=date(2026, 11, 18), calendar=CALENDAR, rules=RULES)
    assert [line.why for line in found[COORDINATOR]] == [Why.LATE]


def test_one_digest_a_person_the_latest_first() -> None:
    items = [item(date(2026, 11, 20)), item(date(2026, 11, 13)), item(date(2026, 11, 17)), item(date(2026, 11, 18))]
    lines = digests(items, today=date(2026, 11, 18), calendar=CALENDAR, rules=RULES)[OWNER]
    assert [line.item.due.day for line in lines] == [13, 17, 18]
    assert digest_title(lines) == "Sáng nay: 2 việc đã trễ hạn, 1 việc đến hạn hôm nay"
    said = list(digest_lines(lines, today=date(2026, 11, 18), calendar=CALENDAR, site="https://x"))
    assert said[:2] == ["Đã trễ hạn:", "- Báo cáo quý (hạn 13/11/2026, trễ 3 ngày làm)"]
    assert "Đến hạn hôm nay:" in said


@given(st.dates(date(2026, 1, 5), date(2026, 11, 1)))
def test_every_due_day_is_told_of_before_it_and_after_it(due: date) -> None:
    """A slow twin: each working day of two months around is asked by itself."""
    due = CALENDAR.previous_working_day(due)
    wanted = []
    for n in range(-30, 30):
        day = due + timedelta(days=n)
        if not CALENDAR.is_working(day):
            continue
        late = days_late(due, day, CALENDAR)
        ahead = days_left(day, due, CALENDAR) if day <= due else None
        if ahead in {7, 3, 1, 0} or late in {1, 3, 7, 12, 17, 22}:
            wanted.append(day)
    days = [due + timedelta(days=n) for n in range(-30, 30)]
    assert [day for day in days if OWNER in told(day, due)] == wanted


def test_a_rhythm_of_no_days_is_refused() -> None:
    with pytest.raises(NamroError, match="nhịp nhắc lại từ 1 ngày"):
        replace(RULES, again=0)
