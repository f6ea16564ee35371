"""The audit of the four real documents without a score sheet: few rows, and right ones."""

from __future__ import annotations

import pytest

from namro.core.assessment.audit import audit
from tests.core.printed_truth import needs_shared, truth_reading

pytestmark = needs_shared


def found(name: str) -> list[tuple[str, str, str]]:
    return [(r.severity, r.code, r.where) for r in audit(truth_reading(name)) if r.code != "text"]


def test_blocks_that_are_complete_have_nothing_to_report() -> None:
    assert found("pho-chau-2024") == []


def test_table_with_an_impossible_day_and_an_old_date() -> None:
    assert found("dai-lanh-2024") == [
        ("error", "date_impossible", "A.VI.4"),
        ("error", "date_conflict", "A.III.1"),
        ("gap", "owner_missing", "A.IV"),
        ("gap", "owner_missing", "A.VIII"),
        ("text", "year_conflict", "header"),
    ]


def test_impossible_day_comes_with_the_two_days_it_may_be() -> None:
    row = next(r for r in audit(truth_reading("dai-lanh-2024")) if r.code == "date_impossible")
    assert (row.stated, row.computed) == ("31/11/2024", "30/11/2024, 01/12/2024")


def test_blocks_with_one_section_without_time() -> None:
    assert [r for r in found("chu-pah-2022") if r[1] != "owner_missing"] == [("gap", "date_missing", "1.7")]


@pytest.mark.parametrize("code", ["name_similar", "owner_missing", "year_conflict", "total_sum", "date_impossible"])
def test_conclusions_of_a_meeting_lack_only_dates(code: str) -> None:
    assert [r for r in found("tam-phuoc-2022") if r[1] == code] == []
    assert {r[1] for r in found("tam-phuoc-2022")} == {"date_missing"}
