"""What is checked of figures before they are kept: some faults block, some warn, some ask for an explanation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from namro.core.base.points import exact_words, round_points
from namro.core.indicators.model import PERCENT, Check, CheckKind, Indicator, Then
from namro.core.indicators.values import Parts, filled, measure


@dataclass(frozen=True, slots=True)
class Broken:
    """A check that does not hold: what it brings about, and what is wrong with which figures."""

    then: Then
    message: str


def broken_checks(indicator: Indicator, parts: Parts, *, before: Parts | None) -> tuple[Broken, ...]:
    """Return every check that the figures of a period break; `before` are those of the period before, if known."""
    whole = filled(indicator, parts)
    earlier = filled(indicator, before) if before is not None else None
    found = [*_negative(indicator, whole), *_over_whole(indicator, parts)]
    for check in indicator.checks:
        message = _broken(indicator, check, whole, earlier)
        if message:
            found.append(Broken(check.then, message))
    return tuple(found)


def _negative(indicator: Indicator, whole: Parts) -> Iterator[Broken]:
    for part in indicator.parts:
        if whole.get(part.id, Decimal(0)) < 0:
            told = f"“{part.name}” là {exact_words(whole[part.id])}: không thể âm. Kiểm tra lại các số đã ghi."
            yield Broken(Then.BLOCK, told)


def _over_whole(indicator: Indicator, parts: Parts) -> Iterator[Broken]:
    """A share of a whole cannot be more than the whole; the same two parts are told once."""
    seen: set[tuple[str, str]] = set()
    for variant in indicator.variants:
        pair = variant.numerator, variant.denominator
        one = measure(indicator, variant, parts)
        if indicator.unit != PERCENT or variant.may_exceed or pair in seen or one.numerator is None:
            continue
        seen.add(pair)
        if one.denominator is not None and one.numerator > one.denominator:
            above, below = (indicator.by_id[name].name for name in pair)
            yield Broken(
                Then.BLOCK,
                f"“{above}” ({exact_words(one.numerator)}) lớn hơn “{below}” ({exact_words(one.denominator)}). "
                "Phần không thể lớn hơn tổng số: kiểm tra lại hai số này.",
            )


def _broken(indicator: Indicator, check: Check, whole: Parts, earlier: Parts | None) -> str:
    """Return what is wrong, "" where the check holds or its figures are not all known."""
    left = _sum(whole, check.left)
    alone = check.kind in {CheckKind.JUMP, CheckKind.FALLS}  # compared with itself in the period before
    compared = earlier if alone or check.kind is CheckKind.CARRIED else whole
    right = _sum(compared, check.left if alone else check.right) if compared else None
    if left is None or right is None or _holds(check, left, right):
        return ""
    names = " + ".join(f"“{indicator.by_id[name].name}”" for name in check.left)
    others = " + ".join(f"“{indicator.by_id[name].name}”" for name in check.right)
    told = {
        CheckKind.AT_MOST: f"{names} ({exact_words(left)}) lớn hơn {others} ({exact_words(right)}).",
        CheckKind.EQUAL: f"{names} là {exact_words(left)}, còn {others} là {exact_words(right)}: hai bên phải bằng.",
        CheckKind.CARRIED: f"{names} là {exact_words(left)}, còn {others} của kỳ trước là {exact_words(right)}.",
        CheckKind.FALLS: f"{names} là {exact_words(left)}, ít hơn {exact_words(right)} của kỳ trước.",
        CheckKind.JUMP: f"{names} từ {exact_words(right)} (kỳ trước) thành {exact_words(left)}{_change(left, right)}.",
    }[check.kind]
    return f"{told} {check.message}".strip()


def _holds(check: Check, left: Decimal, right: Decimal) -> bool:
    if check.kind is CheckKind.AT_MOST:
        return left <= right
    if check.kind is CheckKind.FALLS:
        return left >= right
    if check.kind is CheckKind.JUMP and check.more_than is not None:
        most = check.more_than * right if check.relative else check.more_than
        return abs(left - right) <= most
    return left == right


def _change(left: Decimal, right: Decimal) -> str:
    if not right:
        return ""
    percent = round_points((left - right) * 100 / right, 1)
    return f", {'tăng' if percent > 0 else 'giảm'} {exact_words(abs(percent))} %"


def _sum(parts: Parts, names: tuple[str, ...]) -> Decimal | None:
    if any(name not in parts for name in names):
        return None
    return sum((parts[name] for name in names), Decimal(0))
