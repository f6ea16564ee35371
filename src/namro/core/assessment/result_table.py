"""The results of a round as one table: units with points and ranks, by pool, as an act published them.

Before an act there is none: the table then shows what lines add up to now, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from namro.core.base.ranks import rank_list
from namro.core.framework.model import Framework
from namro.core.scoring.numbers import ZERO

#: A band other than the printed one that comes up in more than this share of the simulated runs is near.
NEAR = 0.05
SURVEY = "survey"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishingAct:
    """The act as it is printed; `number` counts the acts of a round, 2 and on correct the ones before for `reason`."""

    number: int
    act_number: str
    act_date: date
    published_at: datetime
    signer_title: str = ""
    signer_name: str = ""
    reason: str = ""
    sha256: str = ""
    head_seq: int | None = None
    head_chain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedUnit:
    """One unit. `key` is its sheet, `low` and `high` the ranks at 5 and 95 % of the runs; points are settled.

    `total` None: not appraised, or nothing yet. `waiting` counts the criteria on which nobody has decided.
    """

    key: int
    unit: int
    code: str
    name: str
    pool: str = ""
    total: Decimal | None = None
    percent: Decimal | None = None
    band: str = ""
    band_why: str = ""
    not_ranked: str = ""
    rank: int | None = None
    low: int | None = None
    high: int | None = None
    bonus: Decimal = ZERO
    penalty: Decimal = ZERO
    domains: Mapping[str, Decimal] = field(default_factory=dict)
    sources: Mapping[str, Decimal] = field(default_factory=dict)
    bands: Mapping[str, float] = field(default_factory=dict)
    alike: frozenset[int] = frozenset()
    waiting: int = 0

    @property
    def near(self) -> str:
        """The most likely other band where it may as well be in one; "" where the band is sure enough."""
        others = {name: share for name, share in self.bands.items() if name != self.band and share > NEAR}
        return max(others, key=lambda name: others[name], default="")

    @property
    def documents(self) -> Decimal:
        """What was judged and computed: all but the survey."""
        return sum((points for source, points in self.sources.items() if source != SURVEY), ZERO)

    @property
    def survey(self) -> Decimal:
        """What the survey gave."""
        return self.sources.get(SURVEY, ZERO)


@dataclass(frozen=True, kw_only=True)
class ResultTable:
    """All units of a round. `act` None: not published; `pools` are names in their order."""

    round_title: str
    organiser: str
    year: int
    framework: Framework
    edition_sha256: str
    act: PublishingAct | None
    pools: tuple[str, ...]
    units: tuple[RankedUnit, ...]

    def of(self, pool: str) -> tuple[RankedUnit, ...]:
        """Return the units of a pool, best first, those without a rank at the end by their order."""
        return tuple(sorted((unit for unit in self.units if unit.pool == pool), key=_place))

    @cached_property
    def ranked(self) -> Mapping[str, int]:
        """How many units have a rank, by pool."""
        return {pool: sum(1 for unit in self.units if unit.pool == pool and unit.rank) for pool in self.pools}

    @cached_property
    def survey_max(self) -> Decimal:
        """The points that surveys decide."""
        leaves = self.framework.leaves.values()
        return sum((leaf.node.max for leaf in leaves if leaf.source == SURVEY), ZERO)


def _place(unit: RankedUnit) -> tuple[bool, int]:
    return unit.rank is None, unit.rank or 0


def with_ranks(units: Iterable[RankedUnit], ties: str) -> tuple[RankedUnit, ...]:
    """Rank units by their percentage, each pool for itself; who is not ranked keeps none."""
    rows = list(units)
    found = list(rows)
    for pool in dict.fromkeys(unit.pool for unit in rows):
        places = [place for place, unit in enumerate(rows) if unit.pool == pool]
        values = [_settled(rows[place]) for place in places]
        for place, rank in zip(places, rank_list(values, ties), strict=True):
            found[place] = replace(rows[place], rank=rank)
    return tuple(found)


def _settled(unit: RankedUnit) -> int | None:
    return None if unit.percent is None or unit.not_ranked else int(unit.percent.scaleb(9))


def domain_places(units: Iterable[RankedUnit], points: Mapping[int, Decimal], ties: str) -> dict[int, int]:
    """Return the ranks of units among each other by some points, by the key of their sheets."""
    rows = [unit for unit in units if unit.key in points]
    ranks = rank_list([int(points[unit.key].scaleb(9)) for unit in rows], ties)
    return {unit.key: rank for unit, rank in zip(rows, ranks, strict=True) if rank is not None}
