"""Working time: days off, office hours, terms with their pauses, due tokens, rhythms.

`arrays` holds the same deadlines for millions; it is not imported here, because it brings numpy.
"""

from namro.core.timetable.calendar import Calendar, Shift, Span, UndecidedSwap, national_calendar, read_calendar
from namro.core.timetable.deadlines import due_on, last_day
from namro.core.timetable.occurrences import LaidOut, Occurrence, lay_out, once
from namro.core.timetable.office_hours import OfficeHours, default_hours, hours_of_unit, parse_hours
from namro.core.timetable.recurrence import MOST_TIMES, days_of, times_at_most
from namro.core.timetable.rhythm import MONTHS, WEEKS, Period, Rhythm, rhythm_of
from namro.core.timetable.terms import Pause, Term, TermUnit, parse_moment, parse_pause, parse_term, parse_time
from namro.core.timetable.time_limits import Due, Rules, due
from namro.core.timetable.tokens import day_token, nearest_days, precision, span_of, typed_clock, typed_token
from namro.core.timetable.working_days import days_late, days_left, working_days
from namro.core.timetable.working_time import WorkingTime

__all__ = [
    "MONTHS",
    "MOST_TIMES",
    "WEEKS",
    "Calendar",
    "Due",
    "LaidOut",
    "Occurrence",
    "OfficeHours",
    "Pause",
    "Period",
    "Rhythm",
    "Rules",
    "Shift",
    "Span",
    "Term",
    "TermUnit",
    "UndecidedSwap",
    "WorkingTime",
    "day_token",
    "days_late",
    "days_left",
    "days_of",
    "default_hours",
    "due",
    "due_on",
    "hours_of_unit",
    "last_day",
    "lay_out",
    "national_calendar",
    "nearest_days",
    "once",
    "parse_hours",
    "parse_moment",
    "parse_pause",
    "parse_term",
    "parse_time",
    "precision",
    "read_calendar",
    "rhythm_of",
    "span_of",
    "times_at_most",
    "typed_clock",
    "typed_token",
    "working_days",
]
