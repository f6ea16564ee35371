from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.base.errors import NamroError
from namro.core.base.points import exact_words, format_points, parse_points, round_points


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("8.5", "8.5"),
        ("11,25", "11.25"),
        ("58.610", "58.61"),  # three decimals, not fifty-eight thousand: points are small
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        (" 0,5 ", "0.5"),
        ("1 204,00", "1204"),
        ("100", "100"),
        ("−4,677", "-4.677"),
        ("-4,677", "-4.677"),
    ],
)
def test_printed_numbers_are_read(printed: str, value: str) -> None:
    assert parse_points(printed) == Decimal(value)


@pytest.mark.parametrize("printed", ["", "đạt 5", "0,5/1", "5,", ",5", "1,,5", "8-5"])
def test_what_is_not_one_number_is_refused_in_vietnamese(printed: str) -> None:
    with pytest.raises(NamroError, match="không phải là một số điểm"):
        parse_points(printed)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("1.4", 2, "1,40"),
        ("73.25", 2, "73,25"),
        ("58.61", 3, "58,610"),
        ("1204", 2, "1.204,00"),
        ("-4.677", 3, "−4,677"),
        ("0.005", 2, "0,01"),
        ("-0.004", 2, "0,00"),
    ],
)
def test_points_are_written_the_vietnamese_way(value: str, places: int, text: str) -> None:
    assert format_points(Decimal(value), places=places) == text


def test_halves_are_rounded_up_as_in_published_tables() -> None:
    assert round_points(Decimal("2.675")) == Decimal("2.68")
    assert round_points(Decimal("-2.675")) == Decimal("-2.68")


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=2))
def test_what_is_written_is_read_back(value: Decimal) -> None:
    assert parse_points(format_points(value)) == value


def test_every_digit_is_written_however_many() -> None:
    assert exact_words(Decimal("-" + "9" * 30)) == "−" + ".".join(["999"] * 10)
