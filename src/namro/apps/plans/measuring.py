"""Values measured by facts, of units that may have taken over from others: counts of before are added up."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from namro.apps.indicators.models import Fact
from namro.apps.indicators.sets import LEVEL_OF
from namro.apps.people.queries.organisation import tree_on, unit_handovers
from namro.core.base.spans import Handover, origins
from namro.core.improvement.running import summed
from namro.core.improvement.target_standing import Measured
from namro.core.scoring.fact_values import number_in

#: Numbers by unit, year and input, with the day of each.
Known = Mapping[tuple[int, int, str], tuple[Decimal, date]]


@dataclass(frozen=True, slots=True)
class Found:
    """A value (a share in percent, or a count) with its counts, its day, and the units of before it was added up of.

    Of a survey it has the number of answers `n`, the `margin`, the `source` and the page (`url`) that shows it.
    """

    value: Decimal
    numerator: Decimal
    denominator: Decimal | None
    as_of: date
    of: tuple[str, ...] = ()
    n: int | None = None
    margin: Decimal | None = None
    source: str = ""
    url: str = ""

    @property
    def measured(self) -> Measured:
        """The core's value."""
        return Measured(value=self.value, n=self.n, margin=self.margin)


@dataclass(frozen=True, slots=True)
class Facts:
    """Numeric facts of some units, and of those whose work came to them, in some years.

    `came` are, by unit and year, the units of the same level that were there at the end of the year and came to the
    unit afterwards, itself among them where it was there: their counts make its count, where each came whole. What was
    told of a unit that was not there yet is told of all of it.
    """

    known: Known
    came: Mapping[tuple[int, int], frozenset[int]]
    names: Mapping[int, str]
    handovers: tuple[Handover[int], ...]

    def number(self, unit: int, year: int, name: str) -> tuple[Decimal, date, tuple[str, ...]] | None:
        """Return one number with its day: the unit's own, else those of its predecessors together."""
        came = self.came.get((unit, year), frozenset())
        own = self.known.get((unit, year, name))
        if own is not None and unit not in came:
            return (*own, ())
        values = {one: self.known[one, year, name][0] for one in came if (one, year, name) in self.known}
        if not came or set(values) != came:  # a part of a sum is no sum
            return None
        then, now = date(year, 12, 31), date(year + 1, 12, 31)
        found = summed(values, self.handovers, unit, then=then, day=now)
        if found is None:
            return None
        total, of = found
        return total, max(self.known[one, year, name][1] for one in of), tuple(self.names[one] for one in sorted(of))

    def measured(self, unit: int, year: int, numerator: str, denominator: str = "") -> Found | None:
        """Return a share, or a count where there is no denominator; None where something is missing."""
        part = self.number(unit, year, numerator)
        if part is None:
            return None
        if not denominator:
            return Found(part[0], part[0], None, part[1], part[2])
        whole = self.number(unit, year, denominator)
        if whole is None or not whole[0]:
            return None
        return Found(100 * part[0] / whole[0], part[0], whole[0], max(part[1], whole[1]), part[2])


def facts_of(units: Collection[int], years: Collection[int]) -> Facts:
    """Return the numbers that stand of some units and of their predecessors, in some years.

    The number of queries grows with the years only.
    """
    handovers = unit_handovers()
    trees = {year: tree_on(date(year, 12, 31)) for year in years}
    level = {(node.id, year): LEVEL_OF.get(node.kind) for year, tree in trees.items() for node in tree.nodes.values()}
    came = {}
    for unit in units:
        own = next((level[unit, year] for year in sorted(years, reverse=True) if (unit, year) in level), None)
        for year in years if own else ():
            before = origins(unit, _later(handovers, year), date(year + 1, 12, 31))
            alike = {one for one in before if level.get((one, year)) == own}
            if alike:
                came[unit, year] = frozenset(alike | ({unit} if (unit, year) in level else set()))
    wanted = {*units, *(one for found in came.values() for one in found)}
    rows = Fact.objects.filter(unit__in=wanted or {0}, year__in=set(years), superseded_by=None)
    known = {}
    for unit, year, name, text, day in rows.values_list("unit", "year", "input", "value", "as_of"):
        if (value := number_in(text)) is not None:
            known[unit, year, name] = (value, day)
    names = {one: trees[year].nodes[one].name for (_unit, year), found in came.items() for one in found}
    return Facts(known, came, names, handovers)


def _later(handovers: tuple[Handover[int], ...], year: int) -> list[Handover[int]]:
    return [one for one in handovers if one.on > date(year, 12, 31)]
