"""Rows of the table of results: ranks with their intervals, bands, what changed since the year before."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.appraisals.pages.bands import bars_of
from namro.apps.appraisals.pages.ranking_axis import Interval, RankAxis, Spark, spark
from namro.apps.appraisals.pages.ranking_lens import Lens
from namro.apps.appraisals.queries.results import YearOf
from namro.core.assessment.result_table import RankedUnit, ResultTable, domain_places
from namro.core.base.spans import Handover
from namro.core.framework.model import Scale
from namro.core.scoring.numbers import said_points
from namro.ui.formats import NOTHING

#: As many years are drawn beside a unit.
YEARS = 5
UP, DOWN = "up", "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A unit as it is shown; `alike`: cannot be told apart from the chosen one."""

    rank: str
    span: str
    name: str
    code: str
    url: str
    me: bool
    alike: bool
    interval: Interval | None
    points: str
    total: str
    band: str
    bars: int
    near: str
    waiting: int
    difference: str
    css: str
    merged: str
    spark: Spark | None
    why: str


@dataclass(frozen=True, slots=True)
class Group:
    """The units of a band (or of none), with what they have in common in words."""

    band: str
    bars: int
    words: str
    rows: tuple[Row, ...]


class Rows:
    """Makes the rows of a pool; the earlier years and the handovers of units are handed in."""

    def __init__(
        self,
        table: ResultTable,
        *,
        ranked: int,
        lens: Lens,
        chosen: RankedUnit | None,
        earlier: Mapping[int, Mapping[int, YearOf]],
        handovers: Collection[Handover[int]],
    ) -> None:
        self.table, self.lens, self.chosen, self.earlier = table, lens, chosen, earlier
        self.axis, self.bars = RankAxis(ranked), bars_of(table.framework)
        self.scale: Scale = table.framework.scale
        first, last = date(table.year, 1, 1), date(table.year, 12, 31)
        self.merged = {one.new for one in handovers if one.old != one.new and first <= one.on <= last}
        values = [one.total for years in earlier.values() for one in years.values() if one.total is not None]
        values += [unit.total for unit in table.units if unit.total is not None]
        self.lowest, self.highest = min(values, default=Decimal(0)), max(values, default=Decimal(0))

    def row(self, unit: RankedUnit, place: int | None) -> Row:
        """Return one unit's row; `place` is its rank by the lens."""
        difference, css = self._difference(unit)
        chosen = self.chosen
        points = self.lens.points(unit)
        return Row(
            rank=NOTHING if place is None else str(place),
            span=f"{unit.low}–{unit.high}" if unit.low and unit.high and not self.lens.key else "",
            name=unit.name,
            code=unit.code,
            url=reverse("appraisals:unit_result", args=[self.table.year, unit.code]) if self.table.act else "",
            me=chosen is not None and unit.key == chosen.key,
            alike=chosen is not None and unit.key in chosen.alike,
            interval=self.axis.interval(unit.rank, unit.low, unit.high) if unit.rank else None,
            points=NOTHING if points is None else said_points(points, self.scale),
            total=NOTHING if unit.total is None else said_points(unit.total, self.scale),
            band=unit.band,
            bars=self.bars.get(unit.band, 1),
            near=unit.near,
            waiting=unit.waiting,
            difference=difference,
            css=css,
            merged=_("hợp nhất %(year)d") % {"year": self.table.year} if unit.unit in self.merged else "",
            spark=None if unit.unit in self.merged else self._spark(unit),
            why=unit.not_ranked,
        )

    def _difference(self, unit: RankedUnit) -> tuple[str, str]:
        before = self.earlier.get(unit.unit, {}).get(self.table.year - 1)
        if unit.total is None or before is None or before.total is None or unit.unit in self.merged:
            return "", ""
        change = unit.total - before.total
        return said_points(abs(change), self.scale), UP if change > 0 else DOWN if change < 0 else ""

    def _spark(self, unit: RankedUnit) -> Spark | None:
        years = self.earlier.get(unit.unit, {})
        span = range(self.table.year - YEARS + 1, self.table.year)
        values = [years[year].total if year in years else None for year in span]
        return spark([*values, unit.total], self.lowest, self.highest)


def groups_of(rows: Rows, units: Sequence[RankedUnit]) -> tuple[Group, ...]:
    """Return the ranked units, by band where the total is looked at, else as one list by the lens."""
    ranked = [unit for unit in units if unit.rank]
    if rows.lens.key:
        points = {unit.key: found for unit in ranked if (found := rows.lens.points(unit)) is not None}
        places = domain_places(ranked, points, rows.table.framework.ties)
        ordered = sorted(ranked, key=lambda unit: places.get(unit.key, len(ranked) + 1))
        return (Group("", 0, "", tuple(rows.row(unit, places.get(unit.key)) for unit in ordered)),)
    return tuple(_by_band(rows, ranked))


def _span(ranks: Sequence[int]) -> str:
    first, last = min(ranks), max(ranks)
    return f"{first}" if first == last else f"{first} – {last}"


def _by_band(rows: Rows, ranked: Sequence[RankedUnit]) -> Iterator[Group]:
    names = [band.name for band in rows.table.framework.bands]
    for name in (*names, ""):
        own = [unit for unit in ranked if unit.band == name or (not name and unit.band not in names)]
        if own:
            ranks = [unit.rank for unit in own if unit.rank]
            words = _("%(n)d đơn vị, hạng %(ranks)s") % {"n": len(own), "ranks": _span(ranks)}
            made = tuple(rows.row(unit, unit.rank) for unit in own)
            yield Group(name or _("Chưa xếp loại"), rows.bars.get(name, 0), words, made)
