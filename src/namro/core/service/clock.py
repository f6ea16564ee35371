"""The clock of a dossier: until when it runs, moved by the times it stood, and whether it is late.

This is the unit's own clock with its pauses. The portal's reading of "on time" is in `on_time`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from namro.core.base.errors import NamroError
from namro.core.service.dossiers import Dossier, Status
from namro.core.timetable import Pause, TermUnit, WorkingTime, due, working_days
from namro.core.timetable.terms import join

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A dossier's clock at a moment.

    `appointment` is the first one given (or what the time limit gives), `due` that moved by the times the clock stood,
    `promised` the new date of the last apology. `measured` is what is compared with them: the end, else since when the
    clock stands, else the moment itself.
    """

    appointment: datetime | None
    due: datetime | None
    promised: datetime | None
    measured: datetime

    @property
    def is_late(self) -> bool:
        """Whether the date is past that held before any apology: a new date does not make a late dossier timely."""
        return self.due is not None and self.measured > self.due


def clock(dossier: Dossier, now: datetime, office: WorkingTime) -> Clock:
    """Return the clock at `now`; the dossier is taken as it stood then."""
    here = dossier.as_of(now)
    end = here.end
    promises = [event.new_due_at for event in here.of(Status.APOLOGISED) if event.new_due_at is not None]
    return Clock(
        appointment=appointment(here, office),
        due=moved(here, office),
        promised=promises[-1] if promises else None,
        measured=end.at if end is not None else (here.stands_since or now),
    )


def appointment(dossier: Dossier, office: WorkingTime) -> datetime | None:
    """Return the appointment first given, else what the procedure's limit gives from acceptance on.

    None: neither is known, or the limit reaches beyond every calendar.
    """
    if dossier.due_at is not None:
        return dossier.due_at
    if dossier.accepted_at is None or dossier.limit is None:
        return None
    try:
        return due(dossier.accepted_at, dossier.limit, office=office).at
    except NamroError:
        return None


def moved(dossier: Dossier, office: WorkingTime) -> datetime | None:
    """Return the appointment moved by the times the clock stood, in the procedure's unit (working days if not told).

    A time that began after the date had passed moves nothing.
    """
    first = until = appointment(dossier, office)
    unit = dossier.limit.unit if dossier.limit is not None else TermUnit.WORKING_DAY
    stood: list[Pause] = []
    for pause in join(dossier.ended_pauses):
        if first is None or until is None or pause.since > until:
            break
        stood.append(pause)
        until = _later(first, stood, unit, office)
    return until


def _later(first: datetime, stood: list[Pause], unit: TermUnit, office: WorkingTime) -> datetime:
    calendar, day = office.calendar, first.date()
    if unit is TermUnit.HOUR:
        minutes = sum((office.count(pause.since, pause.until) for pause in stood), timedelta(0))
        return office.after(first, minutes) if minutes else first
    if unit is TermUnit.WORKING_DAY:
        for _ in range(sum(working_days(pause.since.date(), pause.until.date(), calendar) for pause in stood)):
            day = calendar.next_working_day(day + _DAY)
    else:
        days = sum((pause.until.date() - pause.since.date()).days for pause in stood)
        day = calendar.next_working_day(day + timedelta(days=days)) if days else day
    return datetime.combine(day, first.timetz())
