"""Items where an instrument's result is lowest: where a plan begins."""

from __future__ import annotations

import math
from dataclasses import dataclass

from namro.core.survey.estimating import Estimates
from namro.core.survey.model import Instrument, Item, Part


@dataclass(frozen=True, slots=True)
class WeakItem:
    """An item with the factor it stands in; `lifts`: how much the overall index gains for each point more of it."""

    item: Item
    factor: Part
    estimate: float
    se: float
    n: int
    lifts: float


def weakest(
    instrument: Instrument, estimates: Estimates, place: int, *, count: int, min_n: int, below: float = math.inf
) -> list[WeakItem]:
    """Return the `count` lowest items of a domain that are below a bound, the lowest first, of equals in the order of
    the form; items with fewer than `min_n` answers are not shown.
    """
    nodes = {node.code: node for node in estimates.nodes}
    found = []
    for item, factor, lifts in _leaves(instrument.index, 1.0):
        node = nodes[item.code]
        value, n = float(node.estimate[place]), int(node.n[place])
        if n >= min_n and value < below:
            found.append(WeakItem(item, factor, value, float(node.se[place]), n, lifts))
    found.sort(key=lambda one: one.estimate)
    return found[:count]


def _leaves(part: Part, share: float) -> list[tuple[Item, Part, float]]:
    found: list[tuple[Item, Part, float]] = []
    for child, own in zip(part.parts, part.shares(), strict=True):
        if isinstance(child, Item):
            found.append((child, part, share * own))
        else:
            found += _leaves(child, share * own)
    return found
