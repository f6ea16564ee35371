"""How the milestones of a year stand: judged by what was known on their day, not by what came later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from namro.core.indicators.model import Indicator, Milestone, Variant
from namro.core.indicators.values import Known, Measure, measure, meets


class Reached(StrEnum):
    """How a milestone stands."""

    REACHED = "reached"
    #: Its day has come and the figure of that day was short of it.
    MISSED = "missed"
    #: Missed on its day, and reached since.
    LATE = "late"
    #: Its day is still to come and the figure is short of it.
    AHEAD = "ahead"
    #: Its day has come and nobody knows the figure.
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class MilestoneState:
    """A milestone on its day; `measured` is the figure it is judged by, `as_of` the day of that figure."""

    milestone: Milestone
    day: date
    state: Reached
    measured: Measure | None = None
    as_of: date | None = None


def milestone_states(
    indicator: Indicator, variant: Variant, known: Iterable[Known], *, year: int, today: date
) -> tuple[MilestoneState, ...]:
    """Return every milestone of a year; `known` are the figures of the year, each with its day."""
    rows = [(one.as_of, measure(indicator, variant, one.parts)) for one in sorted(known, key=lambda k: k.as_of)]
    rows = [(day, measured) for day, measured in rows if measured.exact is not None]
    return tuple(_state(milestone, rows, year=year, today=today) for milestone in indicator.milestones)


def _state(milestone: Milestone, rows: list[tuple[date, Measure]], *, year: int, today: date) -> MilestoneState:
    month, _dash, number = milestone.by.partition("-")
    day = date(year, int(month), int(number))
    judged = [(as_of, measured) for as_of, measured in rows if as_of <= min(day, today)]
    if not judged:
        return MilestoneState(milestone, day, Reached.UNKNOWN if today >= day else Reached.AHEAD)
    as_of, measured = judged[-1]
    if meets(measured.exact, milestone.target):
        return MilestoneState(milestone, day, Reached.REACHED, measured, as_of)
    if today < day:
        return MilestoneState(milestone, day, Reached.AHEAD, measured, as_of)
    since = any(meets(later.exact, milestone.target) for on, later in rows if day < on <= today)
    return MilestoneState(milestone, day, Reached.LATE if since else Reached.MISSED, measured, as_of)
