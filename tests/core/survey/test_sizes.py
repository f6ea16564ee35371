"""Sample sizes against the published table, and how they are shared out."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.base.errors import NamroError
from namro.core.survey.sizes import shared_out, size_by_guidance, size_by_margin

ORACLE = Path(__file__).parents[4] / "shared" / "oracles" / "sample_size_slovin.csv"
KNOWN = [(300, "0.05", 172), (2618, "0.05", 347), (10000, "0.03", 1000), (1000, "0.1", 91)]


@pytest.mark.parametrize(("population", "error", "wanted"), KNOWN)
def test_the_formula_of_the_guidance(population: int, error: str, wanted: int) -> None:
    assert size_by_guidance(population, Decimal(error)) == wanted


@pytest.mark.skipif(not ORACLE.exists(), reason="the published table is not here")
def test_every_row_of_the_published_table() -> None:
    with ORACLE.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) > 20
    assert [size_by_guidance(int(row["N"]), Decimal(row["e"])) for row in rows] == [
        int(row["n_rounded_up"]) for row in rows
    ]


def test_by_margin() -> None:
    assert size_by_margin(10_000_000, Decimal("0.05")) == 385
    assert size_by_margin(10_000_000, Decimal("0.05"), effect=Decimal("1.5")) == 577
    assert size_by_margin(300, Decimal("0.05")) == 169
    assert size_by_margin(20, Decimal("0.01")) == 20


@pytest.mark.parametrize(("population", "error"), [(0, "0.05"), (-3, "0.05"), (10, "0"), (10, "1"), (10, "5")])
def test_what_cannot_be(population: int, error: str) -> None:
    for size in (size_by_guidance, size_by_margin):
        with pytest.raises(NamroError):
            size(population, Decimal(error))


@given(st.lists(st.integers(0, 400), min_size=1, max_size=12), st.data())
def test_all_are_shared_out_and_nobody_gets_more_than_there_are(sizes: list[int], data: st.DataObject) -> None:
    whole = data.draw(st.integers(0, sum(sizes)))
    shares = shared_out(whole, sizes)
    assert sum(shares) == whole
    assert all(0 <= share <= size for share, size in zip(shares, sizes, strict=True))
    for share, size in zip(shares, sizes, strict=True):
        assert abs(share - whole * size / max(sum(sizes), 1)) < 1


def test_a_least_number_each() -> None:
    assert shared_out(100, [900, 90, 10], least=20) == [70, 20, 10]
    assert shared_out(3, [1, 1, 1, 1]) == [1, 1, 1, 0]
    with pytest.raises(NamroError, match="không đủ để mỗi tầng"):
        shared_out(5, [10, 10, 10], least=3)
    with pytest.raises(NamroError, match="khung mẫu chỉ có 4"):
        shared_out(5, [2, 2])
