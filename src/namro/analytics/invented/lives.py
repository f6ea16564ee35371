"""The life of many dossiers at once: when they came in, were due and ended, and what happened between."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from namro.analytics.invented.province import Floats, Ints, Procedures
from namro.core.timetable import WorkingTime, default_hours, national_calendar
from namro.core.timetable.arrays import due_many

Bools = NDArray[np.bool_]

#: In the order of the columns of `Lives.at`; several may be there twice.
STATUSES = (
    *("submitted", "accepted", "supplement_requested", "supplement_done", "supplement_requested"),
    *("paused", "resumed", "paused", "resumed", "apologised", "processed", "returned", "withdrawn"),
)
_SLOT = {name: STATUSES.index(name) for name in STATUSES}

_HOUR, _DAY = 3600, 86400
#: Nothing is known after this: the end of the last day.
_NEVER = np.int64(2**40)


@dataclass(frozen=True, slots=True)
class Lives:
    """Moments in seconds since 1970 of local time; `at` has a row for each dossier, `happened` says which are real."""

    accepted: Ints
    due: Ints
    at: Ints
    happened: Bools


def lives(
    chance: np.random.Generator, accepted: Ints, chosen: Ints, quality: Floats, *, known: Procedures, last: int
) -> Lives:
    """Return what becomes of dossiers accepted at these moments; nothing happens after `last`."""
    count = len(accepted)
    due = _due(accepted, chosen, known)
    late = chance.random(count) > quality
    share = chance.beta(2, 1.2, count)
    end = np.where(late, due + (chance.exponential(2.5 * _DAY, count)).astype(np.int64) + 60, 0)
    end = np.where(late, end, accepted + ((due - accepted) * share).astype(np.int64))
    at = np.full((count, len(STATUSES)), _NEVER)
    at[:, 0] = accepted - (chance.exponential(3 * _HOUR, count)).astype(np.int64)
    at[:, 1] = accepted
    span = end - accepted
    draw = chance.random((count, 8))
    asked, again = draw[:, 0] < 0.06, draw[:, 0] < 0.006
    waited = (chance.exponential(2 * _DAY, count)).astype(np.int64)
    answered = asked & (draw[:, 1] < 0.93)
    at[asked, 2] = (accepted + (span * 0.2).astype(np.int64))[asked]
    at[answered, 3] = (at[:, 2] + waited)[answered]
    end = np.where(answered, end + waited, end)
    at[again, 4] = (end - span // 4)[again]
    for slot, limit in ((5, 0.02), (7, 0.004)):
        paused = draw[:, 2] < limit
        long = (chance.exponential(1.5 * _DAY, count)).astype(np.int64)
        at[paused, slot] = (accepted + (span * (0.3 + 0.05 * slot)).astype(np.int64))[paused]
        if slot > 5:  # a second pause begins after the first has ended
            paused &= at[:, slot - 1] < _NEVER
            at[paused, slot] = np.maximum(at[:, slot], at[:, slot - 1] + _HOUR)[paused]
        resumed = paused & (draw[:, 3] < 0.95)
        at[resumed, slot + 1] = (at[:, slot] + long)[resumed]
    withdrawn = draw[:, 4] < 0.01
    lost = draw[:, 5] < 0.004  # the system below never sent the end
    apologised = late & (draw[:, 6] < 0.3)
    at[apologised, _SLOT["apologised"]] = (due - _HOUR)[apologised]
    finished = ~withdrawn & ~lost
    at[finished, _SLOT["processed"]] = end[finished]
    fetched = (chance.exponential(0.7 * _DAY, count)).astype(np.int64)
    at[finished, _SLOT["returned"]] = (end + fetched)[finished]
    at[withdrawn, _SLOT["withdrawn"]] = end[withdrawn]
    at = at // 60 * 60
    return Lives(accepted, due, at, at <= last)


def _due(accepted: Ints, chosen: Ints, known: Procedures) -> Ints:
    office = WorkingTime(national_calendar(), default_hours())
    amounts = known.amounts * np.array([60 if unit == "hour" else 1 for unit in known.units])
    due = np.empty_like(accepted)
    kinds = np.array(known.units)
    for kind in dict.fromkeys(known.units):
        places = np.flatnonzero(kinds[chosen] == kind)
        starts = accepted[places].astype("datetime64[s]")
        due[places] = due_many(starts, amounts[chosen[places]], kind, office=office).astype(np.int64)
    return due
