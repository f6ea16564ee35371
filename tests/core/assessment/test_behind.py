"""Who was missing: by the internal day while there is time, by everything that was not there when the sheet was due."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from namro.core.assessment.behind import Behind, Part, behind
from namro.core.base.clock import VIETNAM


def october(day: int, hour: int) -> datetime:
    return datetime(2026, 10, day, hour, tzinfo=VIETNAM)


FIELD_5 = [
    Part("5.1", "five", date(2026, 10, 16), None),
    Part("5.2", "five", date(2026, 10, 17), october(21, 7)),
]
OTHERS = [
    Part("1.1", "one", date(2026, 10, 16), october(16, 23)),
    Part("2.1", "two", None, october(21, 7)),
    Part("3.1", "three", date(2026, 10, 25), None),
]
SINCE = Behind("five", ("5.1",), date(2026, 10, 16))


@pytest.mark.parametrize(
    ("at", "over", "found"),
    [
        (october(16, 23), False, ()),  # the day itself is in time
        (october(17, 0), False, (SINCE,)),
        (october(18, 0), False, (Behind("five", ("5.1", "5.2"), date(2026, 10, 16)),)),
        (october(21, 8), False, (SINCE,)),
        (
            october(20, 17),
            True,
            (
                Behind("five", ("5.1", "5.2"), date(2026, 10, 16)),
                Behind("three", ("3.1",), None),
                Behind("two", ("2.1",), None),
            ),
        ),
    ],
)
def test_who_is_behind(at: datetime, over: bool, found: tuple[Behind, ...]) -> None:
    assert behind([*FIELD_5, *OTHERS], at, over=over) == found
