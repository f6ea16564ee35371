"""A unit's points of a period, twice: from what the site holds, and as the portal showed them; never merged.

Only where many units are ranked does the portal's score stand for what the site cannot count.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from namro.apps.feedback.figures import Figures, figures_of
from namro.apps.service_index.counting import Counted, Pairs, counted, days_of, kept
from namro.apps.service_index.portal import Figure, Portal, portal_of
from namro.core.indicators.periods import Period
from namro.core.service.differences import Difference, differences
from namro.core.service.facts import facts_of
from namro.core.service.index import ServiceIndex, service_index
from namro.core.service.points import Count, Standing, UnitPoints, own_points, standing, unit_points


@dataclass(frozen=True, slots=True)
class UnitIndex:
    """One unit and period: counts of dossiers and feedback, own points, the portal's, what differs."""

    counted: Counted
    feedback: Figures
    portal: Portal
    own: UnitPoints
    imported: UnitPoints
    differences: tuple[Difference, ...]

    @property
    def has_dossiers(self) -> bool:
        """Whether any dossier is in the period."""
        return bool(self.counted.counts)


def index_of(unit: int, period: Period, *, today: date) -> UnitIndex:
    """Return the index of one unit; its dossiers are counted on the spot where nothing is kept."""
    index, days = service_index(), days_of(period)
    found = counted(unit, days, today)
    feedback = figures_of([unit], days, today=today).get(unit, Figures())
    portal = portal_of([unit], period).get(unit, Portal())
    own = unit_points(index, "", _own_counts(index, found.counts, feedback))
    imported = unit_points(index, "", list(_portal_counts(index, portal.figures)))
    compared = differences(index, own, imported) if portal.figures else ()
    return UnitIndex(found, feedback, portal, own, imported, compared)


def feedback_pairs(feedback: Figures) -> Pairs:
    """Return the counts of the metrics on feedback; of none 0/0, which the index gives all points for."""
    return {
        "PETITION_PROCESSING_ON_TIME": (feedback.on_time, feedback.all),
        "PETITION_HANDLING_SATISFACTION": (feedback.satisfied, feedback.received),
    }


def _own_counts(index: ServiceIndex, counts: Pairs, feedback: Figures) -> list[Count]:
    pairs = {**counts, **feedback_pairs(feedback)}
    return [
        Count(unit="", code=code, numerator=part, denominator=whole)
        for code, (part, whole) in pairs.items()
        if code in index.metrics
    ]


def _portal_counts(index: ServiceIndex, figures: Mapping[str, Figure], unit: str = "") -> Iterable[Count]:
    """Of counts without points, the points that they give."""
    for code, figure in figures.items():
        score = figure.score
        if score is None and figure.numerator is not None and figure.denominator is not None and code in index.metrics:
            score = own_points(index.metrics[code], figure.numerator, figure.denominator)
        yield Count(unit=unit, code=code, numerator=figure.numerator, denominator=figure.denominator, score=score)


@dataclass(frozen=True, slots=True)
class Province:
    """Units ranked together; `known` are those of which anything is known, `until` how old the oldest count is."""

    standing: Standing
    known: frozenset[int]
    until: date | None


def _merged(units: Collection[int], period: Period, *, today: date) -> tuple[dict[int, list[Count]], date | None]:
    """The counts of units of which anything is known, the portal's before the own ones; three queries."""
    index, days = service_index(), days_of(period)
    counts, portals = kept(units, days), portal_of(units, period)
    feedback = figures_of(units, days, today=today)
    found: dict[int, list[Count]] = {}
    for unit in units:
        there, portal = counts.get(unit), portals.get(unit, Portal())
        if (there and there.counts) or portal.figures:
            mine = {one.code: one for one in _own_counts(index, there.counts if there else {}, feedback[unit])}
            mine |= {one.code: one for one in _portal_counts(index, portal.figures)}
            found[unit] = list(mine.values())
    return found, min((counts[unit].until for unit in found if unit in counts), default=None)


def ranked(units: Collection[int], period: Period, *, today: date) -> Province:
    """Return the ranking of units in a period; three queries, however many units. What is not kept is not counted."""
    found, until = _merged(units, period, today=today)
    rows = [replace(one, unit=str(unit)) for unit, many in found.items() for one in many]
    return Province(standing(service_index(), rows), frozenset(found), until)


def unit_facts(units: Collection[int], year: int, *, today: date) -> dict[int, Mapping[str, Decimal]]:
    """Return the inputs of the index's criteria set that the counts of a year give, by unit; three queries."""
    index = service_index()
    found, _until = _merged(units, Period(year), today=today)
    return {unit: facts_of(unit_points(index, str(unit), counts)) for unit, counts in found.items()}
