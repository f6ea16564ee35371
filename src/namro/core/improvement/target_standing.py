"""How a target stands: what was measured against the goal, against the value of before, and against its own margin."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from namro.core.base.points import exact_words
from namro.core.improvement.targets import Goal, Wish, value_words


class Standing(StrEnum):
    """Where a target stands; the board shows what fell."""

    UNDECIDED = "undecided"
    UNKNOWN = "unknown"
    REACHED = "reached"
    SHORT = "short"
    FELL = "fell"


STANDING_WORDS = {
    Standing.UNDECIDED: "Chưa chọn cách hiểu",
    Standing.UNKNOWN: "Chưa có số liệu",
    Standing.REACHED: "Đạt",
    Standing.SHORT: "Chưa đạt",
    Standing.FELL: "Thấp hơn năm trước",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A value; of a survey with the number of answers `n` and the margin of error, in the value's unit."""

    value: Decimal
    n: int | None = None
    margin: Decimal | None = None

    @property
    def words(self) -> str:
        """ "95,1 ± 2,5 (n = 300)"."""
        said = exact_words(self.value)
        if self.margin is not None:
            said += f" ± {value_words(self.margin)}"
        return f"{said} (n = {self.n})" if self.n else said


def standing_of(goal: Goal, now: Measured | None) -> Standing:
    """Return where a target stands. A value worse than before is said first, whatever the goal."""
    if now is not None and goal.base is not None and worse(goal.base, now.value, rises=goal.rises):
        return Standing.FELL
    if goal.value() is None:
        return Standing.UNDECIDED if goal.wish is Wish.UNDECIDED else Standing.UNKNOWN
    if now is None:
        return Standing.UNKNOWN
    return Standing.REACHED if goal.reached(now.value) else Standing.SHORT


def worse(last: Decimal, now: Decimal, *, rises: bool) -> bool:
    """Whether a value is worse than the one of before; `rises`: more is better."""
    return now < last if rises else now > last


def doubts(goal: Goal, now: Measured | None, *, before: Measured | None = None) -> tuple[str, ...]:
    """Return what the margins of surveys forbid to say about a target, in whole sentences."""
    return tuple(filter(None, (_not_surely_changed(goal, now, before), _smaller_than_margin(goal, now, before))))


def _not_surely_changed(goal: Goal, now: Measured | None, before: Measured | None) -> str:
    base = before.value if before else goal.base
    if now is None or now.margin is None or base is None or now.value == base:
        return ""
    margin = _of_difference(now, before)
    if abs(now.value - base) > margin:
        return ""
    turned = "tăng" if now.value > base else "giảm"
    return (
        f"{now.words} so với {before.words if before else exact_words(base)}: chưa thể khẳng định {turned}, "
        "chênh lệch nằm trong sai số khảo sát."
    )


def _smaller_than_margin(goal: Goal, now: Measured | None, before: Measured | None) -> str:
    known = [one.margin for one in (now, before) if one is not None and one.margin is not None]
    base = before.value if before else goal.base
    readings = (
        [goal.value()] if goal.wish is not Wish.UNDECIDED else [goal.value(one) for one in (Wish.POINTS, Wish.PERCENT)]
    )
    changes = [abs(value - base) for value in readings if value is not None and base is not None]
    if not known or not changes or not 0 < max(changes) < max(known):
        return ""
    return (
        f"Mức phải thay đổi ({value_words(max(changes))}) nhỏ hơn sai số khảo sát (± {value_words(max(known))}): "
        "có đạt cũng chưa chắc là thay đổi thật. Tăng số phiếu hoặc nhìn nhiều năm."
    )


def _of_difference(now: Measured, before: Measured | None) -> Decimal:
    """The margin of the difference of two samples; a value of before without a margin counts as exact."""
    margins = [one.margin for one in (now, before) if one is not None and one.margin is not None]
    return sum((margin * margin for margin in margins), Decimal(0)).sqrt()
