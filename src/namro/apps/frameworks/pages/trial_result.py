"""What changed inputs did: total, percentage and band before and after, and the criteria that moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.core.framework.model import Framework, Item, Node, Scale
from namro.core.scoring.numbers import said_points
from namro.core.scoring.outcome import Outcome, UnitScore
from namro.ui.formats import NOTHING


@dataclass(frozen=True, slots=True)
class Move:
    """A figure before and after; `way` is ▲, ▼ or "" when it stayed."""

    word: str
    before: str
    after: str
    way: str
    css: str


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A criterion whose points or state changed."""

    id: str
    name: str
    before: str
    after: str
    way: str
    why: str


def outcome_of(result: UnitScore, name: str) -> Outcome:
    """Return what a criterion or an item got."""
    return result.criteria[name] if name in result.criteria else result.adjustments[name]


def moves_of(scale: Scale, before: UnitScore, after: UnitScore) -> Iterator[Move]:
    """Yield the figures of the whole; bonus and penalty where there are any."""
    yield _move(_("Tổng điểm"), before.total, after.total, scale)
    yield _move(_("Tỷ lệ"), before.percent, after.percent, scale, unit=" %")
    old, new = before.band or NOTHING, after.band or NOTHING
    yield Move(_("Xếp loại"), old, new, "→" if old != new else "", "")
    if before.bonus or after.bonus:
        yield _move(_("Điểm thưởng"), before.bonus, after.bonus, scale)
    if before.penalty or after.penalty:
        yield _move(_("Điểm trừ"), before.penalty, after.penalty, scale)


def _move(word: str, before: Decimal | None, after: Decimal | None, scale: Scale, *, unit: str = "") -> Move:
    old, new = (NOTHING if n is None else f"{said_points(n, scale)}{unit}" for n in (before, after))
    way = _way(before, after)
    return Move(word, old, new, way, {"▲": "t-good", "▼": "t-bad"}.get(way, ""))


def _way(before: Decimal | None, after: Decimal | None) -> str:
    if before is None or after is None or before == after:
        return ""
    return "▲" if after > before else "▼"


def moved_of(tree: Framework, before: UnitScore, after: UnitScore) -> Iterator[MovedRow]:
    """Yield what has other points or another state than before, in the order of the set."""
    bearers: list[Node | Item] = [*(leaf.node for leaf in tree.leaves.values()), *tree.items]
    for bearer in bearers:
        old, new = outcome_of(before, bearer.id), outcome_of(after, bearer.id)
        if (old.points, old.state) == (new.points, new.state):
            continue
        was, now = (said_points(one.points, tree.scale) for one in (old, new))
        yield MovedRow(bearer.id, bearer.name, was, now, _way(old.points, new.points), new.why)
