"""Targets of plans: readings of an ambiguous "%", margins of surveys, values below last year's; journeys 10, 11."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from namro.core.base.spans import Handover
from namro.core.framework.rules import Gate, OnTime, Ratio, Survey
from namro.core.improvement.goals import outlook
from namro.core.improvement.running import Running, fallen, measured_by, summed
from namro.core.improvement.target_standing import Measured, Standing, doubts, standing_of
from namro.core.improvement.targets import Goal, Wish, value_words, wish_of_change

#: The five factors of journey 10: the value of 2021, then the goal in points and in percent ("–": it is only held).
FACTORS = [
    ("94", "96", "95,88"),
    ("91.4", "93,4", "93,23"),
    ("95.5", "97,5", "97,41"),
    ("98", "100", "99,96"),
]


def rise(base: str, wish: Wish = Wish.UNDECIDED) -> Goal:
    return Goal(wish=wish, amount=Decimal(2), base=Decimal(base))


@pytest.mark.parametrize(("base", "points", "percent"), FACTORS)
def test_two_percent_more_waits_for_a_person_and_both_readings_are_known(base: str, points: str, percent: str) -> None:
    goal = rise(base, wish_of_change("%", "%"))
    assert goal.value() is None
    assert value_words(goal.value(Wish.POINTS)) == points
    assert value_words(goal.value(Wish.PERCENT)) == percent
    assert standing_of(goal, Measured(value=Decimal(base) + 1)) is Standing.UNDECIDED


def test_what_is_held_has_no_reading_and_stays() -> None:
    goal = Goal(wish=Wish.HOLD, base=Decimal("93.8"))
    assert goal.value() == goal.value(Wish.POINTS) == Decimal("93.8")
    assert standing_of(goal, Measured(value=Decimal("93.1"))) is Standing.FELL
    assert standing_of(goal, Measured(value=Decimal("93.8"))) is Standing.REACHED


def test_a_share_cannot_be_asked_to_pass_the_whole() -> None:
    goal = rise("99", Wish.POINTS)
    assert (goal.value(), goal.capped()) == (Decimal(100), True)
    assert not rise("98", Wish.POINTS).capped()
    falls = Goal(wish=Wish.POINTS, op="<=", amount=Decimal(-5), base=Decimal(3))
    assert (falls.value(), falls.rises) == (Decimal(0), False)


@pytest.mark.parametrize(
    ("value_in", "change_in", "wish"),
    [("%", "%", Wish.UNDECIDED), ("hộ", "%", Wish.PERCENT), ("%", "điểm phần trăm", Wish.POINTS)],
)
def test_only_percent_of_a_percentage_is_ambiguous(value_in: str, change_in: str, wish: Wish) -> None:
    assert wish_of_change(value_in, change_in) is wish


def test_a_rise_within_the_margin_is_not_claimed() -> None:
    now = Measured(value=Decimal("95.1"), n=300, margin=Decimal("2.5"))
    said = doubts(rise("94"), now)
    assert said[0].startswith("95,1 ± 2,5 (n = 300) so với 94: chưa thể khẳng định tăng")
    assert "nhỏ hơn sai số khảo sát (± 2,5)" in said[1]  # +2 is less than 2.5 under both readings
    sure = Measured(value=Decimal("97"), n=300, margin=Decimal("2.5"))
    assert not any("chưa thể khẳng định" in one for one in doubts(rise("94"), sure))
    assert doubts(rise("94"), Measured(value=Decimal("95.1"))) == ()


def test_two_surveys_have_a_larger_margin_than_one() -> None:
    before = Measured(value=Decimal(94), n=300, margin=Decimal("2.5"))
    now = Measured(value=Decimal(97), n=300, margin=Decimal("2.5"))
    assert any("chưa thể khẳng định tăng" in one for one in doubts(rise("94"), now, before=before))


def test_what_fell_below_last_year_stands_first_by_its_part() -> None:
    on_time = Running(key="3.1", name="Đúng hạn", last=Decimal(95), now=Decimal("94.2"))
    paid = Running(key="3.4", name="Thanh toán", last=Decimal(60), now=Decimal(40))
    late = Running(key="9", name="Việc trễ", last=Decimal(3), now=Decimal(2), rises=False)
    assert fallen([on_time, late, paid]) == (paid, on_time)


def test_what_a_criterion_measures() -> None:
    facts = {"due": Decimal(500), "good": Decimal(471), "sipas": Decimal("93.1")}.get
    assert measured_by(OnTime(due="due", done_on_time="good"), facts) == (Decimal("94.2"), "%")
    assert measured_by(Gate(value=Ratio("good", "due"), at_least=Decimal("0.9")), facts) == (Decimal("94.2"), "%")
    assert measured_by(Survey(input="sipas"), facts) == (Decimal("93.1"), "%")
    assert measured_by(OnTime(due="none", done_on_time="good"), facts) is None


def test_counts_of_two_communes_of_before_are_added_for_their_successor() -> None:
    day = date(2025, 7, 1)
    into = [Handover("a", "new", Fraction(1), day), Handover("b", "new", Fraction(1), day)]
    counts = {"a": Decimal(41), "b": Decimal(37)}
    assert summed(counts, into, "new", then=date(2024, 12, 31), day=date(2025, 12, 31)) == (Decimal(78), ("a", "b"))
    goal = Goal(wish=Wish.HOLD, op=">", unit="hộ", base=Decimal(78))
    assert standing_of(goal, Measured(value=Decimal(80))) is Standing.REACHED
    divided = [Handover("a", "new", Fraction(1, 2), day), into[1]]
    assert summed(counts, divided, "new", then=date(2024, 12, 31), day=date(2025, 12, 31)) is None


def test_paid_online_needs_91_of_the_next_100() -> None:
    found = outlook(210, 300, expected=100, op=">", percent=Decimal(75))
    assert (found.share, found.needed, found.of_next) == (Decimal(70), 301, 91)
