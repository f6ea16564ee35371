"""Working days of the civil service, from dated data with its notices; nothing is computed from the moon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
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


class Shift(StrEnum):
    """Where a last day goes that is no working day."""

    #: Statutory limits: the next working day (Civil Code, art. 148 clause 5).
    FORWARD = "forward"
    #: Dates of tasks and reports: the working day before, so that nothing comes in after the printed day.
    BACK = "back"


@dataclass(frozen=True, slots=True)
class UndecidedSwap:
    """A proposed swap nobody has decided: `day` would be off and `swap_with` worked. Never applied here."""

    day: date
    swap_with: date
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Days off and worked Saturdays. `years` are those described, `settled` those with an official notice.

    `grounds` says of each listed day which law or notice makes it what it is.
    """

    days_off: frozenset[date]
    worked: frozenset[date]
    years: frozenset[int]
    settled: frozenset[int]
    undecided: tuple[UndecidedSwap, ...] = ()
    grounds: tuple[tuple[date, str], ...] = ()

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

    def moved(self, day: date, shift: Shift) -> date:
        """Return the working day that counts for a last day."""
        return self.next_working_day(day) if shift is Shift.FORWARD else self.previous_working_day(day)

    def provisional(self, span: Span) -> bool:
        """True if the span touches a year without an official notice, so that its days may still change."""
        first, last = span
        return any(year not in self.settled for year in range(first.year, last.year + 1))

    def grounds_in(self, span: Span) -> tuple[str, ...]:
        """Return what makes the listed days inside the span days off or worked, each ground once."""
        first, last = span
        return tuple(dict.fromkeys(ground for day, ground in self.grounds if first <= day <= last))

    def undecided_in(self, span: Span) -> tuple[UndecidedSwap, ...]:
        """Return the proposed swaps with a day inside the span."""
        first, last = span
        return tuple(s for s in self.undecided if first <= s.day <= last or first <= s.swap_with <= last)

    def decided(self, day: date, *, applied: bool) -> Calendar:
        """Return the calendar after the swap of `day` was decided: applied, or dropped as a proposal.

        Raises `NamroError` when no undecided swap is about that day.
        """
        swap = next((s for s in self.undecided if s.day == day), None)
        if swap is None:
            open_days = ", ".join(s.day.isoformat() for s in self.undecided) or "không có ngày nào"
            raise NamroError(
                f"Ngày {day.isoformat()} không phải là ngày đề xuất hoán đổi đang chờ quyết định. Chọn: {open_days}.",
                code="swap",
            )
        rest = tuple(s for s in self.undecided if s is not swap)
        if not applied:
            return replace(self, undecided=rest)
        return replace(
            self,
            days_off=self.days_off | {swap.day},
            worked=self.worked | {swap.swap_with},
            undecided=rest,
        )


@cache
def national_calendar() -> Calendar:
    """Return the calendar shipped with the product (`data/calendar.yaml`)."""
    return read_calendar(Path(str(files("namro.data") / "calendar.yaml")))


def read_calendar(path: Path) -> Calendar:
    """Read a calendar file. Raises `NamroError` for a kind of day that is neither `day_off` nor `worked`."""
    data = cast(dict[str, Any], load(path))
    years = cast(dict[int, dict[str, Any]], data["years"])
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
        grounds=tuple(_grounds(years, data.get("ground"))),
    )


def _grounds(years: Mapping[int, Mapping[str, Any]], general: str | None) -> Iterator[tuple[date, str]]:
    """Swaps come only from the year's notice to the civil service; holidays are in the law."""
    for year in years.values():
        notices = "Thông báo " + ", ".join(year["notices"]) if year["notices"] else None
        for row in year.get("days", ()):
            swapped = "swap_with" in row or row["kind"] == "worked"
            ground = row.get("ground") or (notices if swapped else general)
            if ground:
                yield row["date"], ground
