"""What published surveys found of a unit: the door for plans, facts and reports."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse

from namro.apps.surveys.models import SurveyResult
from namro.core.base.clock import VIETNAM
from namro.core.survey.outcome import Figure, Outcome, from_plain

#: So many of the lowest items begin a plan.
WEAKEST = 5
_PLACES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFigure:
    """A node of a published survey for a unit; `survey` is the code of the survey, `se` its standard error.

    `own`: the unit asked about itself.
    """

    survey: str
    kind: str
    own: bool
    unit: int
    year: int
    node: str
    name: str
    item: bool
    value: Decimal
    se: Decimal | None
    margin: Decimal | None
    n: int
    as_of: date
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakPoint:
    """An item with which citizens are least satisfied, the factor it stands in, and what they said of it, masked."""

    factor: str
    name: str
    value: Decimal
    margin: Decimal | None
    n: int
    words: tuple[str, ...]
    title: str
    url: str


def _results(units: Collection[int]) -> Iterator[tuple[SurveyResult, int, Outcome, tuple[Figure, ...]]]:
    """Yield the published results of units, oldest first: a unit among several is a domain of the whole."""
    rows = SurveyResult.objects.filter(survey__units__unit__in=units).distinct().select_related("survey")
    for row in rows.prefetch_related("survey__units").order_by("survey__field_to", "id"):
        outcome = from_plain(row.content)
        measured = [one.unit_id for one in row.survey.units.all()]
        for unit in measured:
            if unit not in units:
                continue
            domain = next((one.figures for one in outcome.domains if one.key == str(unit)), None)
            figures = domain or (outcome.figures if len(measured) == 1 else ())
            yield row, unit, outcome, figures


def found_figures(units: Collection[int]) -> list[FoundFigure]:
    """Return every node that was published of some units, oldest first; two queries."""
    return [
        FoundFigure(
            survey=row.survey.code, kind=row.survey.kind, unit=unit, own=row.survey.conductor_id == unit,
            year=row.survey.field_to.year, node=one.code,
            name=one.name, item=one.item, value=_decimal(one.estimate), se=_known(one.se), margin=_known(one.margin),
            n=one.n, as_of=row.at.astimezone(VIETNAM).date(), title=row.survey.name,
        )
        for row, unit, _outcome, figures in _results(units) for one in figures if one.estimate is not None
    ]  # fmt: skip


def weak_points(unit: int, *, until: date) -> tuple[WeakPoint, ...]:
    """Return the lowest items of the newest survey of a unit that was over by a day; none where there is no survey."""
    newest = None
    for row, _unit, outcome, figures in _results([unit]):
        if figures and row.survey.field_to <= until:
            newest = row, outcome, figures
    if newest is None:
        return ()
    row, outcome, figures = newest
    url = reverse("satisfaction:public", args=[row.survey.code])
    words, factors = dict(outcome.words), _factors(figures)
    known = sorted((one for one in figures if one.item and one.estimate is not None), key=lambda one: one.estimate or 0)
    return tuple(
        WeakPoint(
            factor=factors[one.code], name=one.name, value=_decimal(one.estimate), margin=_known(one.margin), n=one.n,
            words=words.get(one.code, ()), title=row.survey.name, url=url,
        )
        for one in known[:WEAKEST]
    )  # fmt: skip


def _factors(figures: Collection[Figure]) -> dict[str, str]:
    """The name of the factor in which each item stands: the last one above it."""
    found, factor = {}, ""
    for one in figures:
        if one.item:
            found[one.code] = factor
        else:
            factor = one.name
    return found


def _decimal(value: float | None) -> Decimal:
    return round(Decimal(str(value or 0.0)), _PLACES)


def _known(value: float | None) -> Decimal | None:
    return None if value is None else _decimal(value)
