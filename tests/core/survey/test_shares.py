"""Shares of options: published ones, that they add up, and the same error as an item of two levels."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.base.errors import NamroError
from namro.core.base.faults import BrokenFile
from namro.core.survey.answer import nodes_of
from namro.core.survey.estimating import estimate
from namro.core.survey.gathering import Respondent, sample_of
from namro.core.survey.reading import parse_instrument
from namro.core.survey.shares import option_column, shares
from tests.core.survey.three_blocks import THREE_BLOCKS

INSTRUMENT = parse_instrument(THREE_BLOCKS)
USED, WISH = INSTRUMENT.questions[0], INSTRUMENT.questions[3]
#: Answers to the question on trouble made by officials in 2024, in percent: nobody, some, many.
PUBLISHED = (90.06, 8.98, 0.96)


def test_published_shares_come_out_of_their_counts() -> None:
    counts = {"yes": 9006, "no": 898}
    rows = [Respondent(unit="A", answers={"used": (code,)}) for code, n in counts.items() for _ in range(n)]
    rows += [Respondent(unit="A", answers={"used": ("dk",)})] * 50 + [Respondent(unit="A", answers={})] * 50
    found = {node.code: node for node in shares(USED, sample_of(INSTRUMENT, rows)).nodes}
    assert list(found) == ["used/yes", "used/no"], "what says nothing is no share"
    yes = found["used/yes"]
    assert yes.n.tolist() == [9904]
    assert float(yes.estimate[0]) == pytest.approx(9006 / 99.04)
    p = 9006 / 9904
    assert float(yes.se[0]) == pytest.approx(100 * math.sqrt(p * (1 - p) / 9903 * 10003 / 10004), rel=1e-3)
    assert float(yes.estimate[0]) / float(found["used/no"].estimate[0]) == pytest.approx(PUBLISHED[0] / PUBLISHED[1])


CHOICES = st.lists(
    st.tuples(
        st.sampled_from("AB"),
        st.sampled_from(["s", "t"]),
        st.sampled_from("uvw"),
        st.sampled_from([0.5, 1.0, 3.0]),
        st.sampled_from([(), ("a",), ("b",), ("a", "c"), ("other", "b")]),
        st.sampled_from([(), ("yes",), ("no",), ("dk",)]),
    ),
    min_size=4,
    max_size=30,
)


@given(CHOICES)
def test_single_choices_add_up_and_several_count_heads(rows: list[tuple]) -> None:
    sample = sample_of(
        INSTRUMENT,
        [
            Respondent(unit=unit, stratum=stratum, psu=psu, weight=weight, answers={"wish": wish, "used": used})
            for unit, stratum, psu, weight, wish, used in rows
        ],
    )
    if any(used in (("yes",), ("no",)) for *_, used in rows):
        one = shares(USED, sample)
        assert sum(float(node.estimate[0]) for node in one.nodes) == pytest.approx(100)
        assert float(one.nodes[0].se[0]) == pytest.approx(float(one.nodes[1].se[0]), abs=1e-9), "1 − p errs like p"
    answered = sum(weight for *_, weight, wish, _used in rows if wish)
    for node in shares(WISH, sample).nodes:
        code = node.code.removeprefix("wish/")
        chose = sum(weight for *_, weight, wish, _used in rows if code in wish)
        if answered:
            assert float(node.estimate[0]) == pytest.approx(100 * chose / answered)
        else:
            assert math.isnan(node.estimate[0])


def test_items_come_out_of_the_same_rows() -> None:
    rows = [
        Respondent(unit="B", answers={"used": ("yes",), "q1": (str(level),), "q2": ("9",), "q3": ("5",)})
        for level in (1, 2, 3, 4)
    ]
    rows.append(Respondent(unit="A", answers={"q1": ("5",)}, weight=0))
    sample = sample_of(INSTRUMENT, rows)
    nodes = nodes_of(estimate(INSTRUMENT, sample), 0, min_n=0)
    assert (nodes["q1"]["estimate"], nodes["q1"]["n"]) == (pytest.approx(50), 4)
    assert nodes["q2"]["n"] == 0
    assert sample.units == ("A", "B")
    assert option_column("wish", "a") in sample.answers


def test_nobody() -> None:
    empty = sample_of(INSTRUMENT, [])
    assert [math.isnan(node.estimate[0]) for node in shares(WISH, empty).nodes] == [True] * 4
    assert shares(WISH, empty, by_unit=True).units == ()


def test_what_cannot_be() -> None:
    row = Respondent(unit="A", answers={})
    for weight in (-1.0, math.nan, math.inf):
        with pytest.raises(NamroError, match="Trọng số"):
            sample_of(INSTRUMENT, [Respondent(unit="A", answers={}, weight=weight)])
    with pytest.raises(NamroError, match="1/2 phiếu chưa ghi cụm"):
        sample_of(INSTRUMENT, [row, Respondent(unit="A", answers={}, psu="v1")])
    with pytest.raises(BrokenFile, match="mẫu đã có 2 cụm"):
        sample_of(INSTRUMENT, [Respondent(unit="A", answers={}, psu=psu, fpc=1) for psu in ("v1", "v2")])
    with pytest.raises(NamroError, match="thiếu cột wish/a"):
        shares(
            WISH,
            sample_of(
                parse_instrument(THREE_BLOCKS.replace("code: wish\n", "code: hope\n").replace("${wish}", "${hope}")),
                [row],
            ),
        )
