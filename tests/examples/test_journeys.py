"""Journeys worked out by hand that end in points: bonus and penalty of Đại Lãnh."""

from __future__ import annotations

from decimal import Decimal

from namro.core.framework.reading import read_framework
from namro.core.scoring.one import score
from namro.core.scoring.outcome import Outcome
from namro.core.scoring.table import table_of
from tests.house.sources import PACKAGE

SET = PACKAGE / "data" / "frameworks" / "van-ninh-xa" / "2024-04-02.yaml"
#: 40 tasks from above, 14 early (35 %), none late, one extended; satisfied 88.2 with one factor at 79.4; one conduct
#: complaint found partly true by an act of 12 September, another unfounded.
YEAR = {
    "assigned_tasks": 40,
    "assigned_early": 14,
    "assigned_late": 0,
    "assigned_extended": 1,
    "sipas": Decimal("88.2"),
    "sipas_lowest_factor": Decimal("79.4"),
    "sipas_weak_factors": 0,
    "misconduct_confirmed": 1,
}


def adjustments(**changed: int | str) -> dict[str, Outcome]:
    given = {name: Decimal(value) for name, value in {**YEAR, **changed}.items()}
    return score(read_framework(SET), table_of(2024, {"Đại Lãnh": given}).of("Đại Lãnh")).adjustments


def test_the_bonus_for_early_work_is_lost_by_one_extension() -> None:
    found = adjustments()["VIII.2"]
    assert found.points == 0
    assert "14/40 = 35 %" in found.why
    assert "gia hạn: 1" in found.why
    assert adjustments(assigned_extended=0)["VIII.2"].points > 0


def test_the_bonus_for_satisfaction_is_lost_by_one_weak_factor() -> None:
    found = adjustments()["VIII.4"]
    assert found.points == 0
    assert "88,2" in found.why
    assert "79,4, chưa đạt mức cần có 80" in found.why
    assert adjustments(sipas_lowest_factor="80")["VIII.4"].points > 0


def test_one_confirmed_complaint_costs_and_the_unfounded_one_does_not() -> None:
    confirmed, none = adjustments()["IX.7"], adjustments(misconduct_confirmed=0)["IX.7"]
    assert (confirmed.points, none.points) == (2, 0)
    assert "1" in confirmed.why
