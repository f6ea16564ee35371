"""Points of the service index from counts: each metric to 0.01, groups as sums of rounded metrics, ranks, means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from namro.core.base.points import round_points
from namro.core.base.ranks import rank_list
from namro.core.service.index import COMPUTED, Form, Group, Metric, ServiceIndex

_CENT = Decimal("0.01")
_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One row of counts. `code` is a metric's or a group's; `score` is the imported one, which wins over counts."""

    unit: str
    code: str
    numerator: int | None = None
    denominator: int | None = None
    score: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricPoints:
    """A metric's points. `own` comes from the counts, `imported` from elsewhere; never merged, the imported counts."""

    metric: Metric
    numerator: int | None = None
    denominator: int | None = None
    own: Decimal | None = None
    imported: Decimal | None = None
    small: bool = False

    @property
    def score(self) -> Decimal | None:
        """The points that count; None: not known."""
        return self.own if self.imported is None else self.imported

    @property
    def points_per_case(self) -> Fraction | None:
        """What one case of the denominator is worth while the maximum is not reached."""
        if not self.denominator or not self.metric.max or self.metric.form not in COMPUTED:
            return None
        return Fraction(self.metric.max) / (self.denominator * Fraction(self.metric.threshold))


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPoints:
    """A group's points: imported, or the sum of its metrics. Not `complete`: points of some metric are not known."""

    group: Group
    score: Decimal
    imported: bool
    complete: bool
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPoints:
    """A unit's points. `groups` and `metrics` are by code, in the order of the index."""

    unit: str
    groups: Mapping[str, GroupPoints]
    metrics: Mapping[str, MetricPoints]
    rank: int = 0

    @property
    def total(self) -> Decimal:
        """The sum of the groups."""
        return sum((group.score for group in self.groups.values()), _NOTHING)

    @property
    def complete(self) -> bool:
        """Whether the points of every group are known whole."""
        return all(group.complete for group in self.groups.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All units with their ranks, in the order in which they came, and plain means to 0.01."""

    units: tuple[UnitPoints, ...]
    mean_total: Decimal
    mean_groups: Mapping[str, Decimal]


def own_points(metric: Metric, numerator: int, denominator: int) -> Decimal | None:
    """Return the points that counts give, to 0.01 half up; None for metrics that are imported or only shown."""
    if metric.form not in COMPUTED or metric.max is None:
        return None
    if denominator == 0:
        return _rounded(Fraction(metric.max if metric.form is Form.EMPTY_FULL else 0))
    share = Fraction(numerator, denominator) / Fraction(metric.threshold)
    return _rounded(Fraction(metric.max) * min(max(share, Fraction(0)), Fraction(1)))


def standing(index: ServiceIndex, counts: Iterable[Count]) -> Standing:
    """Return the points of all units of `counts`, one row per unit and code (of more, the last counts)."""
    rows: dict[str, dict[str, Count]] = {}
    for count in counts:
        rows.setdefault(count.unit, {})[count.code] = count
    units = [unit_points(index, unit, list(found.values())) for unit, found in rows.items()]
    ranked = _ranked(units)
    return Standing(
        units=tuple(ranked),
        mean_total=_mean([unit.total for unit in ranked]),
        mean_groups={group.code: _mean([unit.groups[group.code].score for unit in ranked]) for group in index.groups},
    )


def unit_points(index: ServiceIndex, unit: str, counts: Sequence[Count]) -> UnitPoints:
    """Return one unit's points, without ranks."""
    by_code = {count.code: count for count in counts}
    metrics = {
        metric.code: _metric_points(index, metric, by_code.get(metric.code))
        for metric in index.metrics.values()
        if metric.is_scored or metric.code in by_code
    }
    given = {index.group_codes[code].code: count.score for code, count in by_code.items() if code in index.group_codes}
    groups = {group.code: _group_points(group, metrics, given.get(group.code)) for group in index.groups}
    return UnitPoints(unit=unit, groups=groups, metrics=metrics)


def _metric_points(index: ServiceIndex, metric: Metric, count: Count | None) -> MetricPoints:
    if count is None:
        return MetricPoints(metric=metric)
    numerator, denominator = count.numerator, count.denominator
    own, small = None, False
    if numerator is not None and denominator is not None:
        own, small = own_points(metric, numerator, denominator), denominator < index.small_denominator
    return MetricPoints(
        metric=metric,
        numerator=numerator,
        denominator=denominator,
        own=own,
        imported=None if count.score is None else round_points(count.score),
        small=small,
    )


def _group_points(group: Group, metrics: Mapping[str, MetricPoints], given: Decimal | None) -> GroupPoints:
    if given is not None:
        return GroupPoints(group=group, score=round_points(given), imported=True, complete=True)
    scores = [metrics[metric.code].score for metric in group.metrics if metric.is_scored]
    known = [score for score in scores if score is not None]
    return GroupPoints(
        group=group, score=sum(known, _NOTHING), imported=False, complete=bool(scores) and len(known) == len(scores)
    )


def _ranked(units: list[UnitPoints]) -> list[UnitPoints]:
    totals = _ranks([unit.total for unit in units])
    groups = {code: _ranks([unit.groups[code].score for unit in units]) for code in (units[0].groups if units else ())}
    return [
        replace(
            unit,
            rank=totals[place],
            groups={code: replace(group, rank=groups[code][place]) for code, group in unit.groups.items()},
        )
        for place, unit in enumerate(units)
    ]


def _ranks(points: list[Decimal]) -> list[int]:
    return [rank or 0 for rank in rank_list([int(one / _CENT) for one in points], "competition")]


def _mean(points: list[Decimal]) -> Decimal:
    return _rounded(Fraction(sum(points, _NOTHING)) / len(points)) if points else _NOTHING


def _rounded(value: Fraction) -> Decimal:
    """Half up to 0.01, exactly: no quotient is cut before it is rounded. For values from 0 on."""
    return Decimal(int(value * 100 + Fraction(1, 2))).scaleb(-2)
