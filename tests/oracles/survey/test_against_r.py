"""Estimates equal those of R's package `survey` to 1e-9 (see make_expected.R beside)."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from namro.core.survey.answer import nodes_of
from namro.core.survey.estimating import estimate
from namro.core.survey.model import Formula
from namro.core.survey.reading import read_instrument
from namro.core.survey.responses_csv import read_responses

HERE = Path(__file__).parent
EXPECTED: dict[str, Any] = json.loads((HERE / "expected.json").read_text("utf-8"))


@pytest.mark.parametrize("formula", ["mean", "top2"])
@pytest.mark.parametrize("name", ["stratified", "lonely", "plain"])
def test_every_node_of_every_unit(name: str, formula: str) -> None:
    instrument = dataclasses.replace(read_instrument(HERE / "instrument.yaml"), formula=Formula(formula))
    sample = read_responses(HERE / f"{name}.csv", instrument)
    expected = EXPECTED[name][formula]
    total, units = estimate(instrument, sample), estimate(instrument, sample, by_unit=True)
    assert list(units.units) == sorted(expected["units"])
    found = {"": nodes_of(total, 0, min_n=0)}
    found |= {unit: nodes_of(units, place, min_n=0) for place, unit in enumerate(units.units)}
    wanted = {"": expected["total"], **expected["units"]}
    wrong = [
        f"{unit or 'total'} {code} {key}: {found[unit][code][key]} ≠ {value}"
        for unit, nodes in wanted.items()
        for code, node in nodes.items()
        for key, value in node.items()
        if not (key == "deff" and code in ("access", "result", "overall"))  # R knows none of a sum of ratios
        and not same(found[unit][code][key], value)
    ]
    assert wrong == []
    assert sum(len(nodes) for nodes in wanted.values()) >= 12


def same(found: float | None, wanted: float | None) -> bool:
    if found is None or wanted is None:
        return found is wanted
    return found == pytest.approx(wanted, rel=1e-9, abs=1e-12)
