"""Legal grounds that a kind of plan brings: which were compared with another document, and which still have to be."""

from __future__ import annotations

from namro.core.improvement.plan_kinds import plan_kinds, unchecked_in


def test_a_ground_that_nobody_compared_is_named_wherever_it_is_printed() -> None:
    iso = plan_kinds()["iso"].bases_in(2026)
    assert unchecked_in(iso) == iso
    assert unchecked_in([f"{iso[0]};"]) == (f"{iso[0]};",)


def test_grounds_that_were_compared_or_written_by_people_are_not() -> None:
    index = plan_kinds()["index"].bases_in(2026)
    assert index
    assert unchecked_in((*index, "Căn cứ Quy chế làm việc của Ủy ban nhân dân xã")) == ()
