"""Estimates by a slow twin that follows the words of the contract, and the edges R has no value for."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from typing import Any

import numpy as np
import pytest

from namro.core.base.errors import NamroError
from namro.core.survey.answer import estimates_answer, nodes_of
from namro.core.survey.answers import Sample
from namro.core.survey.estimating import estimate
from namro.core.survey.model import Formula
from namro.core.survey.reading import parse_instrument
from namro.core.survey.sampled import Gathered
from tests.core.survey.test_instruments import GOOD

INSTRUMENT = parse_instrument(GOOD)
CODES = ["q1", "q2", "q3"]
Row = dict[str, Any]


def sample_of(rows: list[Row]) -> Sample:
    gathered = Gathered(CODES)
    columns = {key: [row[key] for row in rows] for key in ("unit", "stratum", "psu", "weight", "fpc")}
    answers = {code: np.array([row[code] for row in rows], dtype=np.uint8) for code in CODES}
    gathered.add(
        columns["unit"],
        columns["stratum"],
        columns["psu"],
        columns["weight"],
        columns["fpc"],
        answers,
        range(len(rows)),
    )
    return gathered.sample()


def random_rows(seed: int, size: int = 60) -> list[Row]:
    luck = random.Random(seed)
    populations = {f"s{n}": luck.choice([math.nan, 40]) for n in range(3)}
    rows = []
    for _row in range(size):
        stratum = luck.choice(list(populations))
        row: Row = {"unit": luck.choice("AB"), "stratum": stratum, "psu": luck.choice("uvwxyz")}
        row |= {"weight": luck.choice([0, 1, 2.5]), "fpc": populations[stratum]}
        rows.append(row | {code: luck.choice([0, 1, 2, 3, 4, 5]) for code in CODES})
    return rows


def by_words(rows: list[Row], inside: str | None, shares: dict[str, float]) -> dict[str, float | None]:
    """A node of a domain, row by row, as the contract's sentences say it."""
    score = INSTRUMENT.scale.score
    mine = [row for row in rows if inside is None or row["unit"] == inside]
    means, whole = {}, {}
    for code in shares:
        answered = [row for row in mine if row[code]]
        whole[code] = sum(row["weight"] for row in answered)
        if not whole[code]:
            return {"estimate": None}
        means[code] = sum(row["weight"] * score(row[code], Formula.TOP2) for row in answered) / whole[code]

    def z(row: Row) -> float:
        if inside is not None and row["unit"] != inside:
            return 0.0
        parts = [
            share * (score(row[code], Formula.TOP2) - means[code]) / whole[code]
            for code, share in shares.items()
            if row[code]
        ]
        return sum(parts)

    totals: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in rows:
        totals[row["stratum"]][row["psu"]] += row["weight"] * z(row)
    variance = 0.0
    for stratum, psus in totals.items():
        m, fpc = len(psus), next(row["fpc"] for row in rows if row["stratum"] == stratum)
        kept = 1 - m / fpc if fpc == fpc else 1.0
        mean = sum(psus.values()) / m
        if m == 1:
            variance += kept * next(iter(psus.values())) ** 2
        else:
            variance += kept * m / (m - 1) * sum((u - mean) ** 2 for u in psus.values())
    counted = [row for row in mine if row["weight"] > 0 and any(row[code] for code in shares)]
    n, weight = len(counted), sum(row["weight"] for row in counted)
    simple = weight / (n - 1) * sum(row["weight"] * z(row) ** 2 for row in counted) if n > 1 else 0
    return {
        "estimate": sum(share * means[code] for code, share in shares.items()),
        "se": math.sqrt(variance),
        "n": n,
        "deff": variance / simple if simple else None,
    }


SHARES = {
    "q1": {"q1": 1.0},
    "access": {"q1": 0.25, "q2": 0.75},
    "overall": {"q1": 2 / 3 * 0.25, "q2": 2 / 3 * 0.75, "q3": 1 / 3},
}


@pytest.mark.parametrize("seed", range(25))
def test_like_the_words_of_the_contract(seed: int) -> None:
    rows = random_rows(seed, size=12 + 4 * seed)
    sample = sample_of(rows)
    total, units = estimate(INSTRUMENT, sample), estimate(INSTRUMENT, sample, by_unit=True)
    looked_at = {None: nodes_of(total, 0, min_n=0)}
    looked_at |= {unit: nodes_of(units, place, min_n=0) for place, unit in enumerate(units.units)}
    for inside, nodes in looked_at.items():
        for code, shares in SHARES.items():
            for key, value in by_words(rows, inside, shares).items():
                assert nodes[code][key] == (None if value is None else pytest.approx(value, rel=1e-9, abs=1e-9)), (
                    inside,
                    code,
                    key,
                )


def test_an_item_without_an_answer_leaves_all_above_it_open() -> None:
    rows = [row | {"q3": 0, "weight": 1} for row in random_rows(1)]
    nodes = nodes_of(estimate(INSTRUMENT, sample_of(rows)), 0, min_n=0)
    assert [nodes[code]["estimate"] is None for code in ("q3", "result", "overall", "access")] == [True] * 3 + [False]
    assert nodes["q3"]["n"] == 0
    assert nodes["overall"]["n"] > 0


def test_few_answers_keep_only_their_number() -> None:
    sample = sample_of([row | {"weight": 1} for row in random_rows(2, size=20)])
    node = nodes_of(estimate(INSTRUMENT, sample), 0, min_n=30)["overall"]
    assert node["suppressed"] is True
    assert node["n"] > 0
    assert {node[key] for key in ("estimate", "se", "low", "high", "deff", "df")} == {None}
    assert nodes_of(estimate(INSTRUMENT, sample), 0, min_n=0)["overall"]["suppressed"] is False


def test_one_psu_has_no_interval() -> None:
    rows = [row | {"stratum": "s", "psu": "p", "fpc": math.nan, "weight": 1} for row in random_rows(3)]
    node = nodes_of(estimate(INSTRUMENT, sample_of(rows)), 0, min_n=0)["overall"]
    assert node["df"] == 0
    assert (node["low"], node["high"]) == (None, None)
    assert node["se"] == pytest.approx(0, abs=1e-9), "centred at the mean of u, which is 0 for a whole domain"


def test_everybody_says_the_same() -> None:
    rows = [row | dict.fromkeys(CODES, 5) for row in random_rows(4)]
    node = nodes_of(estimate(INSTRUMENT, sample_of(rows)), 0, min_n=0)["overall"]
    assert node["estimate"] == pytest.approx(100)
    assert node["se"] == 0
    assert node["deff"] is None


def test_nobody_answered() -> None:
    empty = Gathered(CODES).sample()
    answer = estimates_answer(
        INSTRUMENT, estimate(INSTRUMENT, empty), estimate(INSTRUMENT, empty, by_unit=True), level=0.95, min_n=0
    )
    assert answer["units"] == []
    assert answer["total"]["nodes"]["overall"]["estimate"] is None


def test_order_of_rows_changes_nothing() -> None:
    rows = random_rows(5)
    mixed = random.Random(9).sample(rows, len(rows))
    one, other = (nodes_of(estimate(INSTRUMENT, sample_of(each)), 0, min_n=0) for each in (rows, mixed))
    for code, node in one.items():
        assert node == pytest.approx(other[code], rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_that_is_no_share(level: float) -> None:
    with pytest.raises(NamroError, match="Độ tin cậy"):
        estimate(INSTRUMENT, sample_of(random_rows(6)), level=level)


def test_wider_for_a_higher_level() -> None:
    sample = sample_of([row | {"weight": 1} for row in random_rows(7)])
    widths = [
        float(node.high[0] - node.low[0])
        for level in (0.8, 0.95, 0.99)
        for node in estimate(INSTRUMENT, sample, level=level).nodes[:1]
    ]
    assert widths == sorted(widths)


def test_items_without_a_column() -> None:
    sample = sample_of(random_rows(8))
    del sample.answers["q3"]
    with pytest.raises(NamroError, match="thiếu cột q3"):
        estimate(INSTRUMENT, sample)
