"""Forms put into their draw: weights by stratum, silent clusters and people kept in the design."""

from __future__ import annotations

import math

import pytest

from namro.core.base.errors import NamroError
from namro.core.survey.estimating import estimate
from namro.core.survey.gathering import sample_of
from namro.core.survey.placing import CellOfDraw, FormOfCell, placed
from namro.core.survey.reading import parse_instrument
from tests.core.survey.test_instruments import GOOD

INSTRUMENT = parse_instrument(GOOD.replace("formula: top2", "formula: mean"))


def forms(cell: str, *levels: int, unit: str = "A") -> list[FormOfCell]:
    return [FormOfCell(cell, unit, {"q1": (str(level),), "q2": ("5",), "q3": ("5",)}) for level in levels]


def q1(cells: list[CellOfDraw], found: list[FormOfCell], **how: int) -> tuple[float, float, int]:
    sample = sample_of(INSTRUMENT, placed(cells, found, **how).respondents)
    estimates = estimate(INSTRUMENT, sample)
    node = next(one for one in estimates.nodes if one.code == "q1")
    return float(node.estimate[0]), float(node.se[0]), int(node.n[0])


def test_a_stratum_that_answers_less_still_counts_as_much() -> None:
    cells = [
        CellOfDraw(code="x", stratum="s", weight=10, drawn=8),
        CellOfDraw(code="y", stratum="t", weight=10, drawn=8),
    ]
    found = [*forms("x", 5, 5, 5, 5, 5, 5, 5, 5), *forms("y", 1, 1)]
    estimated, _se, n = q1(cells, found, collapse_below=1)
    assert (estimated, n) == (pytest.approx(60), 10), "half of the people, whoever answered"
    joined = placed(cells, found, collapse_below=5)
    assert [one.cells for one in joined.weighted.classes] == [("s", "t")]
    assert q1(cells, found, collapse_below=5)[0] == pytest.approx(84), "too few to stand for a stratum alone"


def test_people_who_did_not_respond_stay_in_the_design() -> None:
    """Simple random sample of 10 out of 50 in which 4 responded: respondents are a domain of the ten."""
    cells = [CellOfDraw(code="x", stratum="s", weight=5, drawn=10, fpc=50)]
    levels = (2, 3, 4, 4)
    estimated, se, n = q1(cells, forms("x", *levels))
    scores = [20 * level for level in levels]
    mean = sum(scores) / 4
    u = [(score - mean) / 4 for score in scores] + [0.0] * 6
    assert (estimated, n) == (pytest.approx(mean), 4)
    assert se == pytest.approx(math.sqrt((1 - 10 / 50) * 10 / 9 * sum(one**2 for one in u)))


def test_a_silent_village_keeps_its_place_and_replacements_stand_for_the_drawn() -> None:
    cells = [
        CellOfDraw(code="a", stratum="s", psu="v1", weight=4, drawn=2),
        CellOfDraw(code="b", stratum="s", psu="v2", weight=4, drawn=2),
        CellOfDraw(code="c", stratum="s", psu="v3", weight=4, drawn=2, unit="A"),
        CellOfDraw(code="d", stratum="s", psu="v4", weight=4, drawn=0),
    ]
    result = placed(cells, [*forms("a", 3, 4, 5), *forms("b", 2), *forms("elsewhere", 1, 1)])
    assert result.outside == 2
    sample = sample_of(INSTRUMENT, result.respondents)
    assert sample.psus_of_strata.tolist() == [3], "the silent one counts, the one where nobody belonged does not"
    assert float(sample.weight.sum()) == pytest.approx(24), "4 respondents stand for 6 drawn"


def test_nobody_responded() -> None:
    cells = [CellOfDraw(code="x", stratum="s", weight=5, drawn=10)]
    with pytest.raises(NamroError, match="không ai trả lời"):
        placed(cells, [])
    assert placed([], []).respondents == ()
