"""The published results of a round: how many units in each band, then every unit with its rank as an interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from namro.apps.appraisals.pages.bands import bars_of
from namro.apps.appraisals.pages.ranking_axis import Tick
from namro.apps.appraisals.pages.ranking_lens import Lens, lens_named, lenses_of
from namro.apps.appraisals.pages.ranking_rows import Group, Row, Rows, groups_of
from namro.apps.appraisals.queries.results import YearOf
from namro.apps.people.permissions import Handovers
from namro.core.assessment.result_table import RankedUnit, ResultTable
from namro.core.base.folding import fold
from namro.core.scoring.numbers import said
from namro.ui.formats import day

#: More units than a province has.
PER_PAGE = 250
_WIDEST, _NARROWEST = 12, 3


@dataclass(frozen=True, slots=True)
class BandCount:
    """A band of the strip on top: its bars, how many units, how wide it is drawn (in twelfths)."""

    name: str
    bars: int
    count: int
    width: int
    query: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Tab:
    """A pool with the number of its units."""

    words: str
    count: int
    query: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingPage:
    """One pool of a table of results."""

    strip: tuple[BandCount, ...]
    tabs: tuple[Tab, ...]
    lenses: tuple[Lens, ...]
    lens: Lens
    most: str
    pool: str
    search: str
    groups: tuple[Group, ...]
    unranked: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    chosen: str
    spans: bool
    moves: bool
    shown: int
    count: int
    waiting: int
    query: str
    page: Page[RankedUnit]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for."""

    kept: Mapping[str, str]
    pool: str = ""
    lens: str = ""
    search: str = ""
    band: str = ""
    number: str | None = None

    def query(self, **changed: str) -> str:
        """Return the address's own words with some of them changed; empty ones are left out."""
        words = {"nhom": self.pool, "theo": self.lens, "tim": self.search, "loai": self.band} | changed
        return urlencode({key: value for key, value in {**self.kept, **words}.items() if value})


def ranking_page(
    table: ResultTable,
    asked: Asked,
    *,
    chosen: RankedUnit | None,
    earlier: Mapping[int, Mapping[int, YearOf]],
    handovers: Handovers,
) -> RankingPage:
    """Return the page of the pool that is asked for, else of the chosen unit's, else of the first one."""
    wanted = asked.pool or (chosen.pool if chosen else "")
    pool = wanted if wanted in table.pools else next(iter(table.pools), "")
    everybody = table.of(pool)
    lens = lens_named(table, asked.lens)
    found = [unit for unit in everybody if _meant(unit, asked)]
    page = Paginator(found, PER_PAGE).get_page(asked.number)
    there = chosen if chosen and chosen.pool == pool else None
    rows = Rows(table, ranked=table.ranked.get(pool, 0), lens=lens, chosen=there, earlier=earlier, handovers=handovers)
    groups = groups_of(rows, list(page.object_list))
    unranked = tuple(rows.row(unit, None) for unit in page.object_list if not unit.rank)
    return RankingPage(
        strip=_strip(table, everybody, asked),
        tabs=tuple(_tab(table, name, asked, chosen=name == pool) for name in table.pools),
        lenses=lenses_of(table),
        lens=lens,
        most=said(lens.most),
        pool=pool,
        search=asked.search,
        groups=groups,
        unranked=unranked,
        ticks=rows.axis.ticks(_starts(everybody)),
        chosen=there.name if there else "",
        spans=any(unit.low for unit in everybody),
        moves=any(row.difference or row.merged or row.spark for group in groups for row in group.rows),
        shown=len(found),
        count=len(everybody),
        waiting=sum(1 for unit in everybody if unit.waiting),
        query=asked.query(),
        page=page,
    )


def _meant(unit: RankedUnit, asked: Asked) -> bool:
    return (not asked.search or fold(asked.search) in fold(unit.name)) and asked.band in ("", unit.band)


def _strip(table: ResultTable, units: Sequence[RankedUnit], asked: Asked) -> tuple[BandCount, ...]:
    bars = bars_of(table.framework)
    counts = {
        band.name: sum(1 for unit in units if unit.rank and unit.band == band.name) for band in table.framework.bands
    }
    whole = max(sum(counts.values()), 1)
    return tuple(
        BandCount(
            name, bars[name], count, max(_NARROWEST, round(_WIDEST * count / whole)),
            asked.query(loai="" if name == asked.band else name), name == asked.band,
        )
        for name, count in counts.items()
    )  # fmt: skip


def _tab(table: ResultTable, name: str, asked: Asked, *, chosen: bool) -> Tab:
    count = sum(1 for unit in table.units if unit.pool == name)
    return Tab(name or _("Tất cả đơn vị"), count, asked.query(nhom=name, loai=""), chosen)


def _starts(units: Sequence[RankedUnit]) -> list[tuple[int, str]]:
    """The first rank of each band but the best one."""
    first: dict[str, int] = {}
    for unit in units:
        if unit.rank:
            first.setdefault(unit.band, unit.rank)
    return [(rank, band) for band, rank in first.items()][1:]


def act_words(table: ResultTable) -> str:
    """Return how the act is called on the page: "Đã công bố 12/02/2026, QĐ 214/QĐ-UBND"."""
    act = table.act
    if act is None:
        return _("Chưa công bố")
    words = _("Đã công bố %(day)s, %(number)s") % {"day": day(act.act_date), "number": act.act_number}
    return words if act.number == 1 else _("%(words)s, lần %(n)d") % {"words": words, "n": act.number}


def short_hash(sha256: str) -> str:
    """Return the ends of a hash: "9f3a…c21d"."""
    return f"{sha256[:4]}…{sha256[-4:]}" if len(sha256) > 8 else sha256
