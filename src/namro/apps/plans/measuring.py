"""Values measured by facts, of units that may have taken over from others: counts of before are added up."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from namro.apps.indicators.models import Fact
from namro.apps.people.queries.organisation import names_of, unit_handovers
from namro.core.base.spans import origins
from namro.core.improvement.running import summed

#: Numbers by unit, year and input, with the day of each.
Known = Mapping[tuple[int, int, str], tuple[Decimal, date]]


@dataclass(frozen=True, slots=True)
class Found:
    """A value (a share in percent, or a count) with its counts, its day, and the units of before it was added up of."""

    value: Decimal
    numerator: Decimal
    denominator: Decimal | None
    as_of: date
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Numeric facts of some units, and of those whose work came to them, in some years."""

    known: Known
    names: Mapping[int, tuple[str, str]]

    def number(self, unit: int, year: int, name: str) -> tuple[Decimal, date, tuple[str, ...]] | None:
        """Return one number with its day: the unit's own, else those of its predecessors together."""
        if (own := self.known.get((unit, year, name))) is not None:
            return (*own, ())
        then, now = date(year, 12, 31), date(year + 1, 12, 31)
        values = {one: value for (one, of, what), (value, _day) in self.known.items() if (of, what) == (year, name)}
        found = summed(values, unit_handovers(), unit, then=then, day=now) if values else None
        if found is None or not self._whole(unit, values, then, now):
            return None
        total, of = found
        days = [self.known[one, year, name][1] for one in of]
        return total, max(days), tuple(self.names[one][1] for one in sorted(of))

    def _whole(self, unit: int, values: Mapping[int, Decimal], then: date, now: date) -> bool:
        """Whether a value is known of every unit that the unit came from: a part of a sum is no sum."""
        came = origins(unit, [one for one in unit_handovers() if then < one.on <= now], now)
        return came <= set(values)

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
    """Return the numbers that stand of some units and of their predecessors, in some years; two queries."""
    came = {one for unit in units for one in origins(unit, unit_handovers(), date.max)}
    wanted = {*units, *came}
    rows = Fact.objects.filter(unit__in=wanted or {0}, year__in=set(years), superseded_by=None)
    known = {}
    for unit, year, name, text, day in rows.values_list("unit", "year", "input", "value", "as_of"):
        if (value := _number(text)) is not None:
            known[unit, year, name] = (value, day)
    return Facts(known, names_of(came or {0}))


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:  # true, false, a day, the state of a proof
        return None
