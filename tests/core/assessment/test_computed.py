"""What a criterion's points should be by the rest of the sheet, and that the audit says the same figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from namro.core.assessment.audit import audit
from namro.core.assessment.computed import Computed, Way, computed
from namro.core.assessment.sheet import Sheet, differ
from namro.core.printed.items import Criterion, Reading
from tests.core.invented_sheet import criterion, lost, suoi_may, with_criterion
from tests.core.random_sheets import arbitrary_sheets, consistent_sheets

D = Decimal


def of(reading: Reading, number: str) -> Computed | None:
    sheet = Sheet(reading)
    return computed(sheet, next(node for node in sheet.nodes() if node.id == number))


def sheet(*criteria: Criterion, **lists: object) -> Reading:
    return Reading(doc_id="x", criteria=criteria, **lists)  # type: ignore[arg-type]


FIELD = criterion("1", "Lĩnh vực", "5/8")


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (sheet(FIELD, criterion("1.1", "a", "3/4"), criterion("1.2", "b", "1/4")), (Way.PARTS, 4, 8, 4)),
        (
            sheet(FIELD, criterion("1.1", "a", "4/4"), criterion("1.2", "b", "2/4"), criterion("1.3", "c", "?/?", "1")),
            (Way.TOO_MUCH, 6, 8, 3),
        ),
        (sheet(FIELD, criterion("1.1", "a", "3/9")), (Way.TOO_MUCH, 3, 9, 6)),
        (sheet(FIELD, criterion("1.1", "a", "3/4"), criterion("1.2", "b", "1/2")), (Way.MISSING, 4, 6, 2)),
        (sheet(FIELD, criterion("1/a", "a", "0/2"), criterion("1/b", "b", "1/2")), (Way.LOSSES, 5, 8, 3)),
        (sheet(FIELD, criterion("1.1", "a", "?/?", "1"), criterion("1.2", "b", "3/4")), (Way.LOSSES, 6, 8, 2)),
        (sheet(FIELD, deductions=(lost("1", "2", "chậm"),)), (Way.LOSSES, 6, 8, 2)),
        (sheet(criterion("1", "a", "?/2", "0,5")), (Way.OWN, D("1.5"), 2, D("0.5"))),
        (sheet(criterion("1", "a", "1/?", "0,5")), (Way.OWN, 1, D("1.5"), D("0.5"))),
        (sheet(criterion("1", "a", "?/?", "0,5")), (Way.OWN, None, None, D("0.5"))),
    ],
)
def test_ways(reading: Reading, expected: tuple[object, ...]) -> None:
    found = of(reading, "1")
    assert found is not None
    assert (found.way, found.achieved, found.max, found.lost) == expected


def test_nothing_follows_where_nothing_else_is_printed() -> None:
    assert of(sheet(FIELD), "1") is None
    assert of(sheet(FIELD, criterion("1.1", "a", "?/2"), criterion("1.2", "b", "1/2")), "1") is None


def test_a_total_follows_from_its_fields() -> None:
    assert of(suoi_may(), "total") == Computed(Way.PARTS, D(16), D(20), D(4))


def test_a_second_value_leaves_the_reasons_of_the_first_out() -> None:
    reading = with_criterion(suoi_may(), "2.2", second_value=D(1))
    found = of(reading, "2.2")
    assert found is None or found.way is Way.OWN


@given(consistent_sheets())
def test_in_a_consistent_sheet_everything_follows_as_printed(reading: Reading) -> None:
    found = Sheet(reading)
    for node in found.nodes():
        follows = computed(found, node)
        assert follows is None or not differ(follows.achieved, node.achieved)


@given(arbitrary_sheets())
def test_the_audit_names_the_same_figures(reading: Reading) -> None:
    found = Sheet(reading)
    follows = {node.id: computed(found, node) for node in found.nodes()}
    rows = [r for r in audit(reading) if r.code in {"parent_sum", "total_sum", "criterion_missing"}]
    for row in rows:
        figures = follows[row.where]
        assert figures is not None
        assert row.severity == "info" or row.computed in (figures.achieved, figures.max)


def test_a_repeated_number_does_not_change_what_follows() -> None:
    reading = suoi_may()
    twice = replace(reading, criteria=(*reading.criteria, replace(reading.criteria[1], achieved=D(0))))
    assert of(twice, "2") == of(reading, "2")
