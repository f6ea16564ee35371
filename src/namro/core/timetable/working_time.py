"""Office time: how much of it lies between two moments, and when a given amount of it is used up.

Moments carry Viet Nam's offset. This is the form that is read; `arrays` gives the same answers for millions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.timetable.calendar import Calendar
from namro.core.timetable.office_hours import OfficeHours
from namro.core.timetable.terms import Pause, join

#: Deadlines are counted between these days: the law they cite is in force from the first on.
FIRST_DAY, LAST_DAY = date(2017, 1, 1), date(2100, 12, 31)

_DAY = timedelta(days=1)
_NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """The working days of a calendar with the hours of one office."""

    calendar: Calendar
    hours: OfficeHours

    def opening(self, day: date) -> datetime:
        """When the office opens on a working day."""
        return at(day, self.hours.on(day)[0][0])

    def closing(self, day: date) -> datetime:
        """The close of office on a working day."""
        return at(day, self.hours.on(day)[-1][1])

    def length(self, day: date) -> timedelta:
        """How long the office is open on a working day."""
        return timedelta(minutes=sum(closes - opens for opens, closes in self.hours.on(day)))

    def count(self, start: datetime, end: datetime, pauses: tuple[Pause, ...] = ()) -> timedelta:
        """Return the office time in [start, end) less the pauses; zero when `end` lies before `start`."""
        total = _NOTHING
        for opens, closes in self._stretches(start, pauses):
            if opens >= end:
                break
            total += min(closes, end) - opens
        return total

    def after(self, start: datetime, amount: timedelta, pauses: tuple[Pause, ...] = ()) -> datetime:
        """Return when `amount` (more than zero) of office time from `start` on is used up.

        Used up exactly at the close of a session, it is that close, never the next opening.
        Raises `NamroError` beyond LAST_DAY.
        """
        left = amount
        for opens, closes in self._stretches(start, pauses):
            if left <= closes - opens:
                return opens + left
            left -= closes - opens
        raise beyond()

    def _stretches(self, start: datetime, pauses: tuple[Pause, ...]) -> Iterator[tuple[datetime, datetime]]:
        """Open time from `start` on without the pauses, in order, until LAST_DAY."""
        if not pauses:
            yield from self._open_from(start)
            return
        edges = [start, *(moment for pause in join(pauses) for moment in (pause.since, pause.until))]
        running = [*zip(edges[::2], edges[1::2], strict=False), (edges[-1], None)]
        for since, until in running:
            if until is not None and until <= start:
                continue
            for opens, closes in self._open_from(max(since, start)):
                if until is not None and opens >= until:
                    break
                yield opens, closes if until is None else min(closes, until)

    def _open_from(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        day = start.date()
        while day <= LAST_DAY:
            if self.calendar.is_working(day):
                for opens, closes in self.hours.on(day):
                    closing = at(day, closes)
                    if closing > start:
                        yield max(at(day, opens), start), closing
            day += _DAY


def at(day: date, minute: int) -> datetime:
    """Return a minute of a day as a moment."""
    return datetime.combine(day, time(minute // 60, minute % 60), VIETNAM)


def beyond() -> NamroError:
    """The fault of a deadline that no calendar reaches."""
    return NamroError(f"Hạn rơi sau năm {LAST_DAY.year}, ngoài khoảng tính được. Ghi thời hạn ngắn hơn.", code="term")
