"""Reads of results. Ranks are made when they are asked for: one changed result changes many of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from namro.apps.assessments.jobs import REBUILD
from namro.apps.assessments.models import Run, Score
from namro.apps.indicators.sets import Edition, edition_for, in_force
from namro.core.base.ranks import rank_list


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit's place among those scored under the same edition; `rank` None: not ranked."""

    unit: int
    total: Decimal
    percent: Decimal | None
    band: str
    rank: int | None


@dataclass(frozen=True, slots=True)
class Result:
    """One unit's stored result, the edition it was scored under, its place, and how many units are ranked."""

    row: Score
    edition: Edition
    standing: Standing | None
    ranked: int


def result_of(unit: int, year: int, level: str) -> tuple[Edition | None, Result | None]:
    """Return the edition for a unit's year, and its result under it; None where there is none yet."""
    edition = edition_for(in_force(), level, year)
    row = Score.objects.filter(unit=unit, year=year, edition=edition.sha256).first() if edition else None
    if row is None or edition is None:
        return edition, None
    pool = standings(edition, year)
    return edition, Result(row, edition, pool.get(unit), sum(1 for one in pool.values() if one.rank))


def standings(edition: Edition, year: int) -> dict[int, Standing]:
    """Return the results of all units with their ranks; one query."""
    rows = list(
        Score.objects.filter(year=year, edition=edition.sha256).values_list(
            "unit_id", "total_nano", "percent_nano", "band", "not_ranked"
        )
    )
    ranks = rank_list(
        [None if unranked else percent for *_rest, percent, _band, unranked in rows], edition.framework.ties
    )
    return {
        unit: Standing(unit, _value(total), None if percent is None else _value(percent), band, rank)
        for (unit, total, percent, band, _unranked), rank in zip(rows, ranks, strict=True)
    }


def _value(nano: int) -> Decimal:
    return Decimal(nano).scaleb(-9)


def last_rebuild() -> Run | None:
    """Return the last comparison that ended."""
    return Run.objects.filter(name=REBUILD, ended_at__isnull=False).order_by("-slot").first()
