"""What a survey found as one value: changes and goals within the error, few answers hidden, plain data and back."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from namro.core.survey.estimating import estimate
from namro.core.survey.gathering import Respondent, sample_of
from namro.core.survey.methods import known_methods
from namro.core.survey.outcome import (
    Before,
    DomainResult,
    Figure,
    Outcome,
    figures_of,
    from_plain,
    to_plain,
    without_errors,
)
from namro.core.survey.reading import shipped_instruments

METHOD = known_methods()[0].method
FIVE = shipped_instruments()["nam-yeu-to"]


def outcome(*figures: Figure, **named: Any) -> Outcome:
    given: dict[str, Any] = {
        "title": "", "method": METHOD, "since": "", "until": "", "issued": 400, "received": 300,
        "valid": 290, "min_n": 30, "figures": figures, **named,
    }  # fmt: skip
    return Outcome(**given)


def figure(code: str, estimate: float, se: float, *, item: bool = False) -> Figure:
    return Figure(
        code=code,
        name=code,
        item=item,
        n=290,
        df=290,
        estimate=estimate,
        se=se,
        low=estimate - 2 * se,
        high=estimate + 2 * se,
    )


@pytest.mark.parametrize(
    ("now", "said"),
    [(95.1, "chưa thể khẳng định tăng"), (93.0, "chưa thể khẳng định giảm"), (99.0, "tăng"), (88.0, "giảm")],
)
def test_a_change_is_said_only_beyond_the_error(now: float, said: str) -> None:
    found = outcome(before=Before(title="2025", method=METHOD, figures={"access": (94.0, 1.2, 290)}))
    change = found.change(figure("access", now, 1.3))
    assert change is not None
    assert (change.difference, change.said) == (pytest.approx(now - 94), said)
    assert found.change(figure("other", now, 1.3)) is None


def test_another_method_has_no_change() -> None:
    old = known_methods()[1].method
    found = outcome(before=Before(title="2025", method=old, figures={"access": (94.0, 1.2, 290)}))
    assert "đối tượng" in found.why_apart
    assert found.change(figure("access", 99, 1)) is None


def test_goals_stand_against_the_whole_interval() -> None:
    found = outcome(goals={"access": 90.0})
    aims = [found.against_goal(figure("access", one, 1)) for one in (93, 91, 87)]
    assert [aim and aim.said for aim in aims] == ["đạt", "chưa thể khẳng định đạt", "không đạt"]
    assert found.against_goal(figure("other", 93, 1)) is None


def test_domains_are_ranked_with_bands() -> None:
    domains = [
        DomainResult(key=name, name=name, figures=(figure("overall", number, 1),))
        for name, number in (("Xã A", 80), ("Xã B", 81), ("Xã C", 95))
    ]
    found = outcome(domains=(*domains, DomainResult(key="d", name="Xã D", figures=(Figure(code="overall", name=""),))))
    assert [(domain.name, band) for domain, band in found.ranked()] == [
        ("Xã C", "1"), ("Xã B", "2–3"), ("Xã A", "2–3"), ("Xã D", "")
    ]  # fmt: skip


def test_weakest_items_and_rates() -> None:
    items = [figure(code, number, 1, item=True) for code, number in (("a", 90), ("b", 70), ("c", 80))]
    found = outcome(figure("overall", 85, 1), *items)
    assert [one.code for one in found.weakest(2)] == ["b", "c"]
    assert found.rates.response == 75
    assert outcome(issued=0).rates.response is None


def test_few_answers_keep_only_their_number_and_all_of_it_comes_back_from_json() -> None:
    rows = [
        Respondent(unit="xa", answers={item.code: ("4",) for item in FIVE.items[: 3 if place < 5 else None]})
        for place in range(40)
    ]
    figures = figures_of(FIVE, estimate(FIVE, sample_of(FIVE, rows)), min_n=38)
    by_code = {one.code: one for one in figures}
    assert by_code["a1"].estimate == pytest.approx(80)
    assert (by_code["b1"].estimate, by_code["b1"].n, by_code["b1"].shown) == (None, 35, False)
    assert [one.depth for one in figures[:3]] == [0, 1, 2]
    whole = outcome(
        *figures, before=Before(title="x", method=METHOD, figures={"a1": (1.0, 2.0, 3)}), words=(("a1", ("chậm",)),)
    )
    assert from_plain(json.loads(json.dumps(to_plain(whole)))) == whole
    assert not np.isnan(by_code["overall"].se or 0)


def test_who_chose_to_answer_gives_no_error_no_response_and_no_ranks() -> None:
    figure = Figure(code="overall", name="Chung", n=150, estimate=83.22, se=0.8, low=81.6, high=84.8, df=149)
    units = tuple(DomainResult(key=key, name=key, figures=(figure,)) for key in ("a", "b"))
    found = without_errors(outcome(figure, domains=units, goals={"overall": 80.0}))
    assert (found.figures[0].estimate, found.figures[0].n, found.figures[0].margin) == (83.22, 150, None)
    assert (found.rates.response, found.change(found.figures[0])) == (None, None)
    assert [words for _unit, words in found.ranked()] == ["", ""]
