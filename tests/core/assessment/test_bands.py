from __future__ import annotations

from decimal import Decimal

import pytest

from namro.core.assessment.bands import check_band, schemes
from namro.core.base.yamlfile import load_data
from namro.core.printed.items import IndexResult, Reading


def graded(value: str, grade: str, *, most: str = "100", year: int = 2021) -> Reading:
    result = IndexResult(index="CCHC", year=year, value=Decimal(value), max=Decimal(most), grade=grade)
    return Reading(doc_id="x", index_results=(result,))


@pytest.mark.parametrize(
    ("value", "grade"),
    [
        ("73.25", "khá"),
        ("70", "Khá"),
        ("79.99", "Khá"),
        ("80", "Tốt"),
        ("92", "Tốt"),
        ("92", "Xuất sắc"),
        ("96", "xuất sắc"),
    ],
)
def test_ratings_that_a_known_scheme_gives(value: str, grade: str) -> None:
    """92 is "Tốt" for communes and "Xuất sắc" for departments of one province: both are possible."""
    assert list(check_band(graded(value, grade))) == []


@pytest.mark.parametrize(
    ("value", "grade"), [("69.99", "Khá"), ("80", "Khá"), ("89.99", "Xuất sắc"), ("95", "Tốt"), ("88", "A")]
)
def test_ratings_that_none_gives_are_asked_about(value: str, grade: str) -> None:
    (row,) = check_band(graded(value, grade))
    assert (row.code, row.severity, row.where, row.stated) == ("text", "text", "total", grade)
    assert "quyết định ban hành bộ tiêu chí" in row.message


def test_bands_are_taken_in_per_cent_of_the_maximum() -> None:
    assert list(check_band(graded("80.5", "Khá", most="110"))) == []


def test_schemes_are_dated() -> None:
    assert list(check_band(graded("75", "Tốt", year=2012))) == []


def test_bands_go_down_to_zero_or_end() -> None:
    for scheme in schemes():
        limits = [least for _, least in scheme.bands]
        assert limits == sorted(limits, reverse=True)
        assert scheme.band(Decimal(100)) == scheme.bands[0][0]


def test_every_scheme_says_where_it_comes_from() -> None:
    rows = load_data("bands.yaml")["schemes"]
    assert all(r["source"].startswith("http") and r["evidence"] in {"found", "inferred"} for r in rows)
