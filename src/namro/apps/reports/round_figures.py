"""Figures that sheets of a year tell: what the unit claims so far."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.urls import reverse

from namro.apps.assessments.models import Assessment
from namro.apps.reports.sources import Asked
from namro.core.reporting import paper_words as said
from namro.core.reporting.paper import Grid
from namro.core.reporting.values import Value


class RoundFigures:
    """The year's sheet answers for a report."""

    def values(self, asked: Asked, refs: Collection[str]) -> Mapping[str, Value]:
        """`claimed`: the points of the year's sheet; unknown while no sheet is open."""
        sheet = Assessment.objects.filter(unit=asked.unit, year=asked.period.year).select_related("unit").first()
        if sheet is None or "claimed" not in refs:
            return {}
        url = reverse("assessments:sheet", args=[sheet.year, sheet.unit.code])
        return {"claimed": Value(value=sheet.total, origin=said.FROM_SHEET, url=url)}

    def grids(self, asked: Asked, refs: Collection[str]) -> Mapping[str, Grid]:
        """A sheet has no lists for reports."""
        del asked, refs
        return {}

    def behind(self, asked: Asked, ref: str) -> Sequence[tuple[str, str, str]]:
        """The sheet itself."""
        return [(value.origin, value.url, "") for value in self.values(asked, {ref}).values()]
