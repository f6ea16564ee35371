"""Where a value stands among the bounds of its rule, and what the next step takes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from namro.core.framework.model import Scale
from namro.core.framework.rules import Bands, Linear, Ratio, Rule, Step, YesNo
from namro.core.scoring.facts import Facts
from namro.core.scoring.place import Place, place_of

SCALE = Scale(max=Decimal(100))
STEPS = tuple(Step(Decimal(start), Decimal(points)) for start, points in (("0.98", 3), ("0.9", 1), ("0.95", 2)))
BANDS = Bands(value=Ratio("on_time", "due"), steps=STEPS)
LABELS = {"on_time": "Hồ sơ đúng hạn"}


def place(rule: Rule, most: int, **values: int) -> Place | None:
    facts = Facts(2026, {name: Decimal(value) for name, value in values.items()})
    return place_of(rule, Decimal(most), facts, scale=SCALE, labels=LABELS)


def test_bands_stand_from_the_bottom_up_whatever_their_order() -> None:
    found = place(BANDS, 3, on_time=1849, due=1903)
    assert found is not None
    assert [(one.bound, one.points) for one in found.stretches] == [
        ("", "0,00"), ("90 %", "1,00"), ("95 %", "2,00"), ("98 %", "3,00"),
    ]  # fmt: skip
    assert (found.here, found.value) == (2, "97,16 %")
    assert 0 < found.along < 1
    assert found.missing == "Thêm 16 “Hồ sơ đúng hạn” nữa là đạt 98 % và 3,00 điểm."


@pytest.mark.parametrize(("on_time", "here", "missing"), [
    (0, 0, "Thêm 90 “Hồ sơ đúng hạn” nữa là đạt 90 % và 1,00 điểm."),
    (90, 1, "Thêm 5 “Hồ sơ đúng hạn” nữa là đạt 95 % và 2,00 điểm."),
    (100, 3, ""),
])  # fmt: skip
def test_the_edges_belong_to_the_step_above(on_time: int, here: int, missing: str) -> None:
    found = place(BANDS, 3, on_time=on_time, due=100)
    assert found is not None
    assert (found.here, found.missing) == (here, missing)
    assert 0 <= found.along <= 1


def test_a_share_grows_between_its_bounds() -> None:
    rule = Linear(value=Ratio("on_time", "due"), zero_below=Decimal("0.5"))
    found = place(rule, 8, on_time=75, due=100)
    assert found is not None
    assert [one.points for one in found.stretches] == ["0,00", "4,00 → 8,00", "8,00"]
    assert (found.here, found.along) == (1, Decimal("0.5"))
    assert found.missing == "Thêm 25 “Hồ sơ đúng hạn” nữa là đạt 100 % và 8,00 điểm."


def test_a_share_without_a_lower_bound_grows_from_nothing() -> None:
    found = place(Linear(value="training", full_at=Decimal(4)), 2, training=1)
    assert found is not None
    assert [one.points for one in found.stretches] == ["0,00 → 2,00", "2,00"]
    assert (found.here, found.along) == (0, Decimal("0.25"))
    assert found.missing == "Thêm 3 “training” nữa là đạt 4 và 2,00 điểm."


def test_nothing_is_said_without_bounds_or_values() -> None:
    assert place(YesNo(input="on_time"), 3, on_time=1) is None
    assert place(BANDS, 3, on_time=1) is None
    assert place(BANDS, 3, on_time=0, due=0) is None
