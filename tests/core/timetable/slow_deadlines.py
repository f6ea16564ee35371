"""The obvious twin of `due`: it waits minute by minute and day by day, as a clerk with a clock would."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta

from namro.core.base.clock import VIETNAM
from namro.core.timetable import Pause, Rules, Shift, Term, TermUnit, WorkingTime

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def slow_due(
    start: datetime, term: Term, *, office: WorkingTime, rules: Rules, pauses: tuple[Pause, ...] = ()
) -> datetime:
    """When a term is up; the start has no seconds."""
    begun = opening_of_the_next_day(start, office) if is_late(start, office, rules) else start
    if term.unit is TermUnit.HOUR:
        return wait(begun, round(term.amount * 60), office, pauses)
    paused = {day for pause in pauses for day in days_after(pause.since.date(), pause.until.date())}
    count = sum(office.calendar.is_working(day) or term.unit is not TermUnit.WORKING_DAY for day in paused)
    return close(begun.date(), term, count, office, rules)


def is_late(start: datetime, office: WorkingTime, rules: Rules) -> bool:
    if rules.late_after is None or not office.calendar.is_working(start.date()):
        return False
    return (start.hour, start.minute) > (rules.late_after.hour, rules.late_after.minute)


def opening_of_the_next_day(start: datetime, office: WorkingTime) -> datetime:
    moment = datetime(start.year, start.month, start.day, tzinfo=VIETNAM) + DAY
    while not is_open(moment, office):
        moment += MINUTE
    return moment


def is_open(minute: datetime, office: WorkingTime) -> bool:
    now = 60 * minute.hour + minute.minute
    sessions = office.hours.on(minute.date())
    return office.calendar.is_working(minute.date()) and any(opens <= now < closes for opens, closes in sessions)


def wait(start: datetime, minutes: int, office: WorkingTime, pauses: tuple[Pause, ...]) -> datetime:
    """The end of the last minute that had to be waited for."""
    minute = start
    while minutes:
        running = is_open(minute, office) and not any(pause.since <= minute < pause.until for pause in pauses)
        minutes -= running
        minute += MINUTE
    return minute


def close(start: date, term: Term, extra: int, office: WorkingTime, rules: Rules) -> datetime:
    if term.unit is TermUnit.WORKING_DAY:
        last = start
        for _ in range(int(term.amount) + extra):
            last += DAY
            while not office.calendar.is_working(last):
                last += DAY
    else:
        last = start + int(term.amount) * DAY if term.unit is TermUnit.DAY else months_later(start, int(term.amount))
        last += extra * DAY
        while not office.calendar.is_working(last):
            last += DAY if rules.shift is Shift.FORWARD else -DAY
    minute = 60 * 24
    while not any(closes == minute for _, closes in office.hours.on(last)[-1:]):
        minute -= 1
    return datetime(last.year, last.month, last.day, minute // 60, minute % 60, tzinfo=VIETNAM)


def months_later(start: date, months: int) -> date:
    year, month = start.year, start.month
    for _ in range(months):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def days_after(first: date, last: date) -> list[date]:
    """The days d with first < d ≤ last."""
    return [first + n * DAY for n in range(1, (last - first).days + 1)]
