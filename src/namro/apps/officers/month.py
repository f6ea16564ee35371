"""A month: its days, its moments, until when its evaluations are to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from namro.core.base.clock import VIETNAM
from namro.core.service.findings import Circumstances
from namro.core.service.postings import evaluation_limit
from namro.core.timetable import WorkingTime, default_hours, hours_of_unit, national_calendar

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month by its first day."""

    first: date

    @property
    def following(self) -> Month:
        """The month after it."""
        return Month((self.first + 31 * _DAY).replace(day=1))

    @property
    def before(self) -> Month:
        """The month before it."""
        return Month((self.first - _DAY).replace(day=1))

    @property
    def last(self) -> date:
        """Its last day."""
        return self.following.first - _DAY

    @property
    def begin(self) -> datetime:
        """Its first moment."""
        return datetime.combine(self.first, time.min, VIETNAM)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.following.first, time.min, VIETNAM)

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"


def month_of(day: date) -> Month:
    """Return the month of a day."""
    return Month(day.replace(day=1))


def month_named(text: str) -> Month | None:
    """Read "2026-10"; None for what is none."""
    try:
        return Month(date.fromisoformat(f"{text}-01"))
    except ValueError:
        return None


def office_of(unit_code: str) -> WorkingTime:
    """Return the working time of a unit."""
    return WorkingTime(national_calendar(), hours_of_unit(unit_code) or default_hours())


def limit_of(month: Month, unit_code: str) -> datetime:
    """Return until when the evaluations of a month are to be sent (rule R15)."""
    return evaluation_limit(month.first, Circumstances(office=office_of(unit_code)))
