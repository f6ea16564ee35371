"""Opinions of appraisers on one criterion: who agrees, who does not, what the chair's word does."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.assessment.opinions import Opinion, Value, Verdict, check_verdict, lowers, ruling
from namro.core.base.errors import NamroError
from namro.core.framework.model import Framework
from namro.core.framework.reading import parse_framework

_SET = """framework: thu
edition: 2025-12-01
title: Thử
level: commune
years: {from: 2026}
scale: {max: 4}
bands: [{name: Khá, from: 0}]
criteria:
  - {id: "1", name: Kế hoạch, max: 2, rule: {kind: manual, step: 0.5}}
  - {id: "2", name: Đúng hạn, max: 2, source: computed, rule: {
      kind: linear, value: {ratio: [on_time, dossiers]}, full_at: 1, zero_below: 0.5}}
inputs: {on_time: Đúng hạn, dossiers: Đã giải quyết}
"""


def _verdict(points: str | None, request: str = "") -> Verdict:
    return Verdict(Value(None if points is None else Decimal(points)), "late", "Trễ", request)


def test_nobody_said_anything_is_not_a_dispute() -> None:
    assert ruling([]) == ruling(())
    assert ruling([]).verdict is None
    assert not ruling([]).disputed


def test_those_who_agree_are_said_by_the_last_with_all_requests() -> None:
    found = ruling([Opinion(1, _verdict("1.50", "Gửi sớm.")), Opinion(2, _verdict("1.5", "Ký số."))])
    assert found.verdict is not None
    assert found.verdict.value == Value(Decimal("1.5"))
    assert found.verdict.request == "Gửi sớm. Ký số."


def test_two_values_or_a_question_wait_for_the_chair() -> None:
    assert ruling([Opinion(1, _verdict("1")), Opinion(2, _verdict("2"))]).disputed
    assert ruling([Opinion(1, _verdict("1")), Opinion(2, None)]).disputed
    assert ruling([Opinion(1, _verdict("0")), Opinion(2, _verdict(None))]).disputed


@given(st.lists(st.sampled_from(["0", "0.5", "1", None]), max_size=4), st.sampled_from(["0", "1.5"]))
def test_the_chair_settles_whatever_the_others_say(others: list[str | None], chosen: str) -> None:
    opinions = [Opinion(n, _verdict(points)) for n, points in enumerate(others)] + [Opinion(9, _verdict(chosen), True)]
    for order in permutations(opinions):
        found = ruling(order)
        assert found.verdict is not None
        assert found.verdict.value == Value(Decimal(chosen))
        assert not found.disputed


@pytest.fixture(scope="module")
def framework() -> Framework:
    return parse_framework(_SET)


@pytest.mark.parametrize(
    ("key", "verdict", "claimed", "words"),
    [
        ("1", Verdict(Value(Decimal("2.5")), "late", "Trễ"), "2", "ngoài khoảng 0 đến 2,00"),
        ("1", Verdict(Value(Decimal("-1")), "late", "Trễ"), "2", "ngoài khoảng"),
        ("1", Verdict(Value(Decimal("1.2")), "late", "Trễ"), "2", "bội của bước chấm 0,5"),
        ("1", Verdict(Value(Decimal(1)), "late", " "), "2", "Ghi lý do"),
        ("1", Verdict(Value(Decimal(1)), "", "Trễ"), "2", "chọn nguyên nhân"),
        ("1", Verdict(Value(Decimal(1)), "xyz", "Trễ"), "2", "không có nguyên nhân"),
        ("1", Verdict(Value(Decimal(2)), "", ""), "1", "Ghi lý do"),
        ("1", Verdict(Value(None), "", ""), "1", "Ghi lý do"),
        ("2", Verdict(Value(Decimal(3)), "late", "Trễ"), "2", "ngoài khoảng"),
    ],
)
def test_a_verdict_that_cannot_be_says_what_to_do(
    framework: Framework, key: str, verdict: Verdict, claimed: str, words: str
) -> None:
    with pytest.raises(NamroError, match=words):
        check_verdict(verdict, framework.leaves[key], framework, Value(Decimal(claimed)))


def test_verdicts_that_can_be(framework: Framework) -> None:
    check_verdict(Verdict(Value(Decimal(2))), framework.leaves["1"], framework, Value(Decimal(2)))
    check_verdict(_verdict("1.5"), framework.leaves["1"], framework, Value(Decimal(2)))
    check_verdict(_verdict("1.234"), framework.leaves["2"], framework, Value(Decimal("1.5")))
    check_verdict(Verdict(Value(Decimal(2)), "", "Có minh chứng"), framework.leaves["1"], framework, None)


def test_what_lowers() -> None:
    one, two, nothing = Value(Decimal(1)), Value(Decimal(2)), Value(None)
    assert lowers(one, two)
    assert not lowers(two, one)
    assert not lowers(two, two)
    assert lowers(one, nothing), "it applies after all, and costs its maximum"
    assert not lowers(nothing, one)
    assert not lowers(one, None)
