"""Which variant of an indicator counts for a unit: its own choice, else the province's, else the first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from namro.apps.indicators.models import VariantChoice
from namro.core.indicators.choosing import Choice, choice_for, variant_for
from namro.core.indicators.model import Indicator, Variant
from namro.core.indicators.periods import Period


@dataclass(frozen=True, slots=True)
class Chosen:
    """The choices of some indicators and units, oldest first."""

    rows: dict[tuple[str, int | None], list[Choice]]

    def variant(self, indicator: Indicator, unit: int | None, period: Period) -> Variant:
        """Return what counts for a unit and period; `unit` None: for all units together."""
        own = self.rows.get((indicator.id, unit), ())
        if choice_for(indicator, own, period) is not None:
            return variant_for(indicator, own, period)
        return variant_for(indicator, self.rows.get((indicator.id, None), ()), period)


def choices_for(indicators: Collection[str], units: Iterable[int]) -> Chosen:
    """Return the choices; one query."""
    of_units = Q(unit=None) | Q(unit__in=list(units))
    rows = VariantChoice.objects.filter(of_units, indicator__in=list(indicators)).order_by("id")
    found: dict[tuple[str, int | None], list[Choice]] = {}
    for indicator, unit, variant, since in rows.values_list("indicator", "unit_id", "variant", "since"):
        found.setdefault((indicator, unit), []).append(Choice(variant, since))
    return Chosen(found)


def since_of(indicator: str, unit: int | None, variant: str, day: date) -> VariantChoice | None:
    """Return the choice by which a variant counts on a day; None where nobody chose it."""
    rows = VariantChoice.objects.filter(indicator=indicator, since__lte=day, variant=variant)
    of_unit = rows.filter(Q(unit=unit) | Q(unit=None)) if unit else rows.filter(unit=None)
    order = F("unit").desc(nulls_last=True)
    return of_unit.select_related("by").order_by(order, "-since", "-id").first()
