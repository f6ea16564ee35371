"""Periods of figures, `2026`, `2026-H1`, `2026-Q1`, `2026-03`, and the days whose data belong to each.

By the calendar a period runs from its first day to its last. By Article 12 of Decree 09/2019 its data window begins
on the 15th of the month before and ends on the 14th of its last month; which day that is, is data
(`data/indicators/windows.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from namro.core.base.errors import NamroError

FIRST_YEAR, LAST_YEAR = 2000, 2099


class Grain(StrEnum):
    """How long a period is."""

    YEAR = "year"
    HALF = "half_year"
    QUARTER = "quarter"
    MONTH = "month"


#: Months of each grain, the longest first.
MONTHS = {Grain.YEAR: 12, Grain.HALF: 6, Grain.QUARTER: 3, Grain.MONTH: 1}
_NAME = re.compile(r"(\d{4})(?:-(?:(H)([12])|(Q)([1-4])|()(0[1-9]|1[0-2])))?", re.ASCII)
_MARK = {"H": Grain.HALF, "Q": Grain.QUARTER, "": Grain.MONTH}


@dataclass(frozen=True, slots=True)
class Window:
    """Which days' data a period holds: `first_day` 15 is the 15th of the month before to the 14th of its last month.

    `basis` says where that is written; `first_day` 1 is the calendar.
    """

    id: str
    name: str
    first_day: int = 1
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """A year or one of its parts; `number` counts from 1 inside the year."""

    year: int
    grain: Grain = Grain.YEAR
    number: int = 1

    def __post_init__(self) -> None:
        if not (FIRST_YEAR <= self.year <= LAST_YEAR and 1 <= self.number <= 12 // MONTHS[self.grain]):
            raise NamroError(f"Không có kỳ số {self.number} của năm {self.year}. Chọn kỳ khác.", code="period")

    @property
    def name(self) -> str:
        """`2026`, `2026-H1`, `2026-Q1`, `2026-03`: as periods are stored and stand in addresses."""
        match self.grain:
            case Grain.YEAR:
                return f"{self.year}"
            case Grain.MONTH:
                return f"{self.year}-{self.number:02d}"
        return f"{self.year}-{'H' if self.grain is Grain.HALF else 'Q'}{self.number}"

    @property
    def words(self) -> str:
        """ "Năm 2026", "6 tháng đầu năm 2026", "Quý I/2026", "Tháng 3/2026"."""
        match self.grain:
            case Grain.YEAR:
                return f"Năm {self.year}"
            case Grain.HALF:
                return f"6 tháng {'đầu' if self.number == 1 else 'cuối'} năm {self.year}"
            case Grain.QUARTER:
                return f"Quý {('I', 'II', 'III', 'IV')[self.number - 1]}/{self.year}"
        return f"Tháng {self.number}/{self.year}"

    @property
    def inside(self) -> str:
        """The words as they stand inside a sentence: "tháng 3/2026"."""
        return f"{self.words[0].lower()}{self.words[1:]}"

    @property
    def months(self) -> range:
        """The months of the year that it is made of, counted from 1."""
        length = MONTHS[self.grain]
        return range((self.number - 1) * length + 1, self.number * length + 1)

    @property
    def before(self) -> Period:
        """The period of the same length right before."""
        if self.number > 1:
            return Period(self.year, self.grain, self.number - 1)
        return Period(self.year - 1, self.grain, 12 // MONTHS[self.grain])

    @property
    def last_year(self) -> Period:
        """The same period of the year before."""
        return Period(self.year - 1, self.grain, self.number)

    def holds(self, other: Period) -> bool:
        """Whether the other one is a part of this one, or this one itself."""
        return self.year == other.year and set(other.months) <= set(self.months)

    def parts(self, grain: Grain) -> Iterator[Period]:
        """Yield the periods of a shorter grain that it is made of, in order; of its own grain, itself."""
        length = MONTHS[grain]
        if length > MONTHS[self.grain]:
            raise NamroError(f"{self.words} không chia thành các kỳ dài hơn. Chọn kỳ ngắn hơn.", code="period")
        for first in self.months[::length]:
            yield Period(self.year, grain, (first - 1) // length + 1)

    def days(self, window: Window) -> tuple[date, date]:
        """Return the first and the last day whose data belong to it."""
        begins = date(self.year, self.months[0], 1)
        after = date(self.year + (self.months[-1] == 12), self.months[-1] % 12 + 1, 1)
        if window.first_day == 1:
            return begins, after - timedelta(days=1)
        last = after - timedelta(days=1)
        return (begins - timedelta(days=1)).replace(day=window.first_day), last.replace(day=window.first_day - 1)


@lru_cache(maxsize=4096)
def period_of(text: str) -> Period:
    """Return the period that a name stands for. Raises `NamroError` with how names are written."""
    match = _NAME.fullmatch(text.strip().upper())
    if match is None:
        raise NamroError(
            f"Kỳ “{text[:20]}” không đúng. Viết 2026, 2026-H1 (6 tháng), 2026-Q1 (quý) hoặc 2026-03 (tháng).",
            code="period",
        )
    year = int(match[1])
    if match[2] is None and match[4] is None and match[7] is None:
        return Period(year)
    mark, number = next((match[at], match[at + 1]) for at in (2, 4, 6) if match[at] is not None)
    return Period(year, _MARK[mark], int(number))


def period_on(day: date, grain: Grain, window: Window) -> Period:
    """Return the period of a grain to whose window a day belongs."""
    late = window.first_day > 1 and day.day >= window.first_day
    month, year = day.month + late, day.year
    if month == 13:
        month, year = 1, year + 1
    return Period(year, grain, (month - 1) // MONTHS[grain] + 1)
