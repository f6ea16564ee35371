"""Which way of counting counts for a period: the one chosen last by the period's first day, else the first variant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from namro.core.indicators.model import Indicator, Variant
from namro.core.indicators.periods import Period


@dataclass(frozen=True, slots=True)
class Choice:
    """From a day on, a variant counts. Of two of one day the later one stands."""

    variant: str
    since: date


def begins(period: Period) -> date:
    """Return the day on which a period begins by its name: windows that open in the month before do not move it."""
    return date(period.year, period.months[0], 1)


def choice_for(indicator: Indicator, choices: Iterable[Choice], period: Period) -> Choice | None:
    """Return the choice that holds on the first day of a period; None: nobody chose, the first variant counts.

    Periods that began before keep what counted then. What the definition no longer has is passed over.
    """
    first = begins(period)
    known = {one.id for one in indicator.variants}
    found: Choice | None = None
    for choice in choices:
        if choice.since <= first and choice.variant in known and (found is None or choice.since >= found.since):
            found = choice
    return found


def variant_for(indicator: Indicator, choices: Iterable[Choice], period: Period) -> Variant:
    """Return the variant that counts for a period."""
    choice = choice_for(indicator, choices, period)
    return indicator.variant(choice.variant if choice else "")


def fed_parts(indicator: Indicator, variant: Variant) -> dict[str, str]:
    """Return the inputs that an indicator feeds, each with its part.

    What is fed from a side of the first variant is fed from that side of the one that counts.
    """
    first = indicator.variants[0]
    swapped = {first.numerator: variant.numerator}
    if first.denominator and variant.denominator:
        swapped[first.denominator] = variant.denominator
    return {name: swapped.get(part, part) for name, part in indicator.feeds}
