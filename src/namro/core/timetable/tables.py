"""Small tables of every day of the calendar, so that millions of deadlines are looked up and never searched.

Days count from FIRST_DAY, moments are seconds from its midnight. Office time is one line of seconds on which closed
time takes no room. The line is cut into pieces as long as the shortest working day: a piece meets two days at most, and
to which of the two a second belongs is one comparison.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from namro.core.timetable.office_hours import Sessions
from namro.core.timetable.working_time import FIRST_DAY, LAST_DAY, WorkingTime

Ints = NDArray[np.int64]

DAY = 86400


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """One entry for each day and one more, so that the midnight after the last day has a place, too."""

    working: NDArray[np.bool_]
    #: Working days up to and including the day; and the days of the 1st, 2nd … working day.
    rank: Ints
    nth: Ints
    #: The working day at or after the day, at or before it.
    forward: Ints
    back: Ints
    #: First opening and last close.
    opening: Ints
    closing: Ints
    #: Office seconds before the day, and where in `elapsed` the seconds of such a day begin.
    before: Ints
    shape: Ints
    #: Office seconds gone by at each second of a day of each shape.
    elapsed: Ints
    #: The second of the day at which so many office seconds are gone by, and where in it a working day begins.
    instant: Ints
    instants: Ints
    #: The last second of each working day on the line; the length of a piece; the working day that a piece begins in.
    ends: Ints
    piece: int
    first: Ints

    def position(self, moments: Ints) -> Ints:
        """Return the place on the line of office time that moments have."""
        day = moments // DAY
        found = self.elapsed.take(self.shape.take(day) + (moments - day * DAY))
        found += self.before.take(day)
        return found

    def moment(self, positions: Ints) -> Ints:
        """Return the first moment at which the line has reached each position (1 or more)."""
        place = self.first.take((positions - 1) // self.piece)
        place += positions > self.ends.take(place)
        found = self.instant.take(self.instants.take(place) + positions)
        found += self.nth.take(place) * DAY
        return found


@lru_cache(maxsize=16)
def tables(office: WorkingTime) -> Tables:
    """Return the tables of an office; making them takes some milliseconds."""
    days = [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]
    working = np.array([*map(office.calendar.is_working, days), False])
    nth = np.flatnonzero(working)
    hours = [office.hours.on(day) for day in (*days, LAST_DAY)]
    shapes = list(dict.fromkeys(hours))
    shape = np.array([*map(shapes.index, hours)], np.int64)
    elapsed = [_elapsed(sessions) for sessions in shapes]
    lengths = np.array([line[-1] for line in elapsed], np.int64)
    instant = [np.searchsorted(line, np.arange(line[-1] + 1)) for line in elapsed]
    openings = np.array([sessions[0][0] for sessions in shapes], np.int64) * 60
    closings = np.array([sessions[-1][1] for sessions in shapes], np.int64) * 60
    midnight = np.arange(len(working)) * DAY
    lasting = np.where(working, lengths[shape], 0)
    before = np.cumsum(lasting) - lasting
    ends = (before + lasting)[nth]
    piece = int(lasting[nth].min())
    beginnings = np.concatenate([[0], np.cumsum(lengths + 1)[:-1]])
    rank = np.cumsum(working)
    return Tables(
        working=working,
        rank=rank,
        nth=nth,
        forward=np.append(nth, len(working))[rank - working],
        back=np.append(nth, -1)[rank - 1],
        opening=midnight + openings[shape],
        closing=midnight + closings[shape],
        before=before,
        shape=np.where(working, shape + 1, 0) * DAY,
        elapsed=np.concatenate([np.zeros(DAY, np.int64), *elapsed]),
        instant=np.concatenate(instant),
        instants=beginnings[shape[nth]] - before[nth],
        ends=ends,
        piece=piece,
        first=np.searchsorted(ends, np.arange(0, ends[-1], piece) + 1),
    )


def _elapsed(sessions: Sessions) -> Ints:
    second = np.arange(DAY)
    gone: Any = sum(np.clip(second - 60 * opens, 0, 60 * (closes - opens)) for opens, closes in sessions)
    return np.asarray(gone, np.int64)
