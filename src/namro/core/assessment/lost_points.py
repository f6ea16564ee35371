"""Where the points of a settled sheet went: by leaf and item, with the coded cause that was said for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from namro.core.assessment.causes import cause_labels
from namro.core.framework.model import Framework
from namro.core.scoring.numbers import ZERO
from namro.core.scoring.outcome import UnitScore

#: What stands in place of a coded cause where nobody says one.
OWN, COMPUTED, SURVEYED, NO_CAUSE, SIDE = "own", "computed", "survey", "none", "penalty"
_WORDS = {
    OWN: "Đơn vị tự chấm thấp hơn điểm tối đa",
    COMPUTED: "Tính từ số liệu",
    SURVEYED: "Kết quả khảo sát",
    NO_CAUSE: "Chưa ghi nguyên nhân",
    SIDE: "Điểm trừ",
}


@dataclass(frozen=True, slots=True)
class LostPoints:
    """Points that a criterion lost, or that a penalty took; `cause` is a coded one or one of this module."""

    node: str
    points: Decimal
    cause: str


def lost_points(
    framework: Framework, score: UnitScore, causes: Mapping[str, str], claimed: Mapping[str, Decimal]
) -> Iterator[LostPoints]:
    """Yield what each leaf and penalty lost; `claimed` is what the unit claimed, `causes` the coded ones, by id."""
    for key, leaf in framework.leaves.items():
        outcome = score.criteria[key]
        lost = leaf.node.max - outcome.excluded - outcome.points
        if lost > 0:
            yield LostPoints(key, lost, causes.get(key) or _unsaid(leaf.source, outcome.points, claimed.get(key)))
    for item in framework.penalty.items:
        taken = abs(score.adjustments[item.id].points) if item.id in score.adjustments else ZERO
        if taken:
            yield LostPoints(item.id, taken, SIDE)


def _unsaid(source: str, points: Decimal, claimed: Decimal | None) -> str:
    if source in (COMPUTED, SURVEYED):
        return source
    return OWN if claimed is not None and claimed <= points else NO_CAUSE


def by_cause(lost: Iterator[LostPoints]) -> dict[str, tuple[Decimal, int]]:
    """Return points and how many criteria by cause, the greatest loss first."""
    found: dict[str, tuple[Decimal, int]] = {}
    for one in lost:
        points, count = found.get(one.cause, (ZERO, 0))
        found[one.cause] = (points + one.points, count + 1)
    return dict(sorted(found.items(), key=lambda pair: -pair[1][0]))


def cause_words(cause: str) -> str:
    """Return what a cause is called."""
    return _WORDS.get(cause) or cause_labels().get(cause, cause)
