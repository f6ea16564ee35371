"""Rank bands against a slow twin and by simulation."""

from __future__ import annotations

import math
import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from namro.core.survey.bands import Band, rank_bands
from namro.core.survey.student import t_quantile

UNITS = st.lists(
    st.tuples(
        st.sampled_from([70.0, 71.0, 80.0, 95.0, math.nan]), st.sampled_from([0.0, 0.5, 4.0]), st.integers(0, 40)
    ),
    max_size=12,
)


@given(UNITS)
def test_bands_as_a_slow_twin_finds_them(units: list[tuple[float, float, int]]) -> None:
    values, errors = (np.array([one[at] for one in units], dtype=np.float64) for at in (0, 1))
    df = np.array([one[2] for one in units], dtype=np.int64)
    shown = [one for one in units if not math.isnan(one[0]) and one[2] >= 1]
    level = 1 - 0.05 / (2 * max(len(shown) - 1, 1))

    def surely_above(one: tuple[float, float, int], other: tuple[float, float, int]) -> bool:
        return one[0] - other[0] > t_quantile(level, min(one[2], other[2])) * math.sqrt(one[1] ** 2 + other[1] ** 2)

    wanted = [
        Band(
            1 + sum(other[0] > one[0] for other in shown),
            1 + sum(surely_above(other, one) for other in shown),
            len(shown) - sum(surely_above(one, other) for other in shown),
        )
        if one in shown
        else None
        for one in units
    ]
    found = rank_bands(values, errors, df)
    assert found == wanted
    assert all(band is None or band.best <= band.rank <= band.worst for band in found)


def test_noise_is_one_band_and_certainty_is_a_rank() -> None:
    values, df = np.array([80.0, 81, 82]), np.array([30, 30, 30])
    assert rank_bands(values, np.full(3, 5.0), df) == [Band(3, 1, 3), Band(2, 1, 3), Band(1, 1, 3)]
    assert rank_bands(values, np.zeros(3), df) == [Band(3, 3, 3), Band(2, 2, 2), Band(1, 1, 1)]
    assert rank_bands(values[:1], np.ones(1), df[:1]) == [Band(1, 1, 1)]


def test_the_band_holds_the_true_rank_as_often_as_the_level_says() -> None:
    luck = random.Random(3)
    truth = [70 + 1.5 * place for place in range(12)]
    held = 0
    for _round in range(200):
        values = np.array([luck.gauss(one, 2) for one in truth])
        bands = rank_bands(values, np.full(12, 2.0), np.full(12, 100_000))
        band = bands[4]
        assert band is not None
        held += band.best <= 12 - 4 <= band.worst
    assert held / 200 >= 0.95
