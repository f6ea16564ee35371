"""Values of before on a later map, against the slow twin of handovers."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from namro.core.base.maps import Part, on_map
from namro.core.base.spans import Handover
from tests.core.base.test_spans import DAYS, UNITS, handovers, simulate

MERGER = date(2025, 7, 1)
GIVEN = [
    Handover("may-ha", "suoi-may", Fraction(1), MERGER),
    Handover("khe-bai", "suoi-may", Fraction(3, 10), MERGER),
    Handover("khe-bai", "dong-suong", Fraction(7, 10), MERGER),
]


@given(handovers(), st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_shares_are_those_of_the_slow_twin(given_: list[Handover[str]], then: date, day: date) -> None:
    found = on_map({unit: unit.lower() for unit in UNITS}, given_, then=then, day=day)
    later = [handover for handover in given_ if handover.on > then]
    for unit in UNITS:
        shares = {new: part.share for new, parts in found.items() for part in parts if part.of == unit}
        assert shares == simulate(unit, later, day)[0]
        assert sum(shares.values()) == 1
    assert {(part.of, part.value) for parts in found.values() for part in parts} == {(u, u.lower()) for u in UNITS}


def test_todays_units_name_those_of_before_the_greatest_share_first() -> None:
    values = {"may-ha": 81, "khe-bai": 64, "ben-lua": 70}
    assert on_map(values, GIVEN, then=date(2024, 12, 31), day=date(2026, 1, 1)) == {
        "suoi-may": (Part("may-ha", Fraction(1), 81), Part("khe-bai", Fraction(3, 10), 64)),
        "dong-suong": (Part("khe-bai", Fraction(7, 10), 64),),
        "ben-lua": (Part("ben-lua", Fraction(1), 70),),
    }


def test_what_was_handed_over_up_to_that_day_is_not_handed_over_again() -> None:
    found = on_map({"suoi-may": 90}, GIVEN, then=MERGER, day=date(2026, 1, 1))
    assert found == {"suoi-may": (Part("suoi-may", Fraction(1), 90),)}
