"""The current facts of units into the table that scoring reads; as many queries whatever the number of units."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256

from namro.apps.assessments.predecessors import brought
from namro.apps.indicators.models import Fact
from namro.apps.indicators.sets import Edition, base_years, edition_for, in_force
from namro.apps.indicators.values import levels_of
from namro.apps.people.permissions import Handovers
from namro.apps.people.queries.organisation import names_of, unit_handovers
from namro.core.framework.model import Framework
from namro.core.scoring.fact_values import BadFact, Parser, base_parsers, parsers
from namro.core.scoring.facts import Facts, Value
from namro.core.scoring.table import LONG, FactTable, Predecessor

#: The facts of so many units are fetched at once.
_FEW = 10


@dataclass(frozen=True, slots=True)
class Pool:
    """The units of one level in one year, their edition, and their facts under names that tell units apart."""

    edition: Edition
    year: int
    table: FactTable
    #: Unit by its name in the table, in the table's order; those that facts say nothing of are not among them.
    units: dict[str, int]
    #: Names in the table of all the units asked for.
    named: dict[int, str]

    def facts(self, unit: int) -> Facts:
        """What is known of one of the units asked for."""
        self.table.values.setdefault(self.named[unit], {})
        return self.table.of(self.named[unit])


def pools(units: Collection[int], year: int) -> list[Pool]:
    """Return the facts of units for scores of a year, by level. Units that no set scores are left out."""
    levels = levels_of(units, year)
    editions = in_force()
    found = []
    for level in sorted(set(levels.values())):
        edition = edition_for(editions, level, year)
        if edition is not None:
            found.append(pool_of(edition, year, [unit for unit in units if levels.get(unit) == level]))
    return found


def facts_of(edition: Edition, year: int, unit: int, handovers: Handovers | None = None) -> Facts:
    """Return what is known of one unit under an edition, which need not be in force."""
    return pool_of(edition, year, [unit], handovers, alone=True).facts(unit)


def pool_of(
    edition: Edition, year: int, units: list[int], handovers: Handovers | None = None, *, alone: bool = False
) -> Pool:
    """Return the facts of units under an edition; the number of queries does not grow with them.

    `handovers` may be given where they are at hand. One unit `alone` is told apart from nobody and needs no name.
    """
    handovers = unit_handovers() if handovers is None else handovers
    bases = base_years(edition.framework, year)
    rows = brought(units, edition.framework.level, year=year, base_years=bases, handovers=handovers)
    everyone = {*units, *(old for _new, old, _base, _share in rows)}
    named = {unit: str(unit) for unit in everyone} if alone and len(everyone) == 1 else _names(everyone)
    table = FactTable(year, base_keys=frozenset(base_parsers(edition.framework, year)))
    for new, old, base, share in rows:
        table.predecessors.setdefault(named[new], []).append(Predecessor(named[new], named[old], base, share))
    _fill(table, edition, everyone=everyone, scored=set(units), named=named)
    places = {named[unit]: unit for unit in units}
    return Pool(edition, year, table, {name: places[name] for name in table.values}, named)


def _names(units: Iterable[int]) -> dict[int, str]:
    """Return the last name of each unit, with its code where two are called the same."""
    known = names_of(units)
    names = [name for _code, name in known.values()]
    return {key: name if names.count(name) == 1 else f"{name} ({code})" for key, (code, name) in known.items()}


def _fill(
    table: FactTable, edition: Edition, *, everyone: Collection[int], scored: Collection[int], named: dict[int, str]
) -> None:
    years = {table.year, *(year for year, _name in table.base_keys)}
    now, earlier = (_Values(found) for found in _parsers(_Set(edition.framework, edition.sha256), table.year))
    for unit, year, name, text in _current(everyone, years):
        called = named[unit]
        if year == table.year and unit in scored:
            value = now.of(year, name, text)
            if value is not None:
                table.values.setdefault(called, {})[name] = value
        else:
            value = earlier.of(year, name, text)
            if isinstance(value, Decimal):
                table.earlier.setdefault(called, {})[year, name] = value
        if value is not None and len(text) > LONG:
            table.long.add(called)


@dataclass(frozen=True, slots=True)
class _Set:
    """A set that is told apart by being the same object: comparing trees costs more than what is remembered of them."""

    framework: Framework
    sha256: str

    def __hash__(self) -> int:
        return hash(self.sha256)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Set) and self.framework is other.framework


_Parsers = dict[tuple[int, str], Parser]


@lru_cache(maxsize=64)
def _parsers(of: _Set, year: int) -> tuple[_Parsers, _Parsers]:
    """Return the parsers of the year's facts and of base values: a sheet being filled asks at every cell."""
    now = {(year, name): parser for name, parser in parsers(of.framework).items()}
    return now, base_parsers(of.framework, year)


def _current(units: Collection[int], years: Collection[int]) -> Iterator[tuple[int, int, str, str]]:
    rows = Fact.objects.filter(superseded_by=None, unit__in=units, year__in=years).exclude(value="")
    values = rows.order_by("unit", "id").values_list("unit_id", "year", "input", "value")
    # A cursor on the server costs two more round trips, which one unit's few facts are not worth.
    yield from values.iterator(chunk_size=5000) if len(units) > _FEW else values


class _Values:
    """Texts into values; what a set does not read, or cannot, is no value. Each text is parsed once."""

    def __init__(self, by_input: dict[tuple[int, str], Parser]) -> None:
        self._parsers = by_input
        self._known: dict[tuple[int, str, str], Value | None] = {}

    def of(self, year: int, name: str, text: str) -> Value | None:
        key = (year, name, text)
        if key not in self._known:
            self._known[key] = self._parsed(year, name, text)
        return self._known[key]

    def _parsed(self, year: int, name: str, text: str) -> Value | None:
        parser = self._parsers.get((year, name))
        try:
            return None if parser is None else parser(text)
        except BadFact:  # written before this set was in force
            return None


def digest(facts: Facts) -> str:
    """Return what stands for the facts that a result was computed from."""
    lines = [f"{name}={value}" for name, value in facts.values.items()]
    lines += [f"{year} {name}={base.value}" for (year, name), base in facts.base.items()]
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()
