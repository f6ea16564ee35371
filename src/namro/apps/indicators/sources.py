"""Where the machine asks for parts of indicators: registers and facts; apps above register what they count."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from namro.apps.indicators.models import Fact
from namro.apps.registers.definitions import NoSuchRegister
from namro.apps.registers.figures import figures_of, source_url
from namro.core.scoring.fact_values import number_in

#: First and last day whose data are asked for.
Days = tuple[date, date]


class Sides(Protocol):
    """What a source answers for a unit; `value` is None where there is nothing to divide by."""

    @property
    def numerator(self) -> Decimal | None:
        """What is counted, or what is counted of `denominator`."""

    @property
    def denominator(self) -> Decimal | None:
        """The whole of a ratio; None where there is no ratio."""

    @property
    def value(self) -> Decimal | None:
        """The figure itself."""


@dataclass(frozen=True, slots=True)
class SourceFigure:
    """A figure for sources that have no class of their own."""

    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None


class FigureSource(Protocol):
    """Something that counts: tasks, reports, registers. Units that it knows nothing of are left out of the answer."""

    def figures(self, of: str, units: Collection[int], days: Days) -> Mapping[int, Sides]:
        """Return a figure by unit; `of` is the name after `of:` in the definition. As many queries for any units."""

    def url(self, of: str, unit: int, days: Days) -> str:
        """Return the address of the list that the figure counts; "" where there is none."""


_log = logging.getLogger(__name__)
_sources: dict[str, FigureSource] = {}


def register_source(kind: str, source: FigureSource) -> None:
    """Have parts `from: kind` asked there; called once, when an app is ready."""
    _sources[kind] = source


def source_of(kind: str) -> FigureSource | None:
    """Return what answers for a kind of source; None where no app does."""
    return _sources.get(kind)


class FactSource:
    """Facts of the year in which the days end, by the name of the input."""

    def figures(self, of: str, units: Collection[int], days: Days) -> Mapping[int, Sides]:
        """Return the current fact of each unit that has one that is a number."""
        rows = Fact.objects.filter(unit__in=units, year=days[1].year, input=of, superseded_by=None)
        found: dict[int, Sides] = {}
        for unit, text in rows.values_list("unit_id", "value"):
            if (number := number_in(text)) is not None:
                found[unit] = SourceFigure(number, None, number)
        return found

    def url(self, of: str, unit: int, days: Days) -> str:
        """Facts have a page of their own that the indicator's page leads to anyway."""
        del of, unit, days
        return ""


class RegisterSource:
    """Figures of registers; `of` is `register.figure`."""

    def figures(self, of: str, units: Collection[int], days: Days) -> Mapping[int, Sides]:
        """Return the figure of every unit; nothing where the register has been changed and no longer has it."""
        register, _dot, figure = of.partition(".")
        try:
            return dict(figures_of(register, figure, units, days))
        except NoSuchRegister:
            _log.warning("no register figure %s: the indicators that read it stay as they are", of)
            return {}

    def url(self, of: str, unit: int, days: Days) -> str:
        """Return the address of the rows."""
        return source_url(of.partition(".")[0], unit, days)


register_source("fact", FactSource())
register_source("register", RegisterSource())
