"""Running values against those of last year: what fell is on the board, although nobody planned a task for it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from namro.core.base.maps import on_map
from namro.core.base.spans import Handover
from namro.core.framework.rules import Bands, Count, Gate, Growth, Linear, OnTime, Quantity, Ratio, Rule, Survey
from namro.core.improvement.target_standing import worse

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A value as it stands now beside last year's, in `unit`; `key` names what is measured."""

    key: str
    name: str
    last: Decimal
    now: Decimal
    unit: str = "%"
    rises: bool = True

    @property
    def fell(self) -> bool:
        """Whether it is worse than last year."""
        return worse(self.last, self.now, rises=self.rises)


def fallen(found: Iterable[Running]) -> tuple[Running, ...]:
    """Return what is worse than last year, the largest part of last year's value lost first."""
    return tuple(sorted((one for one in found if one.fell), key=_share_lost, reverse=True))


def _share_lost(one: Running) -> Decimal:
    return abs(one.now - one.last) / one.last if one.last else abs(one.now - one.last)


def measured_by(rule: Rule | None, facts: Callable[[str], Decimal | None]) -> tuple[Decimal, str] | None:
    """Return what a criterion measures (value, unit) by its facts; None where nothing is known or nothing is measured.

    A share is in percent. Of a criterion that grows from a base it is the value itself, not the growth.
    """
    match rule:
        case OnTime(due=due, done_on_time=done):
            return _share(facts(done), facts(due))
        case Gate(value=value) | Linear(value=value) | Bands(value=value):
            return _quantity(value, facts)
        case Growth():
            return _quantity(rule.quantity, facts)
        case Survey(input=name):
            found = facts(name)
            return None if found is None else (found, "%")
        case Count(input=name):
            return _single(facts(name))
    return None


def rises(rule: Rule | None) -> bool:
    """Whether more of what a criterion measures is better: not where it must stay below a limit."""
    if isinstance(rule, Gate):
        return rule.at_least is not None or rule.at_most is None
    return not (isinstance(rule, Linear) and rule.zero_below is not None and rule.zero_below > rule.full_at)


def _quantity(value: Quantity, facts: Callable[[str], Decimal | None]) -> tuple[Decimal, str] | None:
    if isinstance(value, Ratio):
        return _share(facts(value.numerator), facts(value.denominator))
    return _single(facts(value)) if isinstance(value, str) else None


def _share(part: Decimal | None, whole: Decimal | None) -> tuple[Decimal, str] | None:
    return None if part is None or not whole else (100 * part / whole, "%")


def _single(value: Decimal | None) -> tuple[Decimal, str] | None:
    return None if value is None else (value, "")


def summed(
    values: Mapping[Key, Decimal], handovers: Iterable[Handover[Key]], unit: Key, *, then: date, day: date
) -> tuple[Decimal, tuple[Key, ...]] | None:
    """Return a count of before laid out on the unit of a later day, with the units of before that it is made of.

    Only whole units are added up: of one that was divided nobody knows how its count was. None: no such value.
    """
    parts = on_map(values, handovers, then=then, day=day).get(unit, ())
    if not parts or any(part.share != 1 for part in parts):
        return None
    return sum((part.value for part in parts), Decimal(0)), tuple(part.of for part in parts)
