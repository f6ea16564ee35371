"""What the invented dossiers are about: units of very different sizes, procedures, and the days of a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from namro.core.timetable import TermUnit, national_calendar

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

FIRST, LAST = date(2025, 10, 1), date(2026, 9, 30)

#: As many as the country has communes.
_MOST_UNITS = 3321
_ROWS_PER_UNIT = 2000
#: Size of the n-th largest unit: 1 / (n + 10) ** 0.9, as the real ones spread from some hundred to many thousand.
_ZIPF, _FLAT = 0.9, 10.0
#: First day of Tết 2026 at work again; before it everybody comes, after it nobody.
_BACK_AT_WORK = date(2026, 2, 23)


@dataclass(frozen=True, slots=True)
class Units:
    """Codes in order, how many rows each has, and how well each works (share in time, 0–1)."""

    codes: list[str]
    sizes: Ints
    quality: Floats


@dataclass(frozen=True, slots=True)
class Procedures:
    """Codes, terms, fees and whether a paper is given, most wanted first."""

    codes: list[str]
    amounts: Ints
    units: list[TermUnit]
    fees: Ints
    returns: NDArray[np.bool_]
    shares: Floats


def units(rows: int, seed: int) -> Units:
    """Return units whose sizes add up to `rows`."""
    count = min(_MOST_UNITS, max(1, min(rows, 10), rows // _ROWS_PER_UNIT))
    chance = np.random.default_rng([seed, 1])
    weights = chance.permutation(1 / (np.arange(count) + _FLAT) ** _ZIPF)
    ends = np.round(np.cumsum(weights) / weights.sum() * rows).astype(np.int64)
    sizes = np.diff(ends, prepend=0)
    return Units([f"MAU.{n:04d}" for n in range(1, count + 1)], sizes, 0.82 + 0.18 * chance.beta(4, 1.5, count))


def procedures(seed: int) -> Procedures:
    """Return sixty procedures."""
    chance = np.random.default_rng([seed, 2])
    count = 60
    terms = [
        *[(4, TermUnit.HOUR), (8, TermUnit.HOUR)],
        *[(days, TermUnit.WORKING_DAY) for days in (1, 2, 3, 3, 5, 5, 7, 10, 15, 20)],
        *[(20, TermUnit.DAY), (30, TermUnit.DAY), (1, TermUnit.MONTH)],
    ]
    chosen = [terms[n] for n in chance.integers(0, len(terms), count)]
    weights = 1 / np.arange(1, count + 1)
    return Procedures(
        [f"MAU-{n:03d}" for n in range(1, count + 1)],
        np.array([amount for amount, _ in chosen], np.int64),
        [unit for _, unit in chosen],
        chance.choice(np.array([0, 0, 0, 8000, 15000, 50000]), count),
        chance.random(count) < 0.8,
        weights / weights.sum(),
    )


def days() -> tuple[Ints, Floats]:
    """Return the days of the year since 1970, and the share of dossiers that came in up to the end of each."""
    calendar = national_calendar()
    every = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    weights = np.array([_weight(day, working=calendar.is_working(day)) for day in every])
    return np.array([(day - date(1970, 1, 1)).days for day in every], np.int64), np.cumsum(weights) / weights.sum()


def _weight(day: date, *, working: bool) -> float:
    if not working:
        return 0.03  # what is sent in online
    season = 1 + 0.25 * float(np.cos((day.timetuple().tm_yday - 90) / 365 * 4 * np.pi))
    to_tet = (_BACK_AT_WORK - day).days
    if 9 < to_tet <= 20:
        return season * 1.4
    return season * (0.4 if -5 < to_tet <= 0 else 1.0)
