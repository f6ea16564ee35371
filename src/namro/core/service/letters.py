"""Which letters a dossier needs on which day: to the agency that holds it before its date, to the citizen after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache

from namro.core.base.yamlfile import load_data
from namro.core.service.clock import clock
from namro.core.service.dossiers import Dossier, Step
from namro.core.timetable import Calendar, WorkingTime, days_late

_DAY = timedelta(days=1)


class LetterKind(StrEnum):
    """To whom."""

    AGENCY = "agency"
    CITIZEN = "citizen"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDays:
    """The days for one date of return: the earliest first."""

    agency: tuple[date, ...]
    citizen: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter to prepare. `unit` is where the dossier lies, at which `step`; `promised` is a new date if given."""

    kind: LetterKind
    on: date
    due: date
    unit: str
    step: Step | None = None
    days_late: int = 0
    promised: datetime | None = None


@cache
def _customs() -> tuple[tuple[int, ...], int]:
    data = load_data("dossier_rules.yaml")["letters"]
    return tuple(sorted(data["agency_before"], reverse=True)), data["citizen_after"]


def letter_days(due: date, calendar: Calendar) -> LetterDays:
    """Return the days on which letters about a date of return are prepared, in working days before and after it."""
    before, after = _customs()
    return LetterDays(
        agency=tuple(_back(due, days, calendar) for days in before), citizen=_forward(due, after, calendar)
    )


def letters_on(dossier: Dossier, day: date, now: datetime, office: WorkingTime) -> Iterator[Letter]:
    """Yield what is to be prepared on a day for a dossier as it stands at `now`; one that is done needs nothing."""
    here = dossier.as_of(now)
    known = clock(here, now, office)
    if here.end is not None or here.stands_since is not None or known.due is None:
        return
    due = known.due.date()
    days, holder = letter_days(due, office.calendar), here.holder
    if holder is not None and holder.unit != here.unit and day in days.agency:
        yield Letter(kind=LetterKind.AGENCY, on=day, due=due, unit=holder.unit, step=holder)
    if day == days.citizen:
        yield Letter(
            kind=LetterKind.CITIZEN,
            on=day,
            due=due,
            unit=holder.unit if holder is not None else here.unit,
            step=holder,
            days_late=days_late(due, day, office.calendar),
            promised=known.promised,
        )


def _back(day: date, count: int, calendar: Calendar) -> date:
    for _ in range(count):
        day = calendar.previous_working_day(day - _DAY)
    return day


def _forward(day: date, count: int, calendar: Calendar) -> date:
    for _ in range(count):
        day = calendar.next_working_day(day + _DAY)
    return day
