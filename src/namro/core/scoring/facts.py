"""Facts about one unit, as scoring reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

#: true/false, a number, or the word or date of a proof.
Value = bool | Decimal | str


@dataclass(frozen=True, slots=True)
class Share:
    """What a predecessor brings to a base value: its name, the share taken over, its own value."""

    unit: str
    share: Decimal
    value: Decimal


@dataclass(frozen=True, slots=True)
class BaseValue:
    """A value of an earlier year: the unit's own, or the sum of what its predecessors bring (`parts`)."""

    value: Decimal
    parts: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one unit in the scored year, and its base values by (year, input).

    `lacking` names the predecessors that have no value to bring to a base value.
    """

    year: int
    values: Mapping[str, Value]
    base: Mapping[tuple[int, str], BaseValue] = field(default_factory=dict)
    lacking: Mapping[tuple[int, str], tuple[str, ...]] = field(default_factory=dict)

    def number(self, name: str) -> Decimal:
        """Return the number at `name`. The caller knows that it is there."""
        value = self.values[name]
        return value if isinstance(value, Decimal) else Decimal(int(value))

    def is_true(self, name: str) -> bool:
        """Whether the value is true, or a number other than 0."""
        return bool(self.values[name])
