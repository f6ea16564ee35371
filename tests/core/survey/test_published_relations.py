"""How published indices hang together: only weights that are said out loud give the overall figure."""

from __future__ import annotations

import pytest

from namro.core.survey.estimating import estimate
from namro.core.survey.gathering import Respondent, sample_of
from namro.core.survey.reading import parse_instrument

#: SIPAS 2024: policy 83.84, services 84.09, overall 83.94; their plain mean is 83.965.
POLICY, SERVICES, OVERALL, PLAIN = 83.84, 84.09, 83.94, 83.965


def overall(policy_weight: int, services_weight: int) -> dict[str, float]:
    instrument = parse_instrument(f"""\
instrument: hai-mang
edition: "2024"
scale: {{max: 5}}
formula: mean
index:
  code: overall
  parts:
    - {{code: policy, weight: {policy_weight}, parts: [{{item: p}}]}}
    - {{code: services, weight: {services_weight}, parts: [{{item: s}}]}}
""")
    size = 2000  # answers of 4 and 5 whose means are the published ones
    fives = {code: round((value / 20 - 4) * size) for code, value in (("p", POLICY), ("s", SERVICES))}
    rows = [
        Respondent(unit="VN", answers={code: ("5" if place < count else "4",) for code, count in fives.items()})
        for place in range(size)
    ]
    return {one.code: float(one.estimate[0]) for one in estimate(instrument, sample_of(instrument, rows)).nodes}


def test_policy_and_services_of_2024() -> None:
    found = overall(3, 2)
    assert (found["policy"], found["services"]) == (pytest.approx(POLICY), pytest.approx(SERVICES))
    assert found["overall"] == pytest.approx(OVERALL)
    assert overall(1, 1)["overall"] == pytest.approx(PLAIN), "what equal weights give was not published"
