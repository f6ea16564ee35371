"""From a printed deadline to the last day allowed: "trước ngày 10/11" excludes the day, "chậm nhất" includes it."""

from __future__ import annotations

from datetime import date, timedelta

from namro.core.timetable.calendar import Calendar, Shift, Span
from namro.core.timetable.tokens import nearest_days, span_of

#: How a deadline is worded: before excludes the day, by/on/in include it; the others have no last day.
BEFORE, BY, ON, IN, RECURRING, WITHIN, OPEN = "before", "by", "on", "in", "recurring", "within", "open"


def last_day(wording: str, day: date) -> date:
    """Return the last calendar day allowed by a wording about one day."""
    return day - timedelta(days=1) if wording == BEFORE else day


def due_on(token: str, wording: str, calendar: Calendar, *, shift: Shift = Shift.BACK) -> date | None:
    """Return the last working day allowed; dates of tasks and reports move back, statutory limits forward.

    An impossible day has an answer only if both days around it lead to the same one; None otherwise, and for
    tokens without a last day.
    """
    if token.startswith("invalid:"):
        answers = {_moved(wording, (day, day), calendar=calendar, shift=shift) for day in nearest_days(token)}
        return answers.pop() if len(answers) == 1 else None
    span = span_of(token)
    return _moved(wording, span, calendar=calendar, shift=shift) if span else None


def _moved(wording: str, span: Span, *, calendar: Calendar, shift: Shift) -> date:
    edge = span[0] if wording == BEFORE else span[1]
    return calendar.moved(last_day(wording, edge), shift)
