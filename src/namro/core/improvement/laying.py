"""The times of recurring work, laid out a little ahead: a rule in force, and how far its times have been made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from namro.core.improvement.events import EventTerm
from namro.core.timetable import Calendar, Occurrence, Period, Rhythm, days_of, lay_out
from namro.core.timetable.deadlines import BEFORE, BY, last_day

#: Times whose printed day lies further ahead are made later, night by night.
AHEAD = timedelta(days=60)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class InForce:
    """A rhythm as it was approved: it comes back from `since` to `ends`, both included. Never continuous."""

    rhythm: Rhythm
    since: date
    ends: date

    def times(self, until: date, calendar: Calendar, *, after: date | None = None) -> tuple[Occurrence, ...]:
        """Return the times whose printed day is not later than `until`, and later than `after`."""
        last = min(until, self.ends)
        if last < self.since:
            return ()
        found = lay_out(self.rhythm, (self.since, last), calendar).occurrences
        return tuple(one for one in found if after is None or one.scheduled > after)

    def laid_until(self, horizon: date) -> date:
        """Return up to which day the times are there once those up to `horizon` are: `ends` when none is left."""
        if horizon >= self.ends:
            return self.ends
        all_of_it = days_of(self.rhythm, (self.since, self.ends))
        return horizon if all_of_it and all_of_it[-1] > horizon else self.ends


def plain_rule(rule: InForce) -> dict[str, Any]:
    """Return the rule as values that JSON holds."""
    rhythm = rule.rhythm
    return {
        "period": rhythm.period.value,
        "day": rhythm.day,
        "month": rhythm.month,
        "before": rhythm.before,
        "since": rule.since.isoformat(),
        "ends": rule.ends.isoformat(),
    }


def rule_from(values: Mapping[str, Any]) -> InForce:
    """Return the rule of `plain_rule`."""
    rhythm = Rhythm(
        period=Period(values["period"]), day=values["day"], month=values["month"], before=bool(values["before"])
    )
    return InForce(rhythm, date.fromisoformat(values["since"]), date.fromisoformat(values["ends"]))


def due_of(
    scheduled: date, calendar: Calendar, *, before: bool = False, began: tuple[date, EventTerm] | None = None
) -> date:
    """Return the working day that counts for the printed day of a time that nobody has moved.

    `before`: the rhythm is worded "trước ngày …". `began` are the day of an event and the term that runs from it.
    """
    if began is not None:
        day, term = began
        return term.due(day, calendar)
    return calendar.previous_working_day(last_day(BEFORE if before else BY, scheduled))
