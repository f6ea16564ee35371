"""Changes, shares and weights equal those of R to 1e-9 (see make_changes.R beside)."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import Any

import pytest

from namro.core.survey.changes import Figure, change
from namro.core.survey.estimating import estimate
from namro.core.survey.gathering import Respondent, sample_of
from namro.core.survey.methods import Method
from namro.core.survey.model import Instrument
from namro.core.survey.reading import parse_instrument
from namro.core.survey.shares import option_column, shares
from namro.core.survey.weighting import DrawnCase, response_weights

HERE = Path(__file__).parent
EXPECTED: dict[str, Any] = json.loads((HERE / "expected_changes.json").read_text("utf-8"))
METHOD = Method(instrument="a", edition="1", formula="mean", population="")
with (HERE / "stratified.csv").open(encoding="utf-8") as stream:
    ROWS = list(csv.DictReader(stream))
#: q1 as an item; q2 as one choice of five whose code 9 says nothing.
INSTRUMENT: Instrument = parse_instrument("""\
instrument: a
edition: "1"
scale: {max: 5, no_answer: [9]}
formula: mean
index: {code: overall, parts: [{item: q1}]}
blocks:
  - {index: overall}
  - code: b
    questions:
      - {code: q2, type: one, options: {1: a, 2: b, 3: c, 4: d, 5: e, 9: f}, no_answer: [9]}
""")


def same(found: float, wanted: float) -> bool:
    return found == pytest.approx(wanted, rel=1e-9, abs=1e-12)


def simple(scores: list[float]) -> Figure:
    mean = sum(scores) / len(scores)
    variance = sum((one - mean) ** 2 for one in scores) / (len(scores) - 1)
    return Figure(value=mean, se=math.sqrt(variance / len(scores)), df=len(scores) - 1, method=METHOD)


@pytest.mark.parametrize("case", EXPECTED["samples"], ids=["more now", "few before", "as many"])
def test_two_simple_samples_as_in_t_test(case: dict[str, Any]) -> None:
    found = change(simple(case["before"]), simple(case["now"]), level=case["level"])
    for key in ("difference", "se", "df", "low", "high", "p"):
        assert same(getattr(found, key), case[key]), key


def respondents(year: int) -> list[Respondent]:
    """The rows of a year; in the second one stratum is missing and everybody below 5 says one more."""
    return [
        Respondent(
            unit=row["unit"],
            stratum=row["stratum"],
            psu=row["psu"],
            weight=float(row["weight"]),
            fpc=float(row["fpc"]),
            answers={
                "q1": (str(int(row["q1"]) + 1) if year == 2 and row["q1"] in tuple("1234") else row["q1"],),
                "q2": (row["q2"],),
            },
        )
        for row in ROWS
        if year == 1 or row["stratum"] != "s3"
    ]


def test_two_years_of_a_design() -> None:
    wanted, figures = EXPECTED["years"], []
    for year in (1, 2):
        found = estimate(INSTRUMENT, sample_of(INSTRUMENT, respondents(year)))
        node = next(one for one in found.nodes if one.code == "q1")
        assert same(float(node.estimate[0]), wanted["means"][year - 1])
        assert same(float(node.se[0]), wanted["ses"][year - 1])
        assert int(found.df[0]) == wanted["dfs"][year - 1]
        figures.append(Figure(value=float(node.estimate[0]), se=float(node.se[0]), df=int(found.df[0]), method=METHOD))
    found_change = change(*figures)
    assert found_change.se is not None
    assert same(found_change.difference, wanted["difference"])
    assert same(found_change.se, wanted["se"]), "samples of two years have no covariance"


def test_shares_of_options() -> None:
    sample = sample_of(INSTRUMENT, respondents(1))
    total, units = shares(INSTRUMENT.questions[0], sample), shares(INSTRUMENT.questions[0], sample, by_unit=True)
    place = units.units.index("B")
    for level, wanted in EXPECTED["shares"].items():
        for estimates, at, (estimate_of, se) in ((total, 0, wanted["all"]), (units, place, wanted["B"])):
            node = next(one for one in estimates.nodes if one.code == option_column("q2", level))
            assert same(float(node.estimate[at]), estimate_of)
            assert same(float(node.se[at]), se)


def test_weights_for_those_who_did_not_respond() -> None:
    drawn = [
        DrawnCase(cell=row["stratum"], base=float(row["weight"]), responded=row["q3"] != "")
        for row in ROWS
        if float(row["weight"]) > 0
    ]
    found = [weight for weight in response_weights(drawn).weights if weight > 0]
    assert len(found) == len(EXPECTED["weights"]) > 20
    assert all(same(one, wanted) for one, wanted in zip(found, EXPECTED["weights"], strict=True))
