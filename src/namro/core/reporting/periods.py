"""The periods that reports are about, by the names that addresses and indicators use: `2026-10`, `2026-Q1`, `2026`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from namro.core.base.errors import NamroError
from namro.core.timetable import Span
from namro.core.timetable.tokens import end_of_month

_WEEK = timedelta(days=7)
_NAMED = re.compile(r"(\d{4})(?:-(?:(Q[1-4]|H[12])|(\d\d)|W(\d\d)|F(\d\d)))?")


class Kind(StrEnum):
    """Kinds of periods, as the data name them. The reform report has no second quarter: it is the half year's."""

    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    MONTH = "month"
    Q1 = "Q1"
    Q2 = "Q2"
    H1 = "H1"
    Q3 = "Q3"
    Q4 = "Q4"
    YEAR = "YEAR"


#: First and last month of the kinds that stand once in a year.
_MONTHS = {
    Kind.Q1: (1, 3),
    Kind.Q2: (4, 6),
    Kind.H1: (1, 6),
    Kind.Q3: (7, 9),
    Kind.Q4: (10, 12),
    Kind.YEAR: (1, 12),
}
WEEKLY = {Kind.WEEK: 1, Kind.TWO_WEEKS: 2}
_WORDS = {
    Kind.Q1: "Quý I năm {year}",
    Kind.Q2: "Quý II năm {year}",
    Kind.H1: "6 tháng đầu năm {year}",
    Kind.Q3: "Quý III năm {year}",
    Kind.Q4: "Quý IV năm {year}",
    Kind.YEAR: "Năm {year}",
}
KIND_WORDS = {
    Kind.WEEK: "hằng tuần",
    Kind.TWO_WEEKS: "02 tuần/lần",
    Kind.MONTH: "hằng tháng",
    Kind.Q1: "quý I",
    Kind.Q2: "quý II",
    Kind.H1: "6 tháng",
    Kind.Q3: "quý III",
    Kind.Q4: "quý IV",
    Kind.YEAR: "năm",
}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One time of a kind. `number` is the month, or the number of the week or fortnight in the year; else 0.

    Weeks are those of ISO 8601; fortnight n is the weeks 2n − 1 and 2n.
    """

    year: int
    kind: Kind
    number: int = 0

    @property
    def key(self) -> str:
        """The name in addresses and rows."""
        if self.kind == Kind.YEAR:
            return str(self.year)
        if self.kind in _MONTHS:
            return f"{self.year}-{self.kind}"
        letter = {Kind.MONTH: "", Kind.WEEK: "W", Kind.TWO_WEEKS: "F"}[self.kind]
        return f"{self.year}-{letter}{self.number:02d}"

    @property
    def words(self) -> str:
        """ "Tháng 10 năm 2026", "Quý III năm 2026"."""
        if self.kind == Kind.MONTH:
            return f"Tháng {self.number} năm {self.year}"
        if self.kind == Kind.WEEK:
            return f"Tuần {self.number} năm {self.year}"
        if self.kind == Kind.TWO_WEEKS:
            return f"Tuần {2 * self.number - 1}–{2 * self.number} năm {self.year}"
        return _WORDS[self.kind].format(year=self.year)

    @property
    def months(self) -> tuple[int, int]:
        """First and last month; of weeks those of their first and last day."""
        if self.kind in WEEKLY:
            first, last = self.days
            return first.month, last.month
        return _MONTHS.get(self.kind, (self.number, self.number))

    @property
    def days(self) -> Span:
        """First and last day by the calendar, whatever the data window is."""
        if self.kind in WEEKLY:
            weeks = WEEKLY[self.kind]
            first = date.fromisocalendar(self.year, (self.number - 1) * weeks + 1, 1)
            return first, first + weeks * _WEEK - timedelta(days=1)
        begins, ends = _MONTHS.get(self.kind, (self.number, self.number))
        return date(self.year, begins, 1), end_of_month(self.year, ends)

    @property
    def previous(self) -> Period:
        """The time of the same kind before this one: a year before for what stands once a year."""
        if self.kind in _MONTHS:
            return Period(self.year - 1, self.kind)
        if self.number > 1:
            return Period(self.year, self.kind, self.number - 1)
        return list(periods_in(self.year - 1, self.kind))[-1]


def periods_in(year: int, kind: Kind) -> Iterator[Period]:
    """Yield the times of a kind in a year, in order. A fortnight that would reach into the next year is left out."""
    if kind in _MONTHS:
        yield Period(year, kind)
        return
    if kind == Kind.MONTH:
        count = 12
    else:
        # 28 December always lies in the last ISO week.
        count = date(year, 12, 28).isocalendar().week // WEEKLY[kind]
    yield from (Period(year, kind, number) for number in range(1, count + 1))


def period_of(key: str) -> Period:
    """Return the period of a name. Raises `NamroError` for what names none."""
    match = _NAMED.fullmatch(key)
    found: Period | None = None
    if match:
        year, named, month, week, fortnight = match.groups()
        if named and named != "H2":
            found = Period(int(year), Kind(named))
        elif month or week or fortnight:
            kind = Kind.MONTH if month else Kind.WEEK if week else Kind.TWO_WEEKS
            found = Period(int(year), kind, int(month or week or fortnight))
        elif not named:
            found = Period(int(year), Kind.YEAR)
    if found is None or not 2000 <= found.year <= 2100 or found not in set(periods_in(found.year, found.kind)):
        raise NamroError(
            f"Không có kỳ báo cáo “{key[:20]}”. Viết dạng 2026-10 (tháng), 2026-Q1, 2026-H1, 2026-Q3 hoặc 2026 (năm).",
            code="period",
        )
    return found
