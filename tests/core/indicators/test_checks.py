"""What is wrong with figures, and what that brings about."""

from __future__ import annotations

from decimal import Decimal

import pytest

from namro.core.indicators.checks import broken_checks
from namro.core.indicators.model import Then
from tests.core.indicators.drafts import SHARE, indicator


def broken(checks: str, before: dict[str, int] | None = None, **parts: int) -> list[tuple[Then, str]]:
    numbers = {name: Decimal(value) for name, value in parts.items()}
    earlier = {name: Decimal(value) for name, value in before.items()} if before is not None else None
    found = broken_checks(indicator(SHARE + checks), numbers, before=earlier)
    return [(one.then, one.message) for one in found]


def test_a_part_is_not_more_than_its_whole_unless_it_may_be() -> None:
    ((then, message),) = broken("", a=5, b=4)
    assert then is Then.BLOCK
    assert message.startswith("“Phần” (5) lớn hơn “Tổng” (4).")
    allowed = SHARE.replace("denominator: b}", "denominator: b, may_exceed: true}")
    assert broken_checks(indicator(allowed), {"a": Decimal(5), "b": Decimal(4)}, before=None) == ()


@pytest.mark.parametrize(
    ("check", "before", "parts", "said"),
    [
        ("{kind: equal, left: [a, b], right: [c], then: block}", None, {"a": 1, "b": 2, "c": 4}, "phải bằng"),
        ("{kind: equal, left: [a, b], right: [c], then: block}", None, {"a": 1, "b": 2, "c": 3}, ""),
        ("{kind: equal, left: [a, b], right: [c], then: block}", None, {"a": 1, "b": 2}, ""),
        ("{kind: at_most, left: [b], right: [c], then: warn}", None, {"b": 5, "c": 4}, "lớn hơn “Tổng khác” (4)"),
        ("{kind: carried, left: [b], right: [c], then: explain}", {"c": 3}, {"b": 2}, "của kỳ trước là 3"),
        ("{kind: carried, left: [b], right: [c], then: explain}", {"c": 2}, {"b": 2}, ""),
        ("{kind: carried, left: [b], right: [c], then: explain}", None, {"b": 2}, ""),
        ("{kind: jump, left: [b], more_than: 0.5, then: explain}", {"b": 100}, {"b": 151}, "tăng 51 %"),
        ("{kind: jump, left: [b], more_than: 0.5, then: explain}", {"b": 100}, {"b": 150}, ""),
        ("{kind: jump, left: [b], more_than: 0.5, then: explain}", {"b": 0}, {"b": 1}, "từ 0 (kỳ trước) thành 1."),
        ("{kind: jump, left: [b], more_than: 5, relative: false, then: warn}", {"b": 10}, {"b": 4}, "giảm 60 %"),
        ("{kind: falls, left: [b], then: explain}", {"b": 10}, {"b": 9}, "ít hơn 10 của kỳ trước"),
        ("{kind: falls, left: [b], then: explain}", {"b": 10}, {"b": 10}, ""),
    ],
)
def test_checks(check: str, before: dict[str, int] | None, parts: dict[str, int], said: str) -> None:
    found = broken(f"    checks:\n      - {check}\n", before, **parts)
    assert bool(found) == bool(said)
    assert all(said in message for _then, message in found)


def test_a_negative_difference_is_told_by_its_name() -> None:
    text = SHARE.replace("c: {name: Tổng khác}", "c: {name: Hiệu, from: parts, plus: [b], minus: [a]}")
    found = broken_checks(indicator(text), {"a": Decimal(5), "b": Decimal(5)}, before=None)
    assert [one.message for one in found] == [
        "“Phần” (5) lớn hơn “Hiệu” (0). Phần không thể lớn hơn tổng số: kiểm tra lại hai số này."
    ]
