"""A million deadlines, in working days and in working minutes with pauses, beside plainer ways on the same rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from namro.core.base.clock import VIETNAM
from namro.core.timetable import Pause, TermUnit, WorkingTime, default_hours, national_calendar
from namro.core.timetable.arrays import Pauses, due_many

SEED = 2026
ROWS = 1_000_000
_ROUNDS = {"small": 5, "full": 15}
#: The plain loop is timed on these first rows; a million of them would take half a minute.
_LOOP_ROWS = 5_000
_DAY = 86400


def measure_due(size: str) -> dict[str, float]:
    """Return milliseconds by key, medians over some rounds.

    `due_days_ms`, `due_minutes_ms`: ROWS deadlines by tables, the second with one pause each. `due_days_busday_ms`: the
    same days by `numpy.busday_offset`, which knows no worked Saturday. `due_minutes_loop_ms`: the first _LOOP_ROWS
    of the second, one by one.
    """
    office = WorkingTime(national_calendar(), default_hours())
    rng = np.random.default_rng(SEED)
    starts = np.datetime64("2024-01-02T00:00:00") + rng.integers(0, 1000 * _DAY, ROWS).astype("timedelta64[s]")
    days, minutes = rng.integers(1, 31, ROWS), rng.integers(1, 20 * 60, ROWS)
    since = starts + rng.integers(0, 3 * _DAY, ROWS).astype("timedelta64[s]")
    pauses = Pauses(np.arange(ROWS), since, since + rng.integers(60, 5 * _DAY, ROWS).astype("timedelta64[s]"))
    off = np.array(sorted(office.calendar.days_off), "datetime64[D]")
    rounds = _ROUNDS[size]

    def loop() -> None:
        for n in range(_LOOP_ROWS):
            paused = Pause(_aware(pauses.since[n]), _aware(pauses.until[n]))
            office.after(_aware(starts[n]), timedelta(minutes=int(minutes[n])), (paused,))

    due_many(starts[:1], days[:1], TermUnit.DAY, office=office)  # the tables are made once for an office
    return {
        "due_days_ms": _ms(lambda: due_many(starts, days, TermUnit.WORKING_DAY, office=office), rounds),
        "due_minutes_ms": _ms(lambda: due_many(starts, minutes, TermUnit.HOUR, office=office, pauses=pauses), rounds),
        "due_days_busday_ms": _ms(
            lambda: np.busday_offset(starts.astype("datetime64[D]"), days, roll="backward", holidays=off), rounds
        ),
        "due_minutes_loop_ms": _ms(loop, 1),
    }


def _aware(moment: Any) -> Any:
    return moment.item().replace(tzinfo=VIETNAM)


def _ms(work: Callable[[], object], rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        begun = perf_counter()
        work()
        taken.append(perf_counter() - begun)
    return 1000 * median(taken)
