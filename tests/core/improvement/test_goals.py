"""What is still needed for a share, against counting one by one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.base.errors import NamroError
from namro.core.improvement.goals import outlook


def test_journey_11_ninety_one_of_the_next_hundred() -> None:
    """Over 75 %: 210/300 = 70 %; with 100 more expected, 301 of 400 are needed."""
    found = outlook(210, 300, expected=100, op=">", percent=Decimal(75))
    assert found.share == 70
    assert (found.needed, found.of_next, found.reachable) == (301, 91, True)
    assert found.words == "210/300 = 70,00 %; cần 301/400, tức 91 trong 100 sắp tới"
    assert outlook(210, 300, expected=100, op=">=", percent=Decimal(75)).of_next == 90


def test_journey_8_seven_of_twenty_two_are_to_be_inspected() -> None:
    """30 % of 22 are 7 people; 6 different ones are 27 % and not enough."""
    found = outlook(6, 22, expected=0, op=">=", percent=Decimal(30))
    assert (found.needed, found.of_next, found.reachable) == (7, 1, False)
    assert found.words == "6/22 = 27,27 %; cần 7/22, tức 1 trong 0 sắp tới, không còn đạt được"


def test_reached_whatever_comes() -> None:
    assert outlook(90, 90, expected=10, op=">=", percent=Decimal(90)).words.endswith("đã chắc đạt")
    assert outlook(0, 0, expected=10, op=">=", percent=Decimal(90)).words == "0/0; cần 9/10, tức 9 trong 10 sắp tới"


COUNTS = st.integers(0, 300).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@given(COUNTS, st.integers(0, 200), st.sampled_from([">", ">="]), st.decimals(0, 100, places=2))
def test_equals_counting(counts: tuple[int, int], expected: int, op: str, percent: Decimal) -> None:
    done, total = counts
    found = outlook(done, total, expected=expected, op=op, percent=percent)

    def enough(good: int) -> bool:
        left, right = Decimal(100 * good), percent * (total + expected)
        return left > right if op == ">" else left >= right

    counted = next((more for more in range(expected + 1) if enough(done + more)), None)
    assert (found.of_next if found.reachable else None) == counted


@pytest.mark.parametrize(("done", "total", "expected"), [(3, 2, 0), (-1, 2, 0), (1, 2, -1)])
def test_counts_that_cannot_be(done: int, total: int, expected: int) -> None:
    with pytest.raises(NamroError, match="không hợp lệ"):
        outlook(done, total, expected=expected, op=">", percent=Decimal(75))


def test_other_comparisons_are_refused() -> None:
    with pytest.raises(NamroError, match="“<”"):
        outlook(1, 2, expected=0, op="<", percent=Decimal(75))
