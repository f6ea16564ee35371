"""What may be said of changes and targets: published cases, R's values are in tests/oracles/survey, edges."""

from __future__ import annotations

import dataclasses
import math
import random
from decimal import Decimal
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.base.errors import NamroError
from namro.core.survey.changes import Figure, against, change
from namro.core.survey.margins import Z, margin_of
from namro.core.survey.methods import Method
from namro.core.survey.student import t_quantile, two_sided

METHOD = Method(instrument="nam-yeu-to", edition="2026-01-01", formula="top2", population="người đã làm thủ tục")


def figure(value: float, se: float | None = 1.0, df: float = 30) -> Figure:
    return Figure(value=value, se=se, df=df, method=METHOD)


def printed(value: str, *, n: int = 0, margin: str = "") -> Figure:
    """A printed value, its margin printed too, or that of its number of answers, or none."""
    reach = Decimal(margin) if margin else margin_of(Decimal(value), n) if n else None
    return figure(float(value), float(reach) / Z if reach is not None else None, math.inf)


def test_a_factor_that_rose_within_its_margin() -> None:
    """Access 94 printed before, 95.1 of 300 answers now: ± 2.4, so nobody can say that it rose."""
    before, now = printed("94"), printed("95.1", n=300)
    found = change(before, now)
    assert found.said == "chưa thể khẳng định tăng"
    assert found.high is not None
    assert found.high - found.difference == pytest.approx(2.44, abs=0.01)
    assert found.one_sided_error
    assert change(now, before).said == "chưa thể khẳng định giảm"
    assert change(before, printed("95.1", margin="2.5")).said == "chưa thể khẳng định tăng"
    assert change(before, printed("98", n=300)).said == "tăng"
    assert change(printed("94", margin="2"), printed("88", margin="2")).said == "giảm"
    assert change(before, printed("97")).said == "", "without any error nothing is said"
    assert change(before, printed("94", margin="2")).said == "không đổi"


def test_both_errors_count() -> None:
    found = change(figure(80, 3, 10), figure(88, 4, 20))
    assert (found.difference, found.se) == (8, 5)
    assert found.df == pytest.approx(25**2 / (81 / 10 + 256 / 20))
    assert found.said == "chưa thể khẳng định tăng"
    assert change(figure(80, 3, 10), figure(92, 4, 20)).said == "tăng"
    assert change(figure(92, 3, 10), figure(80, 4, 20)).said == "giảm"
    assert change(figure(80), figure(80)).said == "không đổi"


def test_across_methods_nothing_is_drawn() -> None:
    for key, value in (("edition", "2027-01-01"), ("formula", "mean"), ("population", "người dân từ 18 tuổi")):
        other = dataclasses.replace(figure(90), method=dataclasses.replace(METHOD, **{key: value}))
        with pytest.raises(NamroError, match="không so sánh, không vẽ chung một đường"):
            change(figure(80), other)


def test_errors_that_are_not_there() -> None:
    assert change(figure(80, 0, 10), figure(81, 0, 10)).said == "tăng", "everybody asked, no error"
    assert change(figure(80, 0, 10), figure(81, 0, 10)).p == 0
    one_cluster = change(figure(80, 1, 0), figure(90, 1, 30))
    assert (one_cluster.said, one_cluster.low) == ("", None)
    with pytest.raises(NamroError, match="Độ tin cậy"):
        change(figure(1), figure(2), level=95)


AIMS = [
    (85, 80, "đạt"),
    (81, 80, "chưa thể khẳng định đạt"),
    (79, 80, "chưa thể khẳng định không đạt"),
    (75, 80, "không đạt"),
]


@pytest.mark.parametrize(("value", "target", "said"), AIMS)
def test_against_a_target(value: float, target: float, said: str) -> None:
    found = against(figure(value), target)
    assert (found.said, found.reached) == (said, value >= target)
    assert found.low is not None
    assert found.low == pytest.approx(value - t_quantile(0.975, 30))
    assert against(figure(value, None), target).said.startswith("chưa thể khẳng định")


FIGURES = st.builds(figure, st.floats(0, 100), st.floats(0.01, 9), st.integers(1, 200))


@given(FIGURES, FIGURES)
def test_the_verdict_is_that_of_the_interval_and_of_p(before: Figure, now: Figure) -> None:
    found, back = change(before, now), change(now, before)
    assert found.low is not None
    assert found.high is not None
    assert found.p is not None
    assert (found.said in ("tăng", "giảm")) == (found.low > 0 or found.high < 0)
    if abs(found.p - 0.05) > 1e-9:
        assert (found.said in ("tăng", "giảm")) == (found.p < 0.05)
    assert back.difference == -found.difference
    assert back.se == pytest.approx(found.se)
    assert before.df <= found.df * 1.000001 or now.df <= found.df * 1.000001


def test_it_is_wrong_as_often_as_the_level_says() -> None:
    luck = random.Random(7)
    wrong = 0
    for _round in range(2000):
        samples = [[luck.gauss(70, spread) for _person in range(n)] for spread, n in ((8, 9), (15, 6))]
        figures = []
        for sample in samples:
            mean = sum(sample) / len(sample)
            variance = sum((one - mean) ** 2 for one in sample) / (len(sample) - 1)
            figures.append(figure(mean, math.sqrt(variance / len(sample)), len(sample) - 1))
        wrong += change(*figures).said in ("tăng", "giảm")
    assert 0.03 < wrong / 2000 < 0.07


@given(st.floats(0, 8), st.integers(1, 400))
def test_p_and_quantile_are_one(t: float, df: int) -> None:
    p = two_sided(t, df)
    assert two_sided(-t, df) == p
    if 1e-6 < p < 0.999:
        assert t_quantile(1 - p / 2, df) == pytest.approx(t, rel=1e-6)
    assert two_sided(1.96, math.inf) == pytest.approx(2 * (1 - NormalDist().cdf(1.96)))
