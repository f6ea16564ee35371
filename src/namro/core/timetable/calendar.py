"""Working days of the civil service, from dated data with its notices; nothing is computed from the moon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from namro.core.base.errors import NamroError
from namro.core.base.yamlfile import load

#: First and last day, both included.
Span = tuple[date, date]

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class UndecidedSwap:
    """A proposed swap nobody has decided: `day` would be off and `swap_with` worked. Never applied here."""

    day: date
    swap_with: date
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Days off and worked Saturdays. `years` are those described, `settled` those with an official notice."""

    days_off: frozenset[date]
    worked: frozenset[date]
    years: frozenset[int]
    settled: frozenset[int]
    undecided: tuple[UndecidedSwap, ...] = ()

    def is_working(self, day: date) -> bool:
        """True on Monday to Friday unless off, and on a Saturday worked in return."""
        if day in self.worked:
            return True
        return day.weekday() < _SATURDAY and day not in self.days_off

    def previous_working_day(self, day: date) -> date:
        """Return `day` if it works, else the nearest working day before it: where dates of tasks and reports go."""
        while not self.is_working(day):
            day -= _DAY
        return day

    def next_working_day(self, day: date) -> date:
        """Return `day` if it works, else the nearest after it: for statutory limits (Civil Code, art. 148)."""
        while not self.is_working(day):
            day += _DAY
        return day

    def provisional(self, span: Span) -> bool:
        """True if the span touches a year without an official notice, so that its days may still change."""
        first, last = span
        return any(year not in self.settled for year in range(first.year, last.year + 1))

    def undecided_in(self, span: Span) -> tuple[UndecidedSwap, ...]:
        """Return the proposed swaps with a day inside the span."""
        first, last = span
        return tuple(s for s in self.undecided if first <= s.day <= last or first <= s.swap_with <= last)


@cache
def national_calendar() -> Calendar:
    """Return the calendar shipped with the product (`data/calendar.yaml`)."""
    return read_calendar(Path(str(files("namro.data") / "calendar.yaml")))


def read_calendar(path: Path) -> Calendar:
    """Read a calendar file. Raises `NamroError` for a kind of day that is neither `day_off` nor `worked`."""
    years = cast(dict[int, dict[str, Any]], cast(dict[str, Any], load(path))["years"])
    rows = [row for year in years.values() for row in year.get("days", ())]
    kinds: dict[str, set[date]] = {"day_off": set(), "worked": set()}
    for row in rows:
        if row["kind"] not in kinds:
            raise NamroError(
                f"{path.name}: ngày {row['date']} ghi loại “{row['kind']}”. Hãy ghi day_off hoặc worked.",
                code="calendar",
            )
        kinds[row["kind"]].add(row["date"])
    swaps = [swap for year in years.values() for swap in year.get("undecided", ())]
    return Calendar(
        days_off=frozenset(kinds["day_off"]),
        worked=frozenset(kinds["worked"]),
        years=frozenset(years),
        settled=frozenset(number for number, year in years.items() if year["notices"]),
        undecided=tuple(UndecidedSwap(s["date"], s["swap_with"], s["note"]) for s in swaps),
    )
