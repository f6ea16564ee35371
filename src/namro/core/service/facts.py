"""Counts of the service index as facts of its criteria set, so that its points can be scored like any other's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Context, Decimal

from namro.core.service.index import Form
from namro.core.service.points import MetricPoints, UnitPoints

#: A share is written with as many digits as a fact may have.
_SHARE = Context(prec=15)


def facts_of(unit: UnitPoints) -> Mapping[str, Decimal]:
    """Return the facts that a unit's counts give, by the criteria set's inputs; what is not known is left out.

    A numerator below 0 is written as 0. Metrics of which only the score was imported have no counts and give no fact.
    """
    found: dict[str, Decimal] = {}
    for points in unit.metrics.values():
        found.update(_of_metric(points))
    for group in unit.groups.values():
        if group.imported and group.group.points_input:
            found[group.group.points_input] = group.score
    return found


def _of_metric(points: MetricPoints) -> Iterator[tuple[str, Decimal]]:
    metric = points.metric
    part, whole = metric.inputs
    if metric.form is Form.GIVEN:
        if (share := _share(points)) is not None:
            yield part, share
    elif whole and points.numerator is not None and points.denominator is not None:
        yield part, Decimal(max(0, points.numerator))
        yield whole, Decimal(points.denominator)


def _share(points: MetricPoints) -> Decimal | None:
    """The ratio of a metric that the portal gives without counts: 1 is all of it."""
    if points.imported is not None and points.metric.max:
        return _SHARE.divide(points.imported, points.metric.max)
    if points.numerator is not None and points.denominator:
        return _SHARE.divide(Decimal(max(0, points.numerator)), Decimal(points.denominator))
    return None
