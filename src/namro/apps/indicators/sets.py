"""Which criteria set reads which facts: the published editions, the newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from namro.apps.frameworks.models import Edition as EditionRow
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.models import LOCAL, Kind
from namro.core.framework.model import Framework
from namro.core.framework.uses import Holds, base_uses, uses
from namro.core.scoring.fact_values import Parser, base_parsers, parsers

#: Kinds of units that are scored, and the level of the sets that score them.
LEVEL_OF: dict[str, str] = {
    **dict.fromkeys(LOCAL, "commune"),
    Kind.DEPARTMENT: "department",
    Kind.PROVINCE: "province",
}


@dataclass(frozen=True, slots=True)
class Edition:
    """A criteria set in force; `sha256` is its text's and stands for it in results.

    `chosen` are the years for which whoever judges chose it; there it goes before newer ones.
    """

    framework: Framework
    sha256: str
    chosen: frozenset[int] = frozenset()

    @property
    def key(self) -> str:
        """What tells it apart, its choice included."""
        return "@".join([self.sha256, *map(str, sorted(self.chosen))])


Source = Callable[[], Iterable[Edition]]


def published() -> list[Edition]:
    """Return what is published, the newest edition first; one query when the trees are at hand."""
    rows = EditionRow.objects.filter(status=EditionRow.Status.PUBLISHED).defer("text")
    return [Edition(tree_of(row), row.sha256) for row in rows.order_by("-edition", "-published_at", "-pk")]


class _Provided:
    """The source of editions."""

    source: Source = staticmethod(published)


def provide(source: Source) -> Source:
    """Take editions in force from another source, the newest first; return the source until now."""
    before, _Provided.source = _Provided.source, staticmethod(source)
    return before


def in_force() -> tuple[Edition, ...]:
    """Return the editions in force."""
    return tuple(_Provided.source())


def edition_for(editions: Iterable[Edition], level: str, year: int) -> Edition | None:
    """Return the edition that scores a level's units in a year: the one chosen for it, else the newest."""
    fits = [one for one in editions if one.framework.level == level and one.framework.scores(year)]
    return next((one for one in fits if year in one.chosen), fits[0] if fits else None)


@dataclass(frozen=True)
class Inputs:
    """What facts of one level and year may hold: a parser by input, and the inputs that are true or false only."""

    parsers: dict[str, Parser]
    flags: frozenset[str]
    #: Inputs that a survey gives, and nothing else reads.
    surveys: frozenset[str]
    #: Years whose results read an input of this year as a base value, by input.
    later: dict[str, frozenset[int]]


def inputs_of(editions: tuple[Edition, ...], level: str, year: int, *, until: int) -> Inputs:
    """Return what facts of a year may hold; results of years up to `until` may read them as base values."""
    return _inputs(_Key(editions, tuple(one.key for one in editions)), level, year, until)


@dataclass(frozen=True)
class _Key:
    """Editions, told apart by what they are, not by the objects at hand."""

    editions: tuple[Edition, ...]
    names: tuple[str, ...]

    def __hash__(self) -> int:
        return hash(self.names)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.names == other.names


@lru_cache(maxsize=64)
def _inputs(key: _Key, level: str, year: int, until: int) -> Inputs:
    found: dict[str, Parser] = {}
    flags: dict[str, bool] = {}
    surveys: dict[str, bool] = {}
    later: dict[str, set[int]] = {}
    for reader, scored in _readers(key.editions, level, year, until):
        for (base_year, name), parser in base_parsers(reader.framework, scored).items():
            if base_year == year:
                found[name] = parser
                later.setdefault(name, set()).add(scored)
    own = edition_for(key.editions, level, year)
    if own is not None:
        found.update(parsers(own.framework))
        for use in uses(own.framework):
            flags[use.input] = flags.get(use.input, True) and use.holds is Holds.FLAG
            surveys[use.input] = surveys.get(use.input, True) and use.holds is Holds.SURVEY
    marked = frozenset(name for name, only in flags.items() if only)
    surveyed = frozenset(name for name, only in surveys.items() if only)
    return Inputs(found, marked, surveyed, {name: frozenset(years) for name, years in later.items()})


def _readers(editions: tuple[Edition, ...], level: str, year: int, until: int) -> Iterator[tuple[Edition, int]]:
    """Yield the later years in which an edition reads base values, each with its edition."""
    for scored in range(year + 1, until + 1):
        edition = edition_for(editions, level, scored)
        if edition is not None:
            yield edition, scored


def base_years(framework: Framework, year: int) -> frozenset[int]:
    """Return the earlier years that scores of `year` read."""
    return frozenset(base for base, _name, _holds, _node in base_uses(framework, year))
