from __future__ import annotations

from datetime import date

import pytest

from namro.core.assessment.dates import nearest_days


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ((2024, 11, 31), [date(2024, 11, 30), date(2024, 12, 1)]),
        ((2024, 2, 30), [date(2024, 2, 29), date(2024, 3, 1)]),
        ((2025, 2, 29), [date(2025, 2, 28), date(2025, 3, 1)]),
        ((2024, 12, 32), [date(2024, 12, 31), date(2025, 1, 1)]),
        ((2024, 13, 5), [date(2024, 5, 13)]),  # day and month changed places
        ((2024, 13, 13), []),
        ((2024, 0, 10), []),
        ((0, 2, 30), []),
        ((9999, 12, 32), []),
    ],
)
def test_the_days_that_an_impossible_one_may_mean(printed: tuple[int, int, int], meant: list[date]) -> None:
    assert nearest_days(*printed) == meant
