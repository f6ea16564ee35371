"""Milestones are judged by what was known on their day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from namro.core.indicators.milestones import Reached, milestone_states
from namro.core.indicators.values import Known
from tests.core.indicators.drafts import SHARE, indicator

MARKS = """    milestones:
      - {by: "08-25", at_least: 0.6}
      - {by: "11-30", at_least: 0.85}
"""
DISBURSED = indicator(SHARE.replace("    sure: A\n", "    sure: A\n    over_periods: latest\n") + MARKS)


def paid(day: str, percent: int) -> Known:
    return Known({"a": Decimal(percent), "b": Decimal(100)}, date.fromisoformat(day))


AUGUST, SEPTEMBER, NOVEMBER = paid("2026-08-25", 58), paid("2026-09-05", 61), paid("2026-11-30", 86)


@pytest.mark.parametrize(
    ("known", "today", "expected"),
    [
        ([AUGUST], "2026-08-24", (Reached.AHEAD, Reached.AHEAD)),
        ([AUGUST], "2026-08-25", (Reached.MISSED, Reached.AHEAD)),  # journey 8: 58 % < 60 % is red on the day
        ([AUGUST, SEPTEMBER], "2026-09-06", (Reached.LATE, Reached.AHEAD)),
        ([AUGUST, NOVEMBER], "2026-11-30", (Reached.LATE, Reached.REACHED)),  # journey 8: 86 % ≥ 85 %
        ([paid("2026-08-20", 60)], "2026-08-21", (Reached.REACHED, Reached.AHEAD)),
        ([], "2026-08-25", (Reached.UNKNOWN, Reached.AHEAD)),
        ([SEPTEMBER], "2026-12-01", (Reached.UNKNOWN, Reached.MISSED)),
        ([paid("2026-07-31", 50)], "2026-12-01", (Reached.MISSED, Reached.MISSED)),
    ],
)
def test_journey_8(known: list[Known], today: str, expected: tuple[Reached, ...]) -> None:
    day = date.fromisoformat(today)
    states = milestone_states(DISBURSED, DISBURSED.variants[0], known, year=2026, today=day)
    assert tuple(state.state for state in states) == expected


def test_a_milestone_names_the_figure_it_is_judged_by() -> None:
    state, _later = milestone_states(
        DISBURSED, DISBURSED.variants[0], [NOVEMBER, AUGUST], year=2026, today=date(2026, 12, 1)
    )
    assert state.measured is not None
    assert (state.day, state.as_of, state.measured.words("percent")) == (AUGUST.as_of, AUGUST.as_of, "58,00 %")
