"""Published results as the core sees them: the door for pages, plans and whoever compares years."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.urls import reverse

from namro.apps.surveys.models import Published
from namro.core.base.clock import VIETNAM
from namro.core.survey.methods import Method
from namro.core.survey.published import PrintedValue, PublishedResult


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorFigure:
    """A factor's figure of a unit and year as published, with what stands beside it wherever it is shown."""

    factor: str
    name: str
    value: Decimal
    n: int | None
    margin: Decimal | None
    method: Method
    source: str
    as_of: date
    url: str


def standing_results() -> QuerySet[Published]:
    """The results that hold: neither replaced nor taken away."""
    return Published.objects.filter(replaced_by=None, removed_at=None)


def results_of(unit: int) -> list[PublishedResult]:
    """Return the results of a unit that hold, in order of years; two queries."""
    rows = standing_results().filter(unit=unit).prefetch_related("values").order_by("year", "id")
    return [result_of(row) for row in rows]


def result_of(row: Published) -> PublishedResult:
    """Return a row as the core's value."""
    return PublishedResult(
        year=row.year,
        method=row.measured_by,
        values=tuple(
            PrintedValue(factor=one.factor, name=one.name, value=one.value, n=one.n)
            for one in sorted(row.values.all(), key=lambda value: value.place)
        ),
        source=row.source,
        key=row.code,
    )


def figures_of(units: Collection[int], years: Collection[int]) -> Mapping[tuple[int, int], tuple[FactorFigure, ...]]:
    """Return the published factors by unit and year; of several methods in a year the one entered last. Two queries."""
    rows = standing_results().filter(unit__in=set(units) or {0}, year__in=set(years) or {0})
    found: dict[tuple[int, int], tuple[FactorFigure, ...]] = {}
    for row in rows.prefetch_related("values").order_by("id"):
        result = result_of(row)
        found[row.unit_id, row.year] = tuple(
            FactorFigure(
                factor=one.factor, name=one.name, value=one.value, n=one.n, margin=one.margin, method=result.method,
                source=row.source, as_of=row.made_at.astimezone(VIETNAM).date(),
                url=reverse("satisfaction:published_one", args=[row.code]),
            )
            for one in result.values
        )  # fmt: skip
    return found
