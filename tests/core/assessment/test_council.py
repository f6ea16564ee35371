"""A sitting counts with enough members; votes decide by majority, the chair where they are even, else once more."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.assessment.council import (
    How,
    Presence,
    QuorumRule,
    VoteResult,
    outcome,
    proposed_rule,
    quorum,
)
from namro.core.base.errors import NamroError

HALF = QuorumRule(Decimal(50))
CHAIR = 1


def _present(here: int, written: int, absent: int) -> list[Presence]:
    return [Presence.PRESENT] * here + [Presence.WRITTEN] * written + [Presence.ABSENT] * absent


def test_written_consent_counts_as_presence() -> None:
    found = quorum(_present(4, 3, 3), HALF)
    assert found.holds
    assert found.sentence == "7/10 thành viên có mặt hoặc có ý kiến bằng văn bản, cần trên 50 %: hợp lệ"


@pytest.mark.parametrize(
    ("here", "members", "rule", "holds"),
    [
        (5, 10, HALF, False),
        (6, 10, HALF, True),
        (5, 10, QuorumRule(Decimal(50), over=False), True),
        (6, 9, QuorumRule(Decimal("66.67"), over=False), False),
        (10, 10, QuorumRule(Decimal(100), over=False), True),
        (0, 0, HALF, False),
        (1, 1, HALF, True),
    ],
)
def test_the_share_is_exact(here: int, members: int, rule: QuorumRule, holds: bool) -> None:
    assert quorum(_present(here, 0, members - here), rule).holds is holds


@pytest.mark.parametrize(("percent", "over"), [("0", True), ("100", True), ("100.5", False), ("-1", False)])
def test_a_share_that_nobody_could_reach_is_refused(percent: str, over: bool) -> None:
    with pytest.raises(NamroError, match="Ghi số trên 0"):
        QuorumRule(Decimal(percent), over)


def test_the_rule_proposed_is_dated_data() -> None:
    assert proposed_rule(date(2026, 11, 21)) == HALF
    assert proposed_rule(date(2020, 1, 1)) == HALF


def test_more_than_half_of_those_who_chose_decide() -> None:
    assert outcome([7, 8], {1: 7, 2: 7, 3: 8, 4: None}, chair=CHAIR) == VoteResult(How.MAJORITY, 7)


def test_even_votes_are_decided_by_the_chair() -> None:
    assert outcome([7, 8], {1: 8, 2: 7}, chair=CHAIR) == VoteResult(How.CHAIR, 8)
    assert outcome([7, 8], {1: None, 2: 7, 3: 8}, chair=CHAIR) == VoteResult(How.OPEN)
    assert outcome([7, 8], {2: 7, 3: 8}, chair=None) == VoteResult(How.OPEN)


def test_without_a_majority_among_many_the_leading_ones_are_voted_on_again() -> None:
    votes = {1: 7, 2: 7, 3: 7, 4: 8, 5: 8, 6: 9, 7: 9, 8: 10}
    assert outcome([7, 8, 9, 10], votes, chair=CHAIR) == VoteResult(How.AGAIN, again=(7, 8, 9))
    again = {1: 7, 2: 8, 3: 7, 4: 8, 5: 9}
    assert outcome([7, 8, 9], again, chair=CHAIR, second=True) == VoteResult(How.CHAIR, 7)
    assert outcome([7, 8, 9], {1: 9, 2: 8, 3: 7, 4: 8}, chair=CHAIR, second=True) == VoteResult(How.MOST, 8)
    assert outcome([7, 8, 9], {1: 9, 2: 8, 3: 7, 4: 8, 5: 7}, chair=CHAIR, second=True) == VoteResult(How.OPEN)


def test_a_single_proposal_needs_more_than_half_of_all_ballots() -> None:
    assert outcome([7], {1: 7, 2: 7, 3: None}, chair=CHAIR) == VoteResult(How.MAJORITY, 7)
    assert outcome([7], {1: 7, 2: None}, chair=CHAIR) == VoteResult(How.OPEN)


def test_nobody_chose() -> None:
    assert outcome([7, 8], {}, chair=CHAIR) == VoteResult(How.OPEN)
    assert outcome([7, 8], {1: None}, chair=CHAIR) == VoteResult(How.OPEN)


@st.composite
def _votes(draw: st.DrawFn) -> tuple[list[int], dict[int, int | None], int | None, bool]:
    choices = list(range(100, 100 + draw(st.integers(1, 4))))
    members = draw(st.integers(0, 9))
    ballots = {member: draw(st.sampled_from([*choices, None])) for member in range(1, members + 1)}
    return choices, ballots, draw(st.sampled_from([None, 1, 2])), draw(st.booleans())


def _slowly(choices: list[int], ballots: dict[int, int | None], chair: int | None, second: bool) -> VoteResult:
    """The same, choice by choice, as the rules are told."""
    votes = {choice: [member for member, chosen in ballots.items() if chosen == choice] for choice in choices}
    chose = [member for members in votes.values() for member in members]
    if not chose:
        return VoteResult(How.OPEN)
    asked = len(ballots) if len(choices) == 1 else len(chose)
    for choice in choices:
        if Fraction(len(votes[choice]), asked) > Fraction(1, 2):
            return VoteResult(How.MAJORITY, choice)
    if len(choices) == 1:
        return VoteResult(How.OPEN)
    if len(choices) > 2 and not second:
        ahead = {one: sum(len(votes[other]) > len(votes[one]) for other in choices) for one in choices}
        return VoteResult(How.AGAIN, again=tuple(one for one in choices if ahead[one] < 2 and votes[one]))
    best = [one for one in choices if all(len(votes[one]) >= len(votes[other]) for other in choices)]
    if len(best) == 1:
        return VoteResult(How.MOST, best[0])
    for one in best:
        if chair is not None and chair in votes[one]:
            return VoteResult(How.CHAIR, one)
    return VoteResult(How.OPEN)


@given(_votes())
def test_votes_are_counted_as_the_rules_are_told(
    case: tuple[list[int], dict[int, int | None], int | None, bool],
) -> None:
    choices, ballots, chair, second = case
    assert outcome(choices, ballots, chair=chair, second=second) == _slowly(choices, ballots, chair, second)


@given(_votes())
def test_a_vote_for_the_chosen_one_never_takes_it_away(
    case: tuple[list[int], dict[int, int | None], int | None, bool],
) -> None:
    choices, ballots, chair, second = case
    found = outcome(choices, ballots, chair=chair, second=second)
    if found.chosen is not None:
        more = outcome(choices, {**ballots, 99: found.chosen}, chair=chair, second=second)
        assert more.chosen == found.chosen


@given(st.lists(st.sampled_from(list(Presence)), max_size=15), st.integers(1, 99), st.booleans())
def test_more_members_present_never_break_the_quorum(rows: list[Presence], percent: int, over: bool) -> None:
    rule = QuorumRule(Decimal(percent), over)
    found = quorum(rows, rule)
    share = Fraction(found.here, len(rows)) if rows else Fraction(0)
    least = Fraction(percent, 100)
    assert found.holds is bool(rows and (share > least if over else share >= least))
    for place, one in enumerate(rows):
        if one is Presence.ABSENT and found.holds:
            assert quorum([*rows[:place], Presence.PRESENT, *rows[place + 1 :]], rule).holds
