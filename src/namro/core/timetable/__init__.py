"""Working days, due tokens and the last day allowed."""

from namro.core.timetable.calendar import Calendar, Span, UndecidedSwap, national_calendar, read_calendar
from namro.core.timetable.deadlines import due_on, last_day
from namro.core.timetable.occurrences import LaidOut, Occurrence, lay_out, once
from namro.core.timetable.recurrence import printed_days
from namro.core.timetable.rhythm import Period, Rhythm, rhythm_of
from namro.core.timetable.tokens import day_token, nearest_days, precision, span_of
from namro.core.timetable.working_days import days_late, days_left, working_days

__all__ = [
    "Calendar",
    "LaidOut",
    "Occurrence",
    "Period",
    "Rhythm",
    "Span",
    "UndecidedSwap",
    "day_token",
    "days_late",
    "days_left",
    "due_on",
    "last_day",
    "lay_out",
    "national_calendar",
    "nearest_days",
    "once",
    "precision",
    "printed_days",
    "read_calendar",
    "rhythm_of",
    "span_of",
    "working_days",
]
