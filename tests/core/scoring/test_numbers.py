"""Numbers as they are shown and said."""

from __future__ import annotations

from decimal import Decimal

import pytest

from namro.core.framework.model import Scale
from namro.core.scoring.numbers import fixed, plain, said, said_percent, said_points, said_rounded, settled, shown


def test_equal_values_keep_their_own_digits() -> None:
    assert [said_rounded(Decimal(text)) for text in ("5.000", "5.00", "5")] == ["5,000", "5,00", "5"]
    assert [said_points(Decimal(5), Scale(max=Decimal(10), precision=digits)) for digits in (3, 2, 0)] == [
        "5,000",
        "5,00",
        "5",
    ]


@pytest.mark.parametrize(
    ("rounding", "expected"),
    [
        ("half_up", ["0.13", "-0.13", "0.14", "-0.14"]),
        ("half_even", ["0.12", "-0.12", "0.14", "-0.14"]),
        ("down", ["0.12", "-0.12", "0.13", "-0.13"]),
    ],
)
def test_each_rounding_away_and_towards_zero(rounding: str, expected: list[str]) -> None:
    scale = Scale(max=Decimal(1), rounding=rounding)
    values = ("0.125", "-0.125", "0.135", "-0.135")
    assert [fixed(shown(Decimal(value), scale)) for value in values] == expected


def test_shown_comes_from_the_settled_value() -> None:
    almost = Decimal("0.1249999999999")  # settles to 0.125
    assert settled(almost) == Decimal("0.125")
    assert shown(almost, Scale(max=Decimal(1))) == Decimal("0.13")


def test_nothing_has_no_sign() -> None:
    assert fixed(shown(Decimal("-0.001"), Scale(max=Decimal(1)))) == "0.00"
    assert plain(Decimal("-0.0")) == "0"


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1E+3", "1000"), ("0.10", "0.1"), ("1e-20", "0"), ("2.3333333333333333333333", "2.333333333333333")],
)
def test_plain_has_no_exponent(value: str, expected: str) -> None:
    assert plain(Decimal(value)) == expected


def test_numbers_are_said_the_vietnamese_way() -> None:
    assert [said(Decimal(value)) for value in ("1204", "0.25", "-3")] == ["1.204", "0,25", "−3"]
    assert [said_percent(Decimal(value)) for value in ("1", "0.93333", "0.005")] == ["100 %", "93,33 %", "0,50 %"]
