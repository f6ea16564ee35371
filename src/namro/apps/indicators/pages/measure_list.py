"""The list of indicators of a unit, or of all units together, field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from django.utils.translation import gettext as _

from namro.apps.indicators.choosing import Chosen
from namro.apps.indicators.measured import value_url
from namro.apps.indicators.models import ValueSource
from namro.apps.indicators.pages.chart import spark_of
from namro.apps.indicators.pages.chips_of import milestone_chip, milestone_words, nearest, target_chip
from namro.apps.indicators.pages.measure_figures import AtPeriod, by_period, states_of, target_met, whole
from namro.apps.indicators.queries_units import Scope
from namro.apps.indicators.values_of import Row
from namro.core.base.points import exact_words
from namro.core.indicators.model import FIELDS, Indicator
from namro.core.indicators.periods import Grain, Period
from namro.core.indicators.values import target_words
from namro.ui.chips import Chip
from namro.ui.formats import day


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """One indicator; texts are "" where there is nothing to say."""

    url: str
    name: str
    value: str
    sums: str
    variant: str
    last: str
    target: str
    chip: Chip | None
    milestone: Chip | None
    milestone_words: str
    spark: str
    source: str
    unsure: bool


@dataclass(frozen=True, slots=True)
class MeasureGroup:
    """The indicators of one field."""

    field: str
    name: str
    rows: tuple[MeasureRow, ...]


def measure_groups(
    indicators: Sequence[Indicator],
    rows: Mapping[tuple[str, int], list[Row]],
    scope: Scope,
    *,
    year: int,
    today: date,
    chosen: Chosen,
) -> tuple[MeasureGroup, ...]:
    """Return the rows that are asked for, by field."""
    found: dict[str, list[MeasureRow]] = {}
    for indicator in indicators:
        of_units = {unit: rows.get((indicator.id, unit), []) for unit in scope.units}
        found.setdefault(indicator.field, []).append(
            _row(indicator, of_units, scope, year=year, today=today, chosen=chosen)
        )
    return tuple(MeasureGroup(name, FIELDS[name], tuple(found[name])) for name in FIELDS if name in found)


def _asked(indicator: Indicator) -> str:
    """What is asked; beside the value of the year, what is asked of each period says so."""
    target = indicator.target
    if target is None:
        return ""
    said = target_words(target, indicator.unit, indicator.grain)
    each = {Grain.MONTH: _("mỗi tháng"), Grain.QUARTER: _("mỗi quý"), Grain.HALF: _("mỗi sáu tháng")}
    return f"{said}, {each[indicator.grain]}" if target.per and indicator.grain in each else said


def _row(
    indicator: Indicator, by_unit: dict[int, list[Row]], scope: Scope, *, year: int, today: date, chosen: Chosen
) -> MeasureRow:
    way = partial(chosen.variant, indicator, scope.unit.pk if scope.unit else None)
    variant = way(Period(year))
    now = whole(indicator, variant, by_unit, period=Period(year))
    periods = by_period(indicator, way, by_unit, year=year)
    one = by_unit[scope.unit.pk] if scope.unit else []
    state = nearest(states_of(indicator, variant, one, year=year, today=today)) if scope.unit else None
    known = now.exact is not None
    target = indicator.target
    return MeasureRow(
        url=value_url(indicator.id, scope.code, str(year)),
        name=indicator.name,
        value=now.words(indicator.unit) if known else "",
        sums=sums_words(now.numerator, now.denominator) if known and now.ratio else "",
        variant=variant.name if len(indicator.variants) > 1 else "",
        last=_last(indicator, periods),
        target=_asked(indicator),
        chip=target_chip(target_met(indicator, now, periods)) if target and known else None,
        milestone=milestone_chip(state) if state else None,
        milestone_words=milestone_words(indicator, state) if state else "",
        spark=spark_of([at.measured.exact for at in periods]),
        source=_source([row for at in periods for row in at.rows]),
        unsure=indicator.sure != "A",
    )


def sums_words(numerator: Decimal | None, denominator: Decimal | None) -> str:
    """Return both sums: "1.199/1.204"."""
    return "/".join("–" if one is None else exact_words(one) for one in (numerator, denominator))


def _last(indicator: Indicator, periods: Sequence[AtPeriod]) -> str:
    """The newest period that has a value, where that is not the year itself."""
    there = [at for at in periods if at.measured.exact is not None]
    if not there or indicator.grain is Grain.YEAR:
        return ""
    return f"{there[-1].period.words}: {there[-1].measured.words(indicator.unit)}"


def _source(rows: Sequence[Row]) -> str:
    """Where the newest figure came from, and of which day it is."""
    if not rows:
        return ""
    newest = max((row.value for row in rows), key=lambda value: (value.as_of, value.pk))
    kind = newest.source_ref or str(ValueSource(newest.source_kind).label)
    return _("%(source)s, đến %(day)s") % {"source": kind, "day": day(newest.as_of)}
