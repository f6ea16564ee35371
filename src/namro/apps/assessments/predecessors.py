"""What units that have ended bring to the base values of those that took over from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from namro.apps.indicators.values import levels_of
from namro.core.base.spans import Handover, origins, successors
from namro.core.scoring.numbers import quotient

#: new unit, old unit, base year, share
Brought = tuple[int, int, int, Decimal]


def brought(
    units: Iterable[int], level: str, *, year: int, base_years: Collection[int], handovers: tuple[Handover[int], ...]
) -> list[Brought]:
    """Return the shares that units of `year` have of units of their level that were there at the end of a base year.

    Chains are followed, so that a row is of that base year and no other. A unit of another level (a district that
    handed its work down) had other facts and brings none. At most one query for each base year.
    """
    last = date(year, 12, 31)
    wanted = set(units)
    olds = {old for unit in wanted for old in origins(unit, handovers, last)}
    if not olds or not base_years:
        return []
    found: list[Brought] = []
    for base in sorted(base_years):
        end = date(base, 12, 31)
        later = [handover for handover in handovers if end < handover.on <= last]
        gave = olds & {handover.old for handover in later}
        levels = levels_of(gave, base)
        for old in sorted(gave):
            if levels.get(old) == level:
                shares = successors(old, later, last)
                found += [(new, old, base, _decimal(part)) for new, part in shares.items() if new in wanted - {old}]
    return found


def _decimal(part: Fraction) -> Decimal:
    return quotient(Decimal(part.numerator), Decimal(part.denominator))
