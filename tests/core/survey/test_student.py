"""Quantiles of Student's t against values of R: `formatC(qt(p, df), digits = 17)`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.survey.student import t_quantile

FROM_R = [
    (0.975, 1, 12.706204736174694),
    (0.975, 2, 4.3026527297494619),
    (0.975, 7, 2.3646242515927844),
    (0.95, 30, 1.6972608865939569),
    (0.995, 3, 5.8409093097333544),
    (0.975, 1234, 1.961888263458698),
    (0.975, 999999, 1.9599663568164789),
    (0.5001, 5, 0.00026343055607013752),
]


@pytest.mark.parametrize(("probability", "df", "wanted"), FROM_R)
def test_as_in_r(probability: float, df: int, wanted: float) -> None:
    assert t_quantile(probability, df) == pytest.approx(wanted, rel=1e-11)


@given(st.floats(0.51, 0.9999), st.integers(1, 5000))
def test_both_sides_mirror_each_other(probability: float, df: int) -> None:
    assert t_quantile(1 - probability, df) == pytest.approx(-t_quantile(probability, df), rel=1e-9)


@given(st.floats(0.6, 0.999), st.integers(1, 500))
def test_more_degrees_of_freedom_never_widen(probability: float, df: int) -> None:
    assert t_quantile(probability, df + 1) <= t_quantile(probability, df)


@pytest.mark.parametrize(("probability", "df"), [(0, 5), (1, 5), (0.9, 0)])
def test_what_has_no_quantile(probability: float, df: int) -> None:
    with pytest.raises(ValueError, match="no quantile"):
        t_quantile(probability, df)
