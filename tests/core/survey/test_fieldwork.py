"""Visits, rates, forms typed twice, re-checks."""

from __future__ import annotations

import pytest

from namro.core.survey.fieldwork import Outcome, Stand, Tally, disagreements, rechecked, stand_after


@pytest.mark.parametrize(
    ("outcomes", "stand"),
    [
        ([], Stand.OPEN),
        ([Outcome.LATER, Outcome.ABSENT, Outcome.ABSENT], Stand.OPEN),
        ([Outcome.ABSENT, Outcome.LATER, Outcome.ABSENT, Outcome.ABSENT], Stand.LOST),
        ([Outcome.ABSENT, Outcome.ABSENT, Outcome.ABSENT, Outcome.DONE], Stand.DONE),
        ([Outcome.REFUSED, Outcome.DONE], Stand.DONE),
        ([Outcome.MOVED], Stand.LOST),
        ([Outcome.LATER, Outcome.INELIGIBLE], Stand.INELIGIBLE),
    ],
)
def test_how_a_row_stands_after_its_visits(outcomes: list[Outcome], stand: Stand) -> None:
    assert stand_after(outcomes) is stand


def test_the_rate_leaves_out_only_those_who_could_not_be_asked() -> None:
    tally = Tally(done=30, lost=10, ineligible=5) + Tally(open=10)
    assert tally.whole == 55
    assert tally.rate == 0.6
    assert Tally(ineligible=3).rate is None
    assert Tally(lost=4).rate == 0


def test_two_typings_of_one_form() -> None:
    first, second = {"q1": "4", "q2": "5", "q4": ["a", "b"]}, {"q1": "4", "q2": "3", "q3": "2", "q4": ["a", "b"]}
    assert disagreements(["q1", "q2", "q3", "q4"], first, second) == ("q2", "q3")


def test_a_recheck_counts_persons_reached_with_items_compared() -> None:
    found = rechecked(5, [(True, [(4, 4), (5, 3)]), (False, []), (True, [(2, 2), (None, None)])])
    assert (found.reached, found.confirmed, found.compared, found.same) == (3, 2, 4, 3)
    assert found.agreement == 0.75
    assert rechecked(5, []).agreement is None
