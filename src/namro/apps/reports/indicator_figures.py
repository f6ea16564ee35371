"""Figures that indicators tell, and the discipline of reporting as a source of indicators."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.urls import reverse

from namro.apps.indicators.definitions import indicators
from namro.apps.indicators.measured import Measured, measured
from namro.apps.indicators.sources import Days, SourceFigure
from namro.apps.people.models import Unit
from namro.apps.reports.discipline import discipline
from namro.apps.reports.sources import Asked
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.indicators.periods import period_of
from namro.core.reporting import paper_words as said
from namro.core.reporting.paper import Grid
from namro.core.reporting.values import Value


class IndicatorFigures:
    """Indicators answer for a report: both sums, the value and the address of the indicator's own page.

    A reference is the indicator's id, or `id:numerator`, `id:denominator` for one of its two sums.
    """

    def values(self, asked: Asked, refs: Collection[str]) -> Mapping[str, Value]:
        """Return the indicators that are defined and measured in the report's period; others are typed."""
        defined = indicators()
        known = {ref: ref.partition(":") for ref in refs if ref.partition(":")[0] in defined}
        try:
            period = period_of(asked.period.key)
        except NamroError:  # weeks and fortnights are no periods of indicators
            return {}
        if not known:
            return {}
        found = measured({name for name, _colon, _side in known.values()}, [asked.unit], period)
        return {
            ref: _told(found[name, asked.unit], side)
            for ref, (name, _colon, side) in known.items()
            if (name, asked.unit) in found
        }

    def grids(self, asked: Asked, refs: Collection[str]) -> Mapping[str, Grid]:
        """Indicators have no lists for reports."""
        del asked, refs
        return {}

    def behind(self, asked: Asked, ref: str) -> Sequence[tuple[str, str, str]]:
        """The page of the indicator."""
        return [(value.origin, value.url, "") for value in self.values(asked, {ref}).values()]


def _told(found: Measured, side: str) -> Value:
    """The value, or one of its two sums by itself where `side` names it."""
    origin = said.from_indicator(f"{found.as_of:%d/%m/%Y}")
    if side:
        number = found.numerator if side == "numerator" else found.denominator
        return Value(value=number, origin=origin, url=found.url)
    return Value(
        value=found.value, numerator=found.numerator, denominator=found.denominator, origin=origin, url=found.url
    )


#: What may be counted of a unit's reports, by the name that definitions of indicators use.
_COUNTS = {"on_time": "in_time", "late": "late", "missing": "missing", "owed": "owed"}


class ReportFigures:
    """Reports answer for indicators: `on_time`, `late`, `missing` of those that were due, `owed` alone."""

    def figures(self, of: str, units: Collection[int], days: Days) -> Mapping[int, SourceFigure]:
        """Return the count of each unit; as a share of what was due where anything was."""
        if of not in _COUNTS:
            return {}
        found = discipline(units, days, today=system_clock().date())
        return {unit: _figure(getattr(one, _COUNTS[of]), one.owed, alone=of == "owed") for unit, one in found.items()}

    def url(self, of: str, unit: int, days: tuple[date, date]) -> str:
        """The calendar of the unit in the year."""
        del of
        code = Unit.objects.values_list("code", flat=True).get(pk=unit)
        return f"{reverse('reports:calendar')}?don-vi={code}&nam={days[1].year}"


def _figure(count: int, owed: int, *, alone: bool) -> SourceFigure:
    number = Decimal(count)
    if alone:
        return SourceFigure(number, None, number)
    whole = Decimal(owed)
    return SourceFigure(number, whole, number / whole * 100 if owed else None)
