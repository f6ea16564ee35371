"""Reads of one unit's published result: its row, the year before, the years behind it on today's map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from namro.apps.appraisals.models import Publication, PublishedResult
from namro.apps.appraisals.queries.results import YearOf, decimals_of, published_table, ranked_in, years_of
from namro.apps.assessments.models import Assessment
from namro.apps.assessments.permissions import readable_by
from namro.apps.assessments.queries.last_year import YearBefore, year_before
from namro.apps.assessments.standing import Standing, standing_of
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.models import User
from namro.apps.people.queries.organisation import unit_handovers
from namro.core.assessment.result_table import RankedUnit, ResultTable
from namro.core.assessment.stages import State
from namro.core.base.spans import origins
from namro.core.framework.compare import compare
from namro.core.framework.model import Framework
from namro.core.scoring.change import YearResult


@dataclass(frozen=True, slots=True)
class Before:
    """The published result of the year before: its domains under this year's ids, whether the set was the same."""

    result: YearResult
    domains: Mapping[str, Decimal]
    other_set: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitResult:
    """A unit's result with the table it stands in.

    `standing` and `criteria` (the year before, criterion by criterion) are there for who reads the sheet, while the
    act is the newest: lines say what holds now, older acts are known by their sums only. `merged` are units of before.
    """

    sheet: Assessment
    table: ResultTable
    own: RankedUnit
    before: Before | None
    years: Mapping[int, YearOf]
    merged: Mapping[int, Mapping[int, YearOf]]
    standing: Standing | None
    criteria: YearBefore | None


def unit_result(user: User, sheet: Assessment, act: Publication, *, newest: bool) -> UnitResult | None:
    """Return the result of a sheet's unit as an act published it; None where the act does not name it."""
    if sheet.round is None:
        return None
    table = published_table(sheet.round, act)
    own = next((unit for unit in table.units if unit.key == sheet.pk), None)
    if own is None:
        return None
    handovers = unit_handovers()
    olds = origins(sheet.unit_id, handovers, date(sheet.year, 12, 31))
    years = years_of(table.framework.level, until=sheet.year, units={sheet.unit_id, *olds})
    reads = newest and Assessment.objects.filter(readable_by(user, handovers=handovers), pk=sheet.pk).exists()
    criteria = year_before(sheet) if reads else None
    if criteria is not None and (criteria.sheet is None or criteria.sheet.state != State.PUBLISHED):
        criteria = None
    return UnitResult(
        sheet=sheet,
        table=table,
        own=own,
        before=_before(sheet, table.framework),
        years=years.get(sheet.unit_id, {}),
        merged={unit: years[unit] for unit in sorted(olds) if unit in years},
        standing=standing_of(sheet, handovers) if reads else None,
        criteria=criteria,
    )


def year_result(year: int, unit: RankedUnit, ranked: int) -> YearResult | None:
    """Return a unit's year as years are compared; None where it was not appraised."""
    return None if unit.total is None else YearResult(year, unit.sources, unit.total, unit.rank, ranked)


def _before(sheet: Assessment, framework: Framework) -> Before | None:
    rows = PublishedResult.objects.filter(
        assessment__unit=sheet.unit_id,
        assessment__year=sheet.year - 1,
        publication__round__edition__level=framework.level,
    )
    rows = rows.select_related("assessment__edition").defer("assessment__edition__text")
    row = rows.order_by("-publication__number").first()
    if row is None or row.total is None:
        return None
    old = tree_of(row.assessment.edition)
    ids = {key: key for key in old.names} if old is framework else compare(old, framework).ids
    domains = {ids[key]: points for key, points in decimals_of(row.domains).items() if key in ids}
    result = YearResult(
        sheet.year - 1, decimals_of(row.sources), row.total, row.rank, ranked_in(row.publication_id, row.pool)
    )
    return Before(result, domains, old is not framework)


def moved(sheet: Assessment, act: Publication) -> bool:
    """Whether an act changed what the one before it said of a unit: points, band or rank; one query."""
    acts = (act.number - 1, act.number)
    rows = PublishedResult.objects.filter(
        assessment=sheet, publication__round=act.round_id, publication__number__in=acts
    )
    return len(set(rows.values_list("total_nano", "band", "rank", "not_ranked"))) > 1
