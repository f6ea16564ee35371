"""Ratios as two sums: a slow twin, what is not known, targets."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.indicators.model import Target
from namro.core.indicators.periods import Grain
from namro.core.indicators.values import (
    Known,
    Measure,
    filled,
    measure,
    meets,
    over_periods,
    parts_over_periods,
    target_words,
    together,
)
from tests.core.indicators.drafts import HEAD, SHARE, indicator

NUMBERS = st.one_of(st.none(), st.decimals(0, 10**6, places=2))
ROWS = st.lists(st.tuples(NUMBERS, NUMBERS), max_size=12)
DAY = date(2026, 1, 14)


def known(rows: list[tuple[Decimal | None, Decimal | None]]) -> list[Known]:
    return [
        Known(
            {name: value for name, value in zip("ab", row, strict=True) if value is not None},
            DAY + timedelta(days=30 * place),
        )
        for place, row in enumerate(rows)
    ]


def slow_share(rows: list[tuple[Decimal | None, Decimal | None]]) -> Fraction | None:
    """Go through the rows one by one with fractions and add those that have both."""
    above, below = Fraction(0), Fraction(0)
    for numerator, denominator in rows:
        if numerator is not None and denominator is not None:
            above += Fraction(numerator)
            below += Fraction(denominator)
    return above / below if below else None


@given(ROWS)
def test_periods_and_units_together_are_the_slow_sum(rows: list[tuple[Decimal | None, Decimal | None]]) -> None:
    share = indicator()
    variant = share.variants[0]
    assert over_periods(share, variant, known(rows)).exact == slow_share(rows)
    assert together(measure(share, variant, one.parts) for one in known(rows)).exact == slow_share(rows)


@given(ROWS, st.integers(0, 12))
def test_it_does_not_matter_how_units_are_gathered(rows: list[tuple[Decimal | None, Decimal | None]], cut: int) -> None:
    share = indicator()
    measures = [measure(share, share.variants[0], one.parts) for one in known(rows)]
    halves = together([together(measures[:cut]), together(measures[cut:])])
    assert halves.exact == together(measures).exact


def test_the_whole_is_never_the_mean_of_the_shares() -> None:
    whole = together([Measure(Decimal(1), Decimal(1), True), Measure(Decimal(0), Decimal(9), True)])
    assert (whole.exact, whole.words("percent")) == (Fraction(1, 10), "10,00 %")


def test_five_land_dossiers_of_1204_under_both_variants() -> None:
    """Journey 4: 5 late, all at the land office."""
    text = f"""{HEAD}    parts:
      on_time: {{name: Đúng hạn}}
      late: {{name: Quá hạn}}
      others: {{name: Quá hạn ở cơ quan khác}}
      done: {{name: Đã giải quyết, from: parts, plus: [on_time, late]}}
      not_own: {{name: Không do lỗi đơn vị, from: parts, plus: [on_time, others]}}
    variants:
      - {{id: all, name: Mọi hồ sơ, numerator: on_time, denominator: done}}
      - {{id: own, name: Lỗi của đơn vị, numerator: not_own, denominator: done}}
"""
    share = indicator(text)
    parts = {"on_time": Decimal(1199), "late": Decimal(5), "others": Decimal(5)}
    words = [measure(share, variant, parts).words("percent") for variant in share.variants]
    assert words == ["99,58 %", "100,00 %"]


def test_a_running_figure_is_the_latest_whole_one() -> None:
    running = indicator(SHARE.replace("    sure: A\n", "    sure: A\n    over_periods: latest\n"))
    rows = known([(Decimal(5), Decimal(10)), (Decimal(8), Decimal(10)), (Decimal(9), None)])
    assert over_periods(running, running.variants[0], rows).exact == Fraction(8, 10)


def test_what_is_open_at_the_end_is_not_added_up() -> None:
    text = SHARE.replace("b: {name: Tổng}", "b: {name: Tổng, over_periods: latest}").replace(
        "c: {name: Tổng khác}", "c: {name: Tổng khác, over_periods: first}"
    )
    share = indicator(text)
    rows = [Known({"a": Decimal(n), "b": Decimal(10 * n), "c": Decimal(7 * n)}, DAY.replace(month=n)) for n in (1, 2)]
    first, second = (over_periods(share, variant, rows) for variant in share.variants)
    assert ((first.numerator, first.denominator), (second.numerator, second.denominator)) == ((3, 20), (3, 7))


def test_nothing_to_divide_by_is_no_share_and_no_zero() -> None:
    share = indicator()
    none = measure(share, share.variants[0], {"a": Decimal(0), "b": Decimal(0)})
    assert (none.exact, none.shown("percent"), none.words("percent")) == (None, None, "–")
    assert measure(share, share.variants[0], {"b": Decimal(4)}).exact is None


def test_a_part_of_parts_lacks_what_its_own_lack() -> None:
    text = f"""{HEAD}    parts:
      a: {{name: A}}
      b: {{name: B}}
      d: {{name: Hiệu, from: parts, plus: [a], minus: [b]}}
      most: {{name: Cố định, from: value, number: 100}}
    variants:
      - {{id: v, name: V, numerator: d, denominator: most}}
"""
    share = indicator(text)
    assert filled(share, {"a": Decimal(5)}) == {"a": 5, "most": 100}
    assert filled(share, {"a": Decimal(5), "b": Decimal(2)})["d"] == 3


def test_parts_that_go_on_are_of_the_same_periods() -> None:
    rows = known([(Decimal(1), Decimal(2)), (Decimal(5), None), (Decimal(3), Decimal(4))])
    assert parts_over_periods(indicator(), ["a", "b"], rows) == {"a": 4, "b": 6}
    assert parts_over_periods(indicator(), ["a", "c"], rows) == {}


@pytest.mark.parametrize(
    ("op", "value", "met"),
    [(">=", "0.85", True), (">", "0.85", False), ("<=", "0.85", True), ("<", "0.85", False), (">=", "0.8499", False)],
)
def test_a_target_on_the_edge(op: str, value: str, met: bool) -> None:
    assert meets(Fraction(value), Target(Decimal("0.85"), op)) is met


def test_four_a_month_are_twelve_a_quarter() -> None:
    target = Target(Decimal(4), ">=", Grain.MONTH)
    assert (meets(Fraction(11), target, Grain.QUARTER), meets(Fraction(12), target, Grain.QUARTER)) == (False, True)
    assert target_words(target, "articles", Grain.QUARTER) == "từ 12 tin, bài trở lên"
    assert target_words(Target(Decimal("0.755"), ">"), "percent") == "trên 75,5 %"
    assert meets(None, target) is None
