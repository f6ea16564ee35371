"""Reads of indicator values: rows into what the core counts with. As many queries whatever is asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from namro.apps.indicators.models import IndicatorValue
from namro.core.indicators.model import LATEST, Indicator
from namro.core.indicators.periods import MONTHS, Period, period_of
from namro.core.indicators.values import Known


class Kept(NamedTuple):
    """What is needed of a row; thousands are read at once, and objects of models cost three times that."""

    pk: int
    indicator: str
    unit_id: int
    period: str
    parts: dict[str, str]
    as_of: date
    source_kind: str
    source_ref: str
    by_id: int
    reason: str
    explanation: str
    superseded_by_id: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its period read and its parts as numbers."""

    value: Kept
    period: Period
    known: Known

    @property
    def current(self) -> bool:
        """Whether it stands now."""
        return self.value.superseded_by_id is None


def read_rows(
    indicators: Collection[str], units: Collection[int], years: Collection[int]
) -> dict[tuple[str, int], list[Row]]:
    """Return what was ever known by (indicator, unit), oldest first, what was corrected left out; one query."""
    rows = IndicatorValue.objects.filter(
        indicator__in=indicators, unit__in=units, year__in=years, corrected=False
    ).order_by("id")
    found: dict[tuple[str, int], list[Row]] = {}
    for values in rows.values_list(*Kept._fields):
        kept = Kept(*values)
        row = Row(kept, period_of(kept.period), Known(numbers(kept.parts), kept.as_of))
        found.setdefault((kept.indicator, kept.unit_id), []).append(row)
    return found


def numbers(parts: dict[str, str]) -> dict[str, Decimal]:
    """Return stored parts as numbers."""
    return {name: Decimal(text) for name, text in parts.items()}


def row_before(indicator: Indicator, rows: Iterable[Row], period: Period) -> Row | None:
    """Return what stands of the period before; running figures begin anew each year."""
    before = period.before
    if indicator.over_periods == LATEST and before.year != period.year:
        return None
    return next((row for row in rows if row.current and row.period == before), None)


def rows_for(indicator: Indicator, rows: Iterable[Row], period: Period) -> list[Row]:
    """Return the rows that say how a period stands: the current ones inside it.

    Of a running figure that is kept by longer periods, it is the newest that was known by the period's last day.
    """
    rows = list(rows)
    inside = [row for row in rows if row.current and period.holds(row.period)]
    if inside or indicator.over_periods != LATEST or MONTHS[indicator.grain] <= MONTHS[period.grain]:
        return inside
    last = period.days(indicator.window)[1]
    then = [row for row in rows if row.period.holds(period) and row.known.as_of <= last]
    return sorted(then, key=lambda row: row.known.as_of)[-1:]
