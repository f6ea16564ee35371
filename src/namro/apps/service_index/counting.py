"""Counts of dossiers by unit and days: kept ones where they are there, counted on the spot for one unit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from namro.apps.dossiers.measuring import FIGURES, Measured, figures_of
from namro.apps.dossiers.models import Dossier
from namro.apps.dossiers.tallying import Days, counts_of, span_of, tallied
from namro.apps.service_index.models import KeptCounts
from namro.core.base.clock import VIETNAM
from namro.core.indicators.periods import Grain, Period, Window
from namro.core.service.adding import ADDING

#: The index goes by the calendar.
CALENDAR = Window("calendar", "")
GRAINS = (Grain.MONTH, Grain.QUARTER, Grain.YEAR)

Pairs = dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts by metric ({}: no dossier in the days), figures by name, the last day they know of."""

    counts: Pairs
    until: date
    figures: Measured = field(default_factory=dict)


def days_of(period: Period) -> Days:
    """Return the days of a period of the index."""
    return period.days(CALENDAR)


def kept(units: Collection[int], days: Days) -> dict[int, Counted]:
    """Return what is kept of units; one query."""
    rows = KeptCounts.objects.filter(unit__in=list(units), first=days[0], last=days[1])
    return {row.unit_id: _read(row) for row in rows if _is_whole(row.counts, row.figures)}


def _is_whole(counts: Mapping[str, object], figures: Mapping[str, object]) -> bool:
    """Whether everything was counted that is asked for today; an earlier release may have known less."""
    return not counts or (counts.keys() == ADDING.keys() and figures.keys() == set(FIGURES))


def _read(row: KeptCounts) -> Counted:
    return Counted({code: (part, whole) for code, (part, whole) in row.counts.items()}, row.until, row.figures)


def counted(unit: int, days: Days, today: date) -> Counted:
    """Return the counts of one unit: what is kept where it is of today or of days that are over, else counted now."""
    there = kept([unit], days).get(unit)
    return there if there and there.until == min(days[1], today) else count(unit, days, today)


def count(unit: int, days: Days, today: date) -> Counted:
    """Count a unit's dossiers."""
    span = span_of(days, today)
    rows = list(tallied([unit], span))
    return Counted(counts_of(rows), min(days[1], today), figures_of(rows, span))


def forget(units: Iterable[int]) -> None:
    """Drop what is kept of units whose dossiers changed."""
    KeptCounts.objects.filter(unit__in=list(units)).delete()


def keep(units: Collection[int], spans: Iterable[Days], *, at: datetime) -> int:
    """Count what is missing or out of date and keep it; return how many were counted."""
    today = at.astimezone(VIETNAM).date()
    begun = [days for days in spans if days[0] <= today]
    written = 0
    for unit in units:
        rows = KeptCounts.objects.filter(unit=unit)
        there = {(row.first, row.last): row.until for row in rows if _is_whole(row.counts, row.figures)}
        for days in begun:
            if there.get(days) != min(days[1], today):
                found = count(unit, days, today)
                KeptCounts.objects.update_or_create(
                    unit_id=unit,
                    first=days[0],
                    last=days[1],
                    defaults={"until": found.until, "counts": found.counts, "figures": found.figures, "at": at},
                )
                written += 1
    return written


def units_with_dossiers() -> list[int]:
    """Return the units that have any dossier."""
    return list(Dossier.objects.order_by().values_list("unit", flat=True).distinct())


def spans_of_year(year: int, windows: Iterable[Window] = (CALENDAR,)) -> list[Days]:
    """Return the days of all periods of a year that something is counted for."""
    found = {
        part.days(window): None
        for window in windows
        for grain in GRAINS
        for part in Period(year).parts(grain)
        if window.id == CALENDAR.id or grain is Grain.MONTH
    }
    return list(found)
