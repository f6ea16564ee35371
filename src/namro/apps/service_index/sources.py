"""Figures that indicators ask for: of one-stop dossiers, kept by unit and days, and of the book of feedback."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from namro.apps.dossiers.measuring import FIGURES
from namro.apps.dossiers.models import Dossier
from namro.apps.feedback.figures import figures_of
from namro.apps.feedback.models import Item
from namro.apps.indicators.sources import Days, Sides, SourceFigure
from namro.apps.service_index.counting import keep, kept
from namro.core.base.clock import VIETNAM, system_clock

#: Figures of feedback by the name that definitions ask them by.
OF_FEEDBACK = ("on_time", "all", "satisfied", "received", "published", "to_publish")


class DossiersCounted:
    """Counts of dossiers. Units without any dossier in the days are left out: nobody knows that there were none."""

    def figures(self, of: str, units: Collection[int], days: Days) -> Mapping[int, Sides]:
        """Return a figure by unit; what is not kept yet is counted and kept."""
        if of not in FIGURES:
            return {}
        now = system_clock()
        until = min(days[1], now.astimezone(VIETNAM).date())
        there = kept(units, days)
        missing = [unit for unit in units if unit not in there or there[unit].until != until]
        if missing:
            some = Dossier.objects.filter(unit__in=missing).order_by().values_list("unit", flat=True).distinct()
            keep(list(some), [days], at=now)
            there |= kept(missing, days)
        return {unit: _figure(one.figures[of]) for unit, one in there.items() if of in one.figures}

    def url(self, of: str, unit: int, days: Days) -> str:
        """Return the address of the dossiers that a figure counts; by the unit's id, so that it asks nothing."""
        asked = urlencode({"tu": days[0].isoformat(), "den": days[1].isoformat()})
        return f"{reverse('service_index:figure', args=[str(unit), of])}?{asked}"


class FeedbackCounted:
    """Counts of feedback. Units that keep no book are left out."""

    def figures(self, of: str, units: Collection[int], days: Days) -> Mapping[int, Sides]:
        """Return a figure by unit; two queries."""
        if of not in OF_FEEDBACK:
            return {}
        keeping = set(Item.objects.filter(unit__in=list(units)).order_by().values_list("unit", flat=True).distinct())
        today = system_clock().astimezone(VIETNAM).date()
        found = figures_of(sorted(keeping), days, today=today)
        return {unit: _figure(getattr(one, of)) for unit, one in found.items()}

    def url(self, of: str, unit: int, days: Days) -> str:
        """Return the address of the book."""
        del of, unit, days
        return f"{reverse('feedback:board')}?loc=tat-ca"


def _figure(count: int) -> SourceFigure:
    number = Decimal(count)
    return SourceFigure(number, None, number)
