"""Which criteria set scores which year: the one that the round of the year was opened with goes before newer ones."""

from __future__ import annotations

from dataclasses import replace

from namro.apps.assessments.models import Round
from namro.apps.indicators.sets import Edition, published


def published_or_chosen() -> list[Edition]:
    """Return the editions in force, the newest first, with the years for which rounds chose them; two queries."""
    years: dict[str, set[int]] = {}
    for sha256, year in Round.objects.filter(alone=False).values_list("edition__sha256", "year"):
        years.setdefault(sha256, set()).add(year)
    return [replace(one, chosen=frozenset(years.get(one.sha256, ()))) for one in published()]
