"""Numbers, days and sizes as people write them."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from namro.ui import formats


def test_points_have_two_decimals_and_a_dash_where_none_is_printed() -> None:
    assert formats.points(Decimal("1234.5")) == "1.234,50"
    assert formats.points(None) == "–"
    assert formats.lost(Decimal("0.5")) == formats.lost(Decimal("-0.5")) == "−0,50"


@pytest.mark.parametrize(("value", "said"), [("100", "100"), ("63.287", "63,287"), ("1500", "1.500"), ("2.50", "2,5")])
def test_numbers_have_the_decimals_they_need(value: str, said: str) -> None:
    assert formats.number(Decimal(value)) == said


def test_moments_are_shown_on_the_clock_of_viet_nam() -> None:
    assert formats.moment(datetime(2026, 11, 20, 18, 5, tzinfo=UTC)) == "01:05 21/11/2026"


def test_printed_days() -> None:
    assert formats.printed_day("2022-03-14") == "14/03/2022"
    assert formats.printed_day("2024-03") == "03/2024"
    assert formats.printed_day(None) == ""


@pytest.mark.parametrize(
    ("count", "said"), [(0, "1 KB"), (41_633, "41 KB"), (3_250_000, "3,1 MB"), (52_428_800, "50 MB")]
)
def test_sizes(count: int, said: str) -> None:
    assert formats.size(count) == said


def test_initials() -> None:
    assert formats.initials("Vũ Minh Khuê") == "MK"
    assert formats.initials("") == ""
