"""Early, on time, late: by the submission that was accepted, against a slow twin on random histories."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.improvement.states import Role, State, acts_open, after
from namro.core.improvement.timeliness import Event, When, due_words, standing_words, timeliness
from namro.core.timetable import days_late, national_calendar

CALENDAR = national_calendar()
DUE = date(2026, 11, 16)
TODAY = date(2026, 11, 20)


def events(*acts: tuple[str, int]) -> list[Event]:
    return [Event(act, date(2026, 11, day)) for act, day in acts]


@pytest.mark.parametrize(
    ("history", "when", "late", "review", "words"),
    [
        (events(), When.LATE, 4, 0, "trễ 4 ngày làm"),
        (events(("submit", 13), ("accept", 20)), When.EARLY, 0, 5, "xong sớm"),
        (events(("submit", 16), ("accept", 17)), When.ON_TIME, 0, 1, "xong đúng hạn"),
        (
            events(("submit", 13), ("return", 16), ("submit", 18), ("accept", 19)),
            When.LATE,
            2,
            1,
            "xong trễ 2 ngày làm",
        ),
        (events(("submit", 13)), When.OPEN, 0, 5, "nộp 13/11, chờ duyệt 5 ngày làm"),
        (events(("submit", 18)), When.OPEN, 2, 2, "nộp 18/11, trễ 2 ngày làm, chờ duyệt 2 ngày làm"),
        (events(("submit", 20)), When.OPEN, 4, 0, "nộp hôm nay, trễ 4 ngày làm, chờ duyệt"),
        (events(("submit", 13), ("withdraw", 14)), When.LATE, 4, 0, "trễ 4 ngày làm"),
        (events(("submit", 13), ("accept", 16), ("reopen", 18)), When.LATE, 4, 0, "trễ 4 ngày làm"),
        (events(("submit", 13), ("return", 16), ("cancel", 17)), When.NOT_COUNTED, 0, 0, "đã hủy"),
        (events(("cancel", 12), ("restore", 13)), When.LATE, 4, 0, "trễ 4 ngày làm"),
    ],
)
def test_histories(history: list[Event], when: When, late: int, review: int, words: str) -> None:
    found = timeliness(history, due=DUE, today=TODAY, calendar=CALENDAR)
    assert (found.when, found.late_days, found.review_days) == (when, late, review)
    assert standing_words(found, due=DUE, today=TODAY, calendar=CALENDAR) == words


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 11, 12), "còn 2 ngày làm"),
        (date(2026, 11, 14), "còn 1 ngày làm"),
        (date(2026, 11, 16), "hôm nay"),
        (date(2026, 11, 25), "trễ 6 ngày làm"),  # 24/11 is a holiday
    ],
)
def test_due_words(today: date, words: str) -> None:
    assert due_words(DUE, today, CALENDAR) == words


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    state, day, found = State.PLANNED, date(2026, 10, 1), []
    for _ in range(draw(st.integers(0, 12))):
        act = draw(st.sampled_from(acts_open(state, set(Role))))
        day += timedelta(days=draw(st.integers(0, 9)))
        state = after(state, act, set(Role), said="có")
        found.append(Event(act, day))
    return found


def twin(history: list[Event], today: date) -> tuple[When, date | None]:
    """The same read backwards: the last act that settles anything, then the submission before it."""
    settling = [n for n, e in enumerate(history) if e.act in ("submit", "accept", "return", "withdraw", "reopen")]
    ends = [e.act for e in history if e.act in ("cancel", "restore")]
    if ends and ends[-1] == "cancel":
        return When.NOT_COUNTED, None
    last = history[settling[-1]].act if settling else None
    if last not in ("submit", "accept"):
        return (When.LATE if today > DUE else When.OPEN), None
    day = [e.on for e in history[: settling[-1] + 1] if e.act == "submit"][-1]
    if last == "submit":
        return When.OPEN, day
    return (When.EARLY if day < DUE else When.ON_TIME if day == DUE else When.LATE), day


@given(histories(), st.integers(0, 60))
def test_equals_the_twin(history: list[Event], later: int) -> None:
    today = (history[-1].on if history else DUE) + timedelta(days=later)
    found = timeliness(history, due=DUE, today=today, calendar=CALENDAR)
    assert (found.when, found.submitted) == twin(history, today)
    assert found.review_days >= 0


@given(histories(), st.integers(0, 60))
def test_a_slow_reviewer_never_makes_work_late(history: list[Event], later: int) -> None:
    if history and history[-1].act == "accept":
        slow = [*history[:-1], Event("accept", history[-1].on + timedelta(days=later))]
        quick = timeliness(history, due=DUE, today=slow[-1].on, calendar=CALENDAR)
        found = timeliness(slow, due=DUE, today=slow[-1].on, calendar=CALENDAR)
        assert (found.when, found.late_days) == (quick.when, quick.late_days)
        assert found.late_days == days_late(DUE, found.submitted or DUE, CALENDAR)
