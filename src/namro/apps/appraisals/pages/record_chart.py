"""The bounds of a rule as a strip of stretches, with a mark where the value stands."""

from __future__ import annotations

from dataclasses import dataclass

from namro.apps.appraisals.queries.record import Record
from namro.core.framework.model import Leaf
from namro.core.scoring.place import place_of

#: Size of the drawing; every stretch is as wide as the others, so that narrow ones keep room for their words.
_WIDTH, _GAP = 760, 2


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch: left edge, width and middle, its points, whether the value stands in it, its bound on the left."""

    x: int
    width: int
    middle: int
    points: str
    here: bool
    bound: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The strip; `anchor` keeps the words above the mark inside the drawing, `label` says it all in one sentence."""

    bars: tuple[Bar, ...]
    mark: int
    anchor: str
    value: str
    missing: str
    label: str


def chart_of(found: Record) -> Chart | None:
    """Return the strip of a criterion; None where its rule has no bounds or its value is not known."""
    leaf, standing = found.bearer, found.standing
    if not isinstance(leaf, Leaf) or leaf.node.rule is None:
        return None
    framework = standing.framework
    place = place_of(
        leaf.node.rule, leaf.node.max, standing.facts, scale=framework.scale, labels=framework.labels
    )  # fmt: skip
    if place is None:
        return None
    wide = _WIDTH // len(place.stretches)
    bars = tuple(
        Bar(wide * n, wide - _GAP, wide * n + wide // 2, one.points, n == place.here, one.bound)
        for n, one in enumerate(place.stretches)
    )
    mark = int(wide * (place.here + place.along))
    anchor = "start" if mark < _WIDTH // 8 else "end" if mark > _WIDTH * 7 // 8 else "middle"
    steps = ", ".join(f"{one.bound or '<'} {one.points}".strip() for one in place.stretches)
    return Chart(bars, max(6, min(_WIDTH - 6, mark)), anchor, place.value, place.missing, f"{steps}; {place.value}")
