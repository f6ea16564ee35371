"""A rhythm laid out over a span: the printed days with the working days on which something is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from namro.core.timetable.calendar import Calendar, Shift, Span
from namro.core.timetable.deadlines import BEFORE, BY, due_on, last_day
from namro.core.timetable.recurrence import days_of
from namro.core.timetable.rhythm import Rhythm
from namro.core.timetable.tokens import span_of


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of a task. `scheduled` is the printed day and never changes; `due` is the working day that counts."""

    scheduled: date
    due: date

    def moved(self, due: date) -> Occurrence:
        """The same time with another due day, after an extension for example."""
        return replace(self, due=due)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """Occurrences in order of their printed days, and what is not certain about them, for people."""

    occurrences: tuple[Occurrence, ...]
    warnings: tuple[str, ...] = ()


def lay_out(rhythm: Rhythm, span: Span, calendar: Calendar, *, shift: Shift = Shift.BACK) -> LaidOut:
    """Return every time whose printed day lies in the span (both ends included).

    Dates of tasks and reports move back to the working day before, statutory ones forward. Two weeks count from the
    span's first day, so that a longer span only adds times at its end. Continuous work has no times.
    """
    wording = BEFORE if rhythm.before else BY
    found = tuple(Occurrence(day, calendar.moved(last_day(wording, day), shift)) for day in days_of(rhythm, span))
    return LaidOut(found, tuple(_warnings(found, calendar)))


def once(token: str, wording: str, calendar: Calendar) -> Occurrence | None:
    """Return the only time of a token that names a day or a period; None for others and for impossible days."""
    span, due = span_of(token), due_on(token, wording, calendar)
    if span is None or due is None:
        return None
    return Occurrence(span[0] if wording == BEFORE else span[1], due)


def _warnings(found: tuple[Occurrence, ...], calendar: Calendar) -> Iterator[str]:
    years = Counter(one.scheduled.year for one in found if calendar.provisional((one.due, one.scheduled)))
    for year, count in sorted(years.items()):
        yield f"Lịch nghỉ năm {year} chưa có thông báo chính thức: {count} hạn trong năm có thể đổi."
    swaps = {swap for one in found for swap in calendar.undecided_in((min(one.due, one.scheduled), one.scheduled))}
    for swap in sorted(swaps, key=lambda s: s.day):
        yield (
            f"Đề xuất nghỉ ngày {swap.day:%d/%m/%Y}, làm bù {swap.swap_with:%d/%m/%Y} chưa được quyết định: "
            "hạn quanh hai ngày này có thể đổi."
        )
