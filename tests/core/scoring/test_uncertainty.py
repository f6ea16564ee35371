"""Ranks and bands under the sampling error of surveys."""

from __future__ import annotations

from decimal import Decimal
from statistics import NormalDist

import numpy as np
import pytest

from namro.core.framework.model import Framework
from namro.core.framework.reading import parse_framework
from namro.core.scoring.columns import columns_of
from namro.core.scoring.many import score_many
from namro.core.scoring.table import FactTable, table_of
from namro.core.scoring.uncertainty import NEIGHBOURS, SMALL_POOL, Uncertainty, simulate

SET = """framework: khao-sat
edition: 2025-01-01
title: Có khảo sát
level: commune
years: {from: 2025}
scale: {max: 100}
bands:
  - {name: Tốt, from: 80}
  - {name: Khá, from: 60REQUIRES}
criteria:
  - {id: "1", name: Hồ sơ, max: 60, rule: {kind: manual}}
  - {id: "2", name: Hài lòng, max: 40, rule: {kind: survey, input: sat}, source: survey}
"""


def framework(requires: str = "") -> Framework:
    return parse_framework(SET.replace("REQUIRES", requires))


def facts(rows: dict[str, tuple[str, str, str]]) -> FactTable:
    """Units with points, survey result and its standard error ("": not known)."""
    return table_of(
        2025,
        {
            unit: {"points:1": Decimal(points), "sat": Decimal(sat)} | ({"sat_se": Decimal(error)} if error else {})
            for unit, (points, sat, error) in rows.items()
        },
    )


def simulated(made: Framework, table: FactTable, **more: int) -> Uncertainty:
    columns = columns_of(made, table)
    return simulate(made, columns, score_many(made, table, columns), **more)


def test_the_same_seed_gives_the_same_figures_and_another_others() -> None:
    table = facts({f"X{n}": (str(40 + n), "80", "4") for n in range(10)})
    first, again, other = (simulated(framework(), table, runs=300, seed=seed) for seed in (7, 7, 8))
    assert (first.seed, first.runs) == (7, 300)
    assert np.array_equal(first.bands, again.bands)
    assert first.alike == again.alike
    assert not np.array_equal(first.bands, other.bands)


def test_without_errors_nothing_moves() -> None:
    found = simulated(
        framework(), facts({"A": ("50", "90", ""), "B": ("50", "80", ""), "C": ("50", "80", "")}), runs=50
    )
    assert [list(one) for one in (found.low, found.median, found.high)] == [[1, 2, 2]] * 3
    assert found.bands.tolist() == [[1, 0, 0], [1, 0, 0], [1, 0, 0]]
    assert [(pair.better, pair.worse, pair.reversed) for pair in found.alike] == [(1, 2, 0.5)]  # a tie


def test_the_share_of_runs_in_a_band_is_the_normal_probability() -> None:
    """47 + 0.4 × sat reaches 80 from sat = 82.5 on; sat is 80 ± 5."""
    found = simulated(framework(), facts({"A": ("47", "80", "5")}), runs=10_000, seed=3)
    expected = 1 - NormalDist(80, 5).cdf(82.5)
    assert found.bands[0][0] == pytest.approx(expected, abs=0.015)
    assert found.bands.sum() == pytest.approx(1)


def test_draws_are_cut_at_the_scale() -> None:
    found = simulated(framework(), facts({"A": ("60", "99", "30"), "B": ("60", "100", "")}), runs=2000)
    assert found.low[1] == found.high[1] == 1  # nobody comes above 100


def test_pairs_that_cannot_be_told_apart() -> None:
    rows = {"A": ("50", "90", "1"), "B": ("50", "89.8", "1"), "C": ("20", "50", "1")}
    found = simulated(framework(), facts(rows), runs=2000)
    (pair,) = found.alike
    assert (pair.better, pair.worse) == (0, 1)
    assert pair.reversed == pytest.approx(NormalDist(0.2, 2**0.5).cdf(0), abs=0.03)
    assert (found.low[2], found.high[2]) == (3, 3)


def test_in_a_large_pool_only_neighbours_are_compared() -> None:
    units = SMALL_POOL + 60
    table = facts({f"X{n:03d}": ("30", "50", "5") for n in range(units)})
    found = simulated(framework(), table, runs=60)
    places = {unit: place for place, unit in enumerate(table.units)}
    assert found.alike
    assert all(abs(pair.better - pair.worse) <= NEIGHBOURS for pair in found.alike)
    assert len(places) == units


def test_a_band_that_requires_a_survey_follows_its_draws() -> None:
    table = facts({"A": ("40", "60", "5")})
    free = simulated(framework(), table, runs=4000)
    bound = simulated(framework(', requires: [{criterion: "2", at_least: 60}]'), table, runs=4000)
    assert free.bands[0][1] == pytest.approx(NormalDist(60, 5).cdf(100) - NormalDist(60, 5).cdf(50), abs=0.02)
    assert bound.bands[0][1] == pytest.approx(0.5, abs=0.03)


def test_units_that_are_not_ranked_stay_out() -> None:
    rule = "{kind: per_day_late, input: late, points: 1, days: 2, beyond: not_ranked}"
    late = f"adjustments: {{penalty: {{items: [{{id: P, name: Trễ, rule: {rule}}}]}}}}\n"
    made = parse_framework(SET.replace("REQUIRES", "") + late)
    table = facts({"A": ("50", "90", "1"), "B": ("40", "80", "1")})
    table.values["A"]["late"] = Decimal(3)
    found = simulated(made, table, runs=100)
    assert (found.low[0], found.high[0], found.low[1], found.high[1]) == (0, 0, 1, 1)
    assert found.bands[0].sum() == 0
    assert simulated(made, facts({}), runs=100).alike == ()
