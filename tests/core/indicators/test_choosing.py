"""Which variant counts for a period, and what inputs are fed from then."""

from __future__ import annotations

from datetime import date

from namro.apps.indicators.definitions import shipped
from namro.core.indicators.choosing import Choice, choice_for, fed_parts, variant_for
from namro.core.indicators.periods import period_of

PAID = shipped()["online_payments"]


def test_a_choice_counts_for_periods_that_begin_on_its_day_or_later() -> None:
    choices = [Choice("index_766", date(2026, 7, 1))]
    assert variant_for(PAID, choices, period_of("2026-06")).id == "of_fee"
    assert variant_for(PAID, choices, period_of("2026-07")).id == "index_766"
    assert variant_for(PAID, choices, period_of("2026")).id == "of_fee", "the year began before"
    assert variant_for(PAID, choices, period_of("2027")).id == "index_766"
    assert choice_for(PAID, choices, period_of("2025")) is None


def test_of_two_of_one_day_the_later_stands_and_older_ones_keep_their_time() -> None:
    choices = [
        Choice("index_766", date(2026, 1, 1)),
        Choice("of_fee", date(2027, 1, 1)),
        Choice("index_766", date(2027, 1, 1)),
        Choice("no_longer_there", date(2027, 1, 1)),
    ]
    assert variant_for(PAID, choices, period_of("2026")).id == "index_766"
    assert variant_for(PAID, choices, period_of("2027")).id == "index_766"
    assert variant_for(PAID, choices[:2], period_of("2027")).id == "of_fee"


def test_inputs_are_fed_from_the_sides_that_count() -> None:
    assert fed_parts(PAID, PAID.variant()) == {"paid_online": "paid_online", "paid_all": "with_fee"}
    assert fed_parts(PAID, PAID.variant("index_766")) == {"paid_online": "paid_online", "paid_all": "due"}
