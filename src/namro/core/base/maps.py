"""Values of units of before, laid out on the map of a later day: which of them came to which unit, with what share."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Generic, TypeVar

from namro.core.base.spans import Handover, Heirs

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Part(Generic[Key, Value]):
    """A share (0 < share ≤ 1) of a unit of before, with that unit's whole value: values are not divided here."""

    of: Key
    share: Fraction
    value: Value


def on_map(
    values: Mapping[Key, Value], handovers: Iterable[Handover[Key]], *, then: date, day: date
) -> dict[Key, tuple[Part[Key, Value], ...]]:
    """Return for each unit of `day` what it has of the units of `then`, the greatest share first.

    `values` are by unit as on `then`, an earlier day or the same. What one unit gave away adds up to 1 over all of
    them. A unit that had no part in any of these is not there; whether points or counts may be added is not decided
    here, but by who knows what the values are.
    """
    heirs = Heirs(handover for handover in handovers if then < handover.on <= day)
    found: dict[Key, list[Part[Key, Value]]] = {}
    for key, value in values.items():
        for owner, share in heirs.of(key).items():
            found.setdefault(owner, []).append(Part(key, share, value))
    return {owner: tuple(sorted(parts, key=lambda part: -part.share)) for owner, parts in found.items()}
