"""The portal's scores of units in a period: of each metric and group the newest; those of another edition apart."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from namro.apps.service_index.models import PortalScore
from namro.core.indicators.periods import Period
from namro.core.service.index import ServiceIndex, service_index


@dataclass(frozen=True, slots=True)
class Figure:
    """What the portal showed: counts, points, or both."""

    numerator: int | None
    denominator: int | None
    score: Decimal | None


@dataclass(slots=True)
class Portal:
    """What is known of a unit and period, by code. `foreign` are codes whose figures belong to another edition."""

    figures: dict[str, Figure] = field(default_factory=dict)
    foreign: dict[str, Figure] = field(default_factory=dict)
    as_of: date | None = None
    source: str = ""
    foreign_day: date | None = None


def edition_of(day: date, index: ServiceIndex) -> str:
    """Return the edition by which the portal computed on a day; "" for one before, with which nothing is compared."""
    return index.edition if day >= date.fromisoformat(index.edition) else ""


def portal_of(units: Collection[int], period: Period) -> dict[int, Portal]:
    """Return what the portal showed of units; one query."""
    index = service_index()
    known = {*index.metrics, *index.group_codes}
    rows = PortalScore.objects.filter(unit__in=list(units), period=period.name, code__in=known)
    found: dict[int, Portal] = {}
    for row in rows.order_by("as_of", "id"):
        here = found.setdefault(row.unit_id, Portal())
        here.figures.pop(row.code, None)
        here.foreign.pop(row.code, None)
        if row.numerator is None and row.score is None:
            continue
        figure = Figure(row.numerator, row.denominator, row.score)
        if row.edition == index.edition:
            here.figures[row.code] = figure
            here.as_of, here.source = row.as_of, row.source
        else:
            here.foreign[row.code] = figure
            here.foreign_day = row.as_of
    return found
