"""Numbers as people in Viet Nam type them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.base.errors import NamroError
from namro.core.base.numerals import typed_count, typed_number
from namro.core.base.points import exact_words, format_points

_NUMBERS = st.decimals(min_value=-(10**12), max_value=10**12, places=3)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("012", "12"),
        ("1204", "1204"),
        ("1.204", "1204"),  # as the product writes it: thousands
        ("58.610", "58610"),
        ("1.234.567", "1234567"),
        ("1.204,50", "1204.50"),
        ("1 204", "1204"),
        ("1\u00a0204,5", "1204.5"),  # a space that does not break
        ("1\u202f234\u202f567", "1234567"),
        ("99,58", "99.58"),
        ("1,204", "1.204"),
        ("0.5", "0.5"),
        ("8.50", "8.50"),
        ("0.125", "0.125"),  # no thousands begin with 0
        ("1204.500", "1204.500"),
        ("1,234.5", "1234.5"),  # can only be English
        ("1,234,567", "1234567"),
        ("-0,5", "-0.5"),
        ("\u22120,5", "-0.5"),
        ("\u2013 3", "-3"),
        ("  7\t", "7"),
        ("\uff11\uff12\uff0c\uff15", "12.5"),  # full-width
        ("\uff0d\uff13", "-3"),
    ],
)
def test_what_is_typed_is_read(typed: str, value: str) -> None:
    found = typed_number(typed)
    assert (found, str(found)) == (Decimal(value), value)


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", ".", ",", "-", "%", "5.", "5,", ",5", ".5", "1.2.3", "1,2,3", "1.20,5", "1.2345.678", "1,234,5",
        "1.234,567,8", "12 5", "1 2 3", "1 .204", "1.204 567", "0.125.000", "--5", "+5", "8-5", "1/2", "1e3", "NaN",
        "Infinity", "٣", "²", "½", "5²", "mười", "12,5 %", "3 hộ", "=1+1", "1_000",
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_in_vietnamese(typed: str) -> None:
    with pytest.raises(NamroError, match=r"không phải số[.] Viết dạng 1[.]204 hoặc 58,5") as refused:
        typed_number(typed)
    assert refused.value.code == "bad_number"


@pytest.mark.parametrize(
    ("typed", "units"),
    [
        ("12,5 %", ["%"]),
        ("12,5%", ["%"]),
        ("12,5 \uff05", ["%"]),
        ("12,5", ["%"]),
        ("12,5 Triệu  đồng", ["đ", "triệu đồng"]),
        ("12,5triệuđồng", ["triệu đồng"]),
        ("12,5 m2", ["m2", ""]),
    ],
)
def test_a_unit_that_belongs_there_may_stand_behind(typed: str, units: list[str]) -> None:
    assert typed_number(typed, units=units) == Decimal("12.5")


@pytest.mark.parametrize("typed", ["12,5 hộ", "% 12,5", "12,5 %%", "%", "12,5 m"])
def test_another_unit_is_refused(typed: str) -> None:
    with pytest.raises(NamroError, match="không phải số"):
        typed_number(typed, units=["%", "m2"])


def test_a_number_that_fills_the_page_is_refused() -> None:
    assert typed_number("9" * 30) == Decimal("9" * 30)
    for typed in ("9" * 31, "0," + "1" * 5000):
        with pytest.raises(NamroError, match="dài quá 30 chữ số") as refused:
            typed_number(typed)
        assert refused.value.code == "long_number"


@pytest.mark.parametrize(("typed", "count"), [("0", 0), ("1204", 1204), ("1.204", 1204), ("5,0", 5)])
def test_counts_are_whole(typed: str, count: int) -> None:
    assert typed_count(typed) == count


@pytest.mark.parametrize("typed", ["", "-1", "2,5", "0.5", "1.2.3", "ba triệu"])
def test_what_is_no_count_is_refused(typed: str) -> None:
    with pytest.raises(NamroError, match="không phải số nguyên"):
        typed_count(typed)


@given(_NUMBERS, st.sampled_from([".", " ", "\u00a0", ""]))
def test_what_the_product_writes_is_read_back(value: Decimal, thousands: str) -> None:
    assert typed_number(exact_words(value).replace(".", thousands)) == value
    assert typed_number(format_points(value, places=3).replace(".", thousands)) == value


@given(st.text(alphabet="0123456789.,- \u00a0\u2212%０x", max_size=40) | st.text(max_size=40))
def test_whatever_is_typed_is_a_number_or_refused(text: str) -> None:
    try:
        found = typed_number(text, units=["%"])
    except NamroError:
        found = Decimal(0)
    assert typed_number(exact_words(found)) == found
