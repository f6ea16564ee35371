from __future__ import annotations

from datetime import time

import pytest

from namro.core.timetable import typed_clock


@pytest.mark.parametrize("text", ["14:30", "14h30", "14 giờ 30 phút", " 14g30 ", "14 GIỜ 30"])
def test_ways_of_typing_a_time(text: str) -> None:
    assert typed_clock(text) == time(14, 30)


@pytest.mark.parametrize("text", ["", "24:00", "8:60", "chiều", "14", "14:30:00", "-1:00"])
def test_what_is_no_time(text: str) -> None:
    assert typed_clock(text) is None


def test_a_full_hour() -> None:
    assert typed_clock("8h") == time(8)
