"""What indicators ask of the paper book of the one-stop unit: how many of the dossiers received were entered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from django.urls import reverse

from namro.apps.dossiers.entered_share import entered_shares
from namro.apps.indicators.sources import Days, Sides, SourceFigure
from namro.apps.people.queries.organisation import names_of


class BookShare:
    """Days that a unit counted; `of` has one word, `entered`. A unit that counted nothing has no answer."""

    def figures(self, of: str, units: Collection[int], days: Days) -> Mapping[int, Sides]:
        """Return entered over received of each unit."""
        if of != "entered":
            return {}
        found = entered_shares(units, *days)
        return {
            unit: SourceFigure(Decimal(n), Decimal(whole), Decimal(n) / whole if whole else None)
            for unit, (n, whole) in found.items()
        }

    def url(self, of: str, unit: int, days: Days) -> str:
        """Return the address where the days stand beside each other."""
        del of, days
        code = names_of([unit]).get(unit, ("", ""))[0]
        return f"{reverse('dossiers:open')}?don-vi={code}" if code else ""
