"""What forms carry as a number."""

from __future__ import annotations

import pytest

from namro.apps.people.sent import whole


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("999999999", 999_999_999)])
def test_a_whole_number(text: str, number: int) -> None:
    assert whole(text) == number


@pytest.mark.parametrize("text", ["", " 1", "-1", "+1", "1.0", "1_0", "²", "٣", "1000000000", "9" * 5000])
def test_anything_else_is_none(text: str) -> None:
    assert whole(text) is None
