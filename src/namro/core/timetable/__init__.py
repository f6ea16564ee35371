"""Working days, due tokens and the last day allowed."""

from namro.core.timetable.calendar import Calendar, Span, UndecidedSwap, national_calendar, read_calendar
from namro.core.timetable.deadlines import due_on, last_day
from namro.core.timetable.recurrence import printed_days
from namro.core.timetable.tokens import day_token, nearest_days, precision, span_of

__all__ = [
    "Calendar",
    "Span",
    "UndecidedSwap",
    "day_token",
    "due_on",
    "last_day",
    "national_calendar",
    "nearest_days",
    "precision",
    "printed_days",
    "read_calendar",
    "span_of",
]
