"""Weights for those who did not respond, and response rates: by hand, by properties, against published figures."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.base.errors import NamroError
from namro.core.survey.rates import Rates
from namro.core.survey.weighting import DrawnCase, response_weights


def cases(**cells: tuple[int, int]) -> list[DrawnCase]:
    """Cells as (drawn, responded), base weight 10 each."""
    return [
        DrawnCase(cell=cell, base=10, responded=at < responded)
        for cell, (drawn, responded) in cells.items()
        for at in range(drawn)
    ]


def test_respondents_stand_for_all_who_were_drawn() -> None:
    found = response_weights(cases(x=(4, 2), y=(5, 4)))
    assert found.weights == (20, 20, 0, 0, 12.5, 12.5, 12.5, 12.5, 0)
    assert [(one.cells, one.drawn, one.responded, one.factor) for one in found.classes] == [
        (("x",), 4, 2, 2.0),
        (("y",), 5, 4, 1.25),
    ]
    assert found.effect == pytest.approx(6 * (2 * 400 + 4 * 156.25) / 90**2)


def test_respondents_stand_for_a_known_population() -> None:
    found = response_weights(cases(x=(4, 2), y=(5, 4)), populations={"x": 50, "y": 30})
    assert found.weights == (25, 25, 0, 0, 7.5, 7.5, 7.5, 7.5, 0)


def test_small_classes_are_joined_to_the_one_before_inside_the_wider_one() -> None:
    drawn = [
        *(
            DrawnCase(cell=cell, base=1, responded=at < n, wider="H21")
            for cell, n in zip("abc", (3, 0, 2), strict=True)
            for at in range(4)
        ),
        *(
            DrawnCase(cell=cell, base=1, responded=at < n, wider="H22")
            for cell, n in zip("de", (1, 4), strict=True)
            for at in range(4)
        ),
    ]
    assert [one.cells for one in response_weights(drawn, collapse_below=2).classes] == [("a", "b"), ("c",), ("d", "e")]
    with pytest.raises(NamroError, match=re.escape("Ô “b”: đã chọn 4 người, không ai trả lời")):
        response_weights(drawn)


BAD = {
    "base weight zero": ([DrawnCase(cell="x", base=0, responded=True)], {}, "trọng số gốc 0"),
    "base weight negative": ([DrawnCase(cell="x", base=-2, responded=True)], {}, "trọng số gốc -2"),
    "base weight without a number": ([DrawnCase(cell="x", base=math.nan, responded=True)], {}, "trọng số gốc nan"),
    "nobody at all": (cases(x=(3, 0)), {"collapse_below": 5}, "Gộp với ô khác"),
    "no population": (cases(x=(3, 1)), {"populations": {}}, "Ô “x” chưa có số người"),
    "a population below its respondents": (cases(x=(3, 2)), {"populations": {"x": 1}}, "ít hơn 2 người đã trả lời"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_weighted(name: str) -> None:
    drawn, how, said = BAD[name]
    with pytest.raises(NamroError, match=re.escape(said)):
        response_weights(drawn, **how)


DRAWN = st.lists(
    st.builds(
        DrawnCase,
        cell=st.sampled_from("abcde"),
        base=st.sampled_from([1.0, 2.5, 40.0]),
        responded=st.booleans(),
        wider=st.sampled_from("PQ"),
    ),
    min_size=1,
    max_size=40,
)


@given(DRAWN, st.integers(1, 6))
def test_weights_add_up_to_the_drawn_in_every_class(drawn: list[DrawnCase], least: int) -> None:
    wider = {case.wider for case in drawn}
    if {case.wider for case in drawn if case.responded} != wider:
        with pytest.raises(NamroError):
            response_weights(drawn, collapse_below=least)
        return
    found = response_weights(drawn, collapse_below=least)
    for name in wider:
        inside = [at for at, case in enumerate(drawn) if case.wider == name]
        assert sum(found.weights[at] for at in inside) == pytest.approx(sum(drawn[at].base for at in inside))
    assert all((weight > 0) == case.responded for weight, case in zip(found.weights, drawn, strict=True))
    assert sorted(cell for one in found.classes for cell in one.cells) == sorted(
        cell for _wider, cell in {(case.wider, case.cell) for case in drawn}
    )
    groups = [one for one in found.classes if one.responded < least]
    assert len(groups) <= len(wider), "too few are left only where nothing is left to join"
    assert found.effect is not None
    assert found.effect >= 1 - 1e-12


def test_the_national_survey_of_2023() -> None:
    found = Rates(issued=40_230, answered=40_230, valid=39_765)
    assert f"{found.usable:.2f}" == "98.84"
    assert found.response == 100
    assert f"{Rates(issued=0, answered=40, valid=36).validity:.1f}" == "90.0"
    assert (Rates(issued=0, answered=0, valid=0).response, Rates(issued=0, answered=0, valid=0).validity) == (
        None,
        None,
    )
