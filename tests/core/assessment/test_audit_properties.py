"""Sums on random sheets: nothing is reported where all holds, exactly the parent where one figure is broken."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from namro.core.assessment.audit import audit
from namro.core.assessment.losses import losses
from namro.core.assessment.sheet import Sheet
from namro.core.printed.items import Reading
from tests.core.random_sheets import arbitrary_sheets, consistent_sheets

SUMS = {"parent_sum", "total_sum", "criterion_missing"}
FIGURES = SUMS | {"loss_unexplained", "max_missing", "score_missing", "two_values"}


def broken_parents(reading: Reading) -> set[str]:
    return {r.where for r in audit(reading) if r.code in SUMS and r.severity != "info"}


@given(consistent_sheets())
def test_a_consistent_sheet_has_no_contradiction(reading: Reading) -> None:
    assert [r for r in audit(reading) if r.code in FIGURES or r.severity == "error"] == []


@given(consistent_sheets(), st.data())
def test_one_broken_figure_names_exactly_its_parent(reading: Reading, data: st.DataObject) -> None:
    parents = {c.parent for c in reading.criteria}
    whole = [c for c in reading.criteria if c.id not in parents and c.achieved == c.max and "/" not in c.id]
    assume(whole)
    leaf = data.draw(st.sampled_from(whole))
    assert leaf.achieved is not None
    worse = replace(leaf, achieved=leaf.achieved - Decimal("0.25"))
    broken = replace(reading, criteria=tuple(worse if c is leaf else c for c in reading.criteria))
    assert {r.where for r in audit(broken) if r.severity == "error"} == {leaf.parent or "total"}


@given(consistent_sheets(), st.sampled_from([Decimal("0.25"), Decimal("-0.25")]))
def test_a_broken_total_names_the_total(reading: Reading, change: Decimal) -> None:
    total = reading.index_results[0]
    assert total.value is not None
    broken = replace(reading, index_results=(replace(total, value=total.value + change),))
    assert {r.where for r in audit(broken) if r.severity == "error"} == {"total"}


def slow_twin(reading: Reading) -> set[str]:
    """The obvious way: for each printed figure add up, as fractions, all whose number is one step longer."""
    printed = {c.id: (Fraction(c.achieved or 0), Fraction(c.max or 0)) for c in reading.criteria}
    total = reading.index_results[0]
    everything = printed | {"total": (Fraction(total.value or 0), Fraction(total.max or 0))}
    wrong = set()
    for number, (achieved, most) in everything.items():
        depth = 0 if number == "total" else number.count(".") + 1
        parts = [
            figures
            for other, figures in printed.items()
            if other.count(".") == depth and (depth == 0 or other.startswith(number + "."))
        ]
        if not parts:
            continue
        got, of = sum(p[0] for p in parts), sum(p[1] for p in parts)
        same_points = got == achieved and of == most
        only_losses_printed = of < most and of - got == most - achieved
        if not same_points and not only_losses_printed:
            wrong.add(number)
    return wrong


@given(arbitrary_sheets())
def test_broken_parents_are_those_of_the_slow_twin(reading: Reading) -> None:
    assert broken_parents(reading) == slow_twin(reading)


@given(consistent_sheets())
def test_lost_points_are_the_maximum_minus_the_total(reading: Reading) -> None:
    total = reading.index_results[0]
    assert total.value is not None
    assert total.max is not None
    found = losses(Sheet(reading))
    assert sum((x.points for x in found if x.points is not None), Decimal(0)) == total.max - total.value
    assert not any(x.unlisted for x in found)


@given(consistent_sheets(), st.integers(1, 3))
def test_what_no_line_explains_is_kept_apart(reading: Reading, hidden: int) -> None:
    """Reasons that are left out come back as a loss without reason or as an unlisted rest; no point is lost twice."""
    cut = replace(reading, deductions=reading.deductions[hidden:], criteria=reading.criteria)
    found = losses(Sheet(cut))
    assert sum((x.points or 0 for x in found), Decimal(0)) == sum(
        (x.points or 0 for x in losses(Sheet(reading))), Decimal(0)
    )
    assert len({x.id for x in found}) == len(found)
