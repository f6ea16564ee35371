"""What appraisers say of one criterion of one unit, and what follows when several said something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from namro.core.assessment.causes import cause_labels
from namro.core.base.errors import NamroError
from namro.core.framework.model import Framework, Item, Leaf
from namro.core.scoring.claims import CLOSED_LEAF, Inapplicable, check_claim, typed_most
from namro.core.scoring.numbers import plain, said, said_points


class Layer(StrEnum):
    """The four values of a criterion."""

    SELF = "self"
    APPRAISED = "appraised"
    EXPLAINED = "explained"
    FINAL = "final"


#: How "does not apply" is stored.
NOT_APPLICABLE = "na"
LAYER_WORDS = {
    Layer.SELF: "Tự chấm",
    Layer.APPRAISED: "Thẩm định",
    Layer.EXPLAINED: "Giải trình",
    Layer.FINAL: "Kết quả",
}


@dataclass(frozen=True, slots=True)
class Value:
    """Points, or None: the criterion does not apply."""

    points: Decimal | None

    @property
    def applies(self) -> bool:
        """Whether there are points."""
        return self.points is not None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody decided: the value, the coded cause of what was lowered, its words, and a request for next year."""

    value: Value
    cause: str = ""
    reason: str = ""
    request: str = ""


@dataclass(frozen=True, slots=True)
class Opinion:
    """One person's latest word on a criterion; without a verdict it asks the others. The chair's settles it."""

    by: int
    verdict: Verdict | None
    settles: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """What opinions come to: the verdict that stands, or why none does yet."""

    verdict: Verdict | None = None
    disputed: bool = False


def ruling(opinions: Sequence[Opinion]) -> Ruling:
    """Return what the latest opinions of all persons, oldest first, come to.

    The chair's last word stands. Else a question or two different values wait for the chair; those who agree are said
    by the last of them, every request for next year kept.
    """
    settling = [one for one in opinions if one.settles and one.verdict is not None]
    if settling:
        return Ruling(settling[-1].verdict)
    if not opinions:
        return Ruling()
    verdicts = [one.verdict for one in opinions if one.verdict is not None]
    if len(verdicts) < len(opinions) or len({verdict.value for verdict in verdicts}) > 1:
        return Ruling(disputed=True)
    requests = dict.fromkeys(verdict.request for verdict in verdicts if verdict.request)
    return Ruling(replace(verdicts[-1], request=" ".join(requests)))


def check_verdict(verdict: Verdict, bearer: Leaf | Item, framework: Framework, claimed: Value | None) -> None:
    """Raise `NamroError` with what is wrong with a verdict on a criterion that a unit claims so much for."""
    key = bearer.node.id if isinstance(bearer, Leaf) else bearer.id
    if verdict.cause and verdict.cause not in cause_labels():
        raise NamroError(f"Mục {key}: không có nguyên nhân “{verdict.cause[:40]}”. Chọn trong danh sách.", code="cause")
    _check_points(key, verdict.value, bearer, framework)
    if verdict.value == claimed:
        return
    if not verdict.reason.strip():
        was = "chưa chấm" if claimed is None else value_words(claimed, framework)
        raise NamroError(
            f"Mục {key}: khác điểm đơn vị tự chấm ({was}). Ghi lý do; đơn vị sẽ đọc lý do này.", code="reason"
        )
    if lowers(verdict.value, claimed) and not verdict.cause:
        raise NamroError(f"Mục {key}: hạ điểm thì chọn nguyên nhân (thiếu, chưa ký, trễ …).", code="cause")


def _check_points(key: str, value: Value, bearer: Leaf | Item, framework: Framework) -> None:
    points = value.points
    if points is None:
        return
    most = typed_most(bearer)
    if points < 0 or (most is not None and points > most):
        limit = "" if most is None else f" đến {said_points(most, framework.scale)}"
        raise NamroError(f"Mục {key}: {said(points)} điểm ngoài khoảng 0{limit}. Sửa số điểm.", code="points")
    fault = check_claim(bearer, points, framework)
    if fault is not None and fault.code != CLOSED_LEAF:
        raise NamroError(f"Mục {key}: {fault.message}", code=fault.code)


def check_asked(asked: Value, framework: Framework, key: str, *, appraised: Value | None) -> None:
    """Raise `NamroError` with what is wrong with what a unit asks for in its explanation."""
    bearers: dict[str, Leaf | Item] = {**framework.leaves, **{item.id: item for item in framework.items}}
    _check_points(key, asked, bearers[key], framework)
    if asked == appraised:
        words = value_words(asked, framework)
        raise NamroError(f"Mục {key}: điểm đề nghị bằng điểm thẩm định ({words}), không cần giải trình.", code="same")


def lowers(value: Value, claimed: Value | None) -> bool:
    """Whether a verdict takes points away: fewer, or the criterion applies after all."""
    if claimed is None or claimed.points is None:
        return value.applies and claimed is not None
    return value.points is not None and value.points < claimed.points


def stored(value: Value | None) -> str:
    """Return a value as it is stored in plain text: digits, "na", or "" for nothing."""
    if value is None:
        return ""
    return NOT_APPLICABLE if value.points is None else plain(value.points)


def restored(text: str) -> Value | None:
    """Return the value that `stored` wrote."""
    return Value(None if text == NOT_APPLICABLE else Decimal(text)) if text else None


def value_words(value: Value, framework: Framework) -> str:
    """Return a value as it is said: "1,50" or "không áp dụng"."""
    return "không áp dụng" if value.points is None else said_points(value.points, framework.scale)


def claim_of(value: Value, reason: str) -> Decimal | Inapplicable:
    """Return a value as scoring takes it."""
    return Inapplicable(reason) if value.points is None else value.points
