"""What a unit says of itself in one cell of its sheet: points typed, or that the criterion does not apply."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext

from namro.core.base.errors import NamroError
from namro.core.base.points import MINUS
from namro.core.framework.fields import DIGITS
from namro.core.framework.model import Framework, Item, Leaf, Scale
from namro.core.framework.rules import PerDayLate, PerOccurrence, Rule
from namro.core.scoring.grains import Grain, grain_of
from namro.core.scoring.numbers import EXACT, ZERO, said, said_points

ABOVE, BELOW, OFF_STEP, TOO_FINE, CLOSED_LEAF, NO_REASON, UNKNOWN = (
    "above", "below", "off_step", "too_fine", "closed", "no_reason", "unknown",
)  # fmt: skip
_TYPED = re.compile(rf"([-{MINUS}]?)([0-9]+)(?:[.,]([0-9]+))?")


@dataclass(frozen=True, slots=True)
class Inapplicable:
    """The unit says that a criterion does not apply to it, and why."""

    reason: str


#: Points typed, or not applicable; None is an empty cell.
Claim = Decimal | Inapplicable | None


@dataclass(frozen=True, slots=True)
class ClaimFault:
    """What is wrong with a claim, in words, and the points that would be right ("Dùng 1,00")."""

    code: str
    message: str
    cures: tuple[Decimal, ...] = ()


def parse_points(text: str) -> Decimal | None:
    """Return points as people type them: "0,5", "0.5", " 1 "; None for an empty cell.

    Stricter than the reader of printed numbers: nothing is guessed about what stands between digits. A minus sign is
    understood, so that `check_claim` can say what to write instead. Raises `NamroError`.
    """
    bare = text.strip()
    if not bare:
        return None
    found = _TYPED.fullmatch(bare)
    if found is None or len(bare) > DIGITS:
        raise NamroError(f"“{bare[:40]}” không phải số điểm. Viết dạng 0,5 hoặc 1.", code="bad_points")
    sign, whole, rest = found.groups()
    return Decimal(f"{'-' if sign else ''}{whole}.{rest or '0'}")


def typed_most(bearer: Leaf | Item) -> Decimal | None:
    """Return the most points that can be typed; None for an adjustment item without a limit of its own."""
    if isinstance(bearer, Leaf):
        return bearer.node.max
    return _item_most(bearer.rule) if bearer.max is None else bearer.max


def _item_most(rule: Rule) -> Decimal | None:
    if isinstance(rule, PerOccurrence):
        return rule.cap
    if isinstance(rule, PerDayLate):
        return max(rule.points * int(rule.days), rule.beyond or ZERO)
    return None


def check_claim(bearer: Leaf | Item, claim: Claim, framework: Framework) -> ClaimFault | None:
    """Return what is wrong with a claim, None when nothing is; an empty cell is never wrong."""
    if claim is None:
        return None
    if isinstance(bearer, Leaf) and bearer.source != "appraisal":
        origin = "số liệu" if bearer.source == "computed" else "điều tra xã hội học"
        return ClaimFault(CLOSED_LEAF, f"Điểm này lấy từ {origin}, không ghi tay. Hãy xóa ô này.")
    if isinstance(claim, Inapplicable):
        if claim.reason.strip():
            return None
        return ClaimFault(NO_REASON, "Chưa ghi lý do không áp dụng. Hãy ghi một câu vì sao.")
    with localcontext(EXACT):
        return _points_fault(bearer, claim, framework)


def _points_fault(bearer: Leaf | Item, points: Decimal, framework: Framework) -> ClaimFault | None:
    scale, most = framework.scale, typed_most(bearer)
    rule = bearer.node.rule if isinstance(bearer, Leaf) else bearer.rule
    if points < 0:
        return _negative(bearer, -points, framework)
    if most is not None and points > most:
        return ClaimFault(ABOVE, f"Vượt tối đa {_exactly(most, scale)}. Dùng {_exactly(most, scale)}.", (most,))
    grain = None if rule is None else grain_of(rule, most)
    if grain is not None:
        return None if grain.holds(points) else _off(points, grain, scale)
    if points == most or points == (cut := _cut(points, scale)):
        return None
    cures = (cut, cut + Decimal(1).scaleb(-scale.precision))
    cures = cures if most is None else (cures[0], min(cures[1], most))
    message = f"{said(points)} có quá {scale.precision} chữ số lẻ. Dùng {_either(cures, scale)}."
    return ClaimFault(TOO_FINE, message, cures)


def _negative(bearer: Leaf | Item, points: Decimal, framework: Framework) -> ClaimFault:
    """A penalty is printed and typed from 0 up, so that a minus there is a habit, elsewhere a slip."""
    if isinstance(bearer, Item) and bearer in framework.penalty.items:
        if _points_fault(bearer, points, framework) is None:
            words = _exactly(points, framework.scale)
            return ClaimFault(BELOW, f"Điểm trừ ghi số dương, phần mềm tự trừ. Dùng {words}.", (points,))
        return ClaimFault(BELOW, "Điểm trừ ghi số dương, phần mềm tự trừ. Hãy bỏ dấu trừ và ghi lại.")
    return ClaimFault(BELOW, f"Điểm không nhỏ hơn 0. Dùng {said_points(ZERO, framework.scale)}.", (ZERO,))


def _off(points: Decimal, grain: Grain, scale: Scale) -> ClaimFault:
    cures = grain.near(points)
    step = getattr(grain, "step", None)
    what = f"không phải bội của bước chấm {said(step)}" if step else "không phải mức điểm của tiêu chí này"
    return ClaimFault(OFF_STEP, f"{said(points)} {what}. Dùng {_either(cures, scale)}.", cures)


def _cut(points: Decimal, scale: Scale) -> Decimal:
    return points.quantize(Decimal(1).scaleb(-scale.precision), rounding="ROUND_DOWN")


def _either(cures: tuple[Decimal, ...], scale: Scale) -> str:
    return " hoặc ".join(_exactly(cure, scale) for cure in cures)


def _exactly(value: Decimal, scale: Scale) -> str:
    """Write points with the set's digits, or with all they have: a cure that is rounded would be wrong again."""
    return said_points(value, scale) if value == _cut(value, scale) else said(value)
