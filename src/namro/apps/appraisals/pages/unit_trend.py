"""A unit's published results over the years, what became part of it beside it, drawn and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from namro.apps.appraisals.queries.results import YearOf
from namro.core.framework.model import Scale
from namro.core.scoring.numbers import said_points
from namro.ui.formats import NOTHING

WIDTH, HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 560, 190, 44, 30, 20, 26
_LINES = 4


@dataclass(frozen=True, slots=True)
class Dot:
    """A year's value in the drawing; its label stands above it."""

    x: str
    y: str
    label_y: str
    words: str


@dataclass(frozen=True, slots=True)
class GridLine:
    """A line across with its value."""

    y: str
    words: str


@dataclass(frozen=True, slots=True)
class Curve:
    """The values of one unit; `own` is the unit itself, others are units of before."""

    name: str
    own: bool
    path: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class YearRow:
    """One unit in one year, as the table says it."""

    year: int
    name: str
    own: bool
    total: str
    percent: str
    band: str
    rank: str


@dataclass(frozen=True, slots=True)
class Trend:
    """The drawing and its table; the drawing is empty with a single year."""

    curves: tuple[Curve, ...]
    grid: tuple[GridLine, ...]
    years: tuple[tuple[str, int], ...]
    rows: tuple[YearRow, ...]


def trend(name: str, own: Mapping[int, YearOf], merged: Mapping[int, Mapping[int, YearOf]], scale: Scale) -> Trend:
    """Return the results of a unit and of those that became part of it, newest year first in the table."""
    units = [(name, True, own), *((_last_name(years), False, years) for years in merged.values())]
    found = [one for _name, _own, years in units for one in years.values() if one.percent is not None]
    rows = sorted(
        (_row(one, called, is_own, scale) for called, is_own, years in units for one in years.values()),
        key=lambda row: (-row.year, not row.own, row.name),
    )
    years = sorted({one.year for one in found})
    if len(years) < 2:
        return Trend((), (), (), tuple(rows))
    plane = _Plane(years, [one.percent for one in found if one.percent is not None])
    curves = tuple(plane.curve(called, is_own, years.values()) for called, is_own, years in units)
    return Trend(curves, plane.grid(), tuple((f"{plane.x(year):.1f}", year) for year in years), tuple(rows))


def _last_name(years: Mapping[int, YearOf]) -> str:
    return years[max(years)].name


def _row(one: YearOf, name: str, own: bool, scale: Scale) -> YearRow:
    return YearRow(
        one.year,
        one.name or name,
        own,
        NOTHING if one.total is None else said_points(one.total, scale),
        NOTHING if one.percent is None else f"{said_points(one.percent, scale)} %",
        one.band,
        NOTHING if one.rank is None else str(one.rank),
    )


class _Plane:
    """Years from left to right, per cent of the maximum upwards."""

    def __init__(self, years: list[int], values: list[Decimal]) -> None:
        self.first, self.last = years[0], years[-1]
        low, high = float(min(values)), float(max(values))
        room = max(high - low, 4.0) * 0.15
        self.low, self.high = max(0.0, low - room), min(100.0, high + room) if high <= 100 else high + room

    def x(self, year: int) -> float:
        return _LEFT + 14 + (WIDTH - _LEFT - _RIGHT - 14) * (year - self.first) / (self.last - self.first)

    def y(self, value: float) -> float:
        return _TOP + (HEIGHT - _TOP - _BOTTOM) * (self.high - value) / ((self.high - self.low) or 1)

    def grid(self) -> tuple[GridLine, ...]:
        values = [self.low + (self.high - self.low) * place / _LINES for place in range(_LINES + 1)]
        return tuple(GridLine(f"{self.y(value):.1f}", f"{value:.0f}") for value in values)

    def curve(self, name: str, own: bool, years: Iterable[YearOf]) -> Curve:
        dots = [(one.year, float(one.percent)) for one in years if one.percent is not None]
        path = " ".join(f"{self.x(year):.1f},{self.y(value):.1f}" for year, value in dots)
        found = (
            Dot(
                f"{self.x(year):.1f}",
                f"{self.y(value):.1f}",
                f"{self.y(value) - 9:.1f}",
                f"{value:.1f}".replace(".", ","),
            )
            for year, value in dots
        )
        return Curve(name, own, path, tuple(found))
