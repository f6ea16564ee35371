"""The facts of all units of a year, and what predecessors bring to base values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, localcontext

from namro.core.scoring.facts import BaseValue, Facts, Share, Value
from namro.core.scoring.numbers import EXACT, ZERO

BaseKey = tuple[int, str]
#: A number written with more characters is not told from its neighbours by binary arithmetic.
LONG = 15


@dataclass(frozen=True, slots=True)
class Predecessor:
    """`unit` took over this share of `from_unit`; the row serves base values of `year` and of years before it."""

    unit: str
    from_unit: str
    year: int
    share: Decimal


@dataclass(slots=True)
class FactTable:
    """Values by unit and input for the scored year; earlier values by unit and (year, input).

    `long` are the units with a number longer than `LONG`, which arrays leave to exact arithmetic.
    """

    year: int
    values: dict[str, dict[str, Value]] = field(default_factory=dict)
    earlier: dict[str, dict[BaseKey, Decimal]] = field(default_factory=dict)
    base_keys: frozenset[BaseKey] = frozenset()
    predecessors: dict[str, list[Predecessor]] = field(default_factory=dict)
    long: set[str] = field(default_factory=set)

    @property
    def units(self) -> list[str]:
        """The scored units, in the order of their first fact."""
        return list(self.values)

    def of(self, unit: str) -> Facts:
        """Return the facts of one unit, base values from predecessors where it has none of its own."""
        own = self.earlier.get(unit, {})
        base: dict[BaseKey, BaseValue] = {key: BaseValue(value) for key, value in own.items()}
        lacking: dict[BaseKey, tuple[str, ...]] = {}
        if unit in self.predecessors:
            for key in self.base_keys - own.keys():
                self._bring(unit, key, base, lacking)
        return Facts(self.year, self.values[unit], base, lacking)

    def _bring(
        self, unit: str, key: BaseKey, base: dict[BaseKey, BaseValue], lacking: dict[BaseKey, tuple[str, ...]]
    ) -> None:
        rows = _of_year(self.predecessors[unit], key[0])
        absent = tuple(row.from_unit for row in rows if key not in self.earlier.get(row.from_unit, {}))
        if absent:
            lacking[key] = absent
        elif rows:
            parts = tuple(Share(row.from_unit, row.share, self.earlier[row.from_unit][key]) for row in rows)
            with localcontext(EXACT):
                base[key] = BaseValue(sum((part.share * part.value for part in parts), ZERO), parts)


def _of_year(rows: Iterable[Predecessor], base_year: int) -> list[Predecessor]:
    """Return the rows that serve a base year: those of that year, else of the nearest year after it."""
    years = sorted({row.year for row in rows if row.year >= base_year})
    return [row for row in rows if years and row.year == years[0]]


def table_of(
    year: int,
    units: Mapping[str, Mapping[str, Value]],
    earlier: Mapping[str, Mapping[BaseKey, Decimal]] | None = None,
    predecessors: Iterable[Predecessor] = (),
) -> FactTable:
    """Make a table from values at hand, already checked."""
    known = {unit: dict(values) for unit, values in (earlier or {}).items()}
    table = FactTable(year, {unit: dict(values) for unit, values in units.items()}, known)
    table.base_keys = frozenset(key for values in known.values() for key in values)
    for row in predecessors:
        table.predecessors.setdefault(row.unit, []).append(row)
    numbers = (
        (unit, value)
        for by_unit in (table.values, known)
        for unit, found in by_unit.items()
        for value in found.values()
    )
    table.long = {unit for unit, value in numbers if isinstance(value, Decimal) and len(str(value)) > LONG}
    return table
