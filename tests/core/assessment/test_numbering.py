"""Numbers of criteria: one left out, out of order, used twice, or not printed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from namro.core.assessment.audit import audit
from namro.core.printed.items import Anomaly, Criterion, Place, Reading
from tests.core.invented_sheet import criterion, suoi_may


def faults(reading: Reading) -> dict[str, str]:
    """The messages about numbers by place."""
    rows = [r for r in audit(reading) if r.code == "numbering"]
    assert {r.severity for r in rows} <= {"text"}
    assert len({r.where for r in rows}) == len(rows)
    return {r.where: r.message for r in rows}


def sheet(*printed: str) -> Reading:
    """A sheet of "6.1 1/1" in printed order."""
    return Reading(doc_id="x", criteria=tuple(criterion(p.split()[0], "Việc cần làm", p.split()[1]) for p in printed))


GAPS: list[tuple[str, tuple[str, ...], dict[str, str]]] = [
    ("one number left out", ("6 2/2", "6.1 1/1", "6.3 1/1"), {"6.3": "6.2"}),
    ("several left out", ("6 9/9", "6.1 1/1", "6.5 1/1"), {"6.5": "6.2 đến 6.4"}),
    ("two holes", ("6 4/4", "6.1 1/1", "6.3 1/1", "6.5 1/1"), {"6.3": "6.2", "6.5": "6.4"}),
    ("the first one left out", ("6 2/2", "6.2 1/1", "6.3 1/1"), {"6.2": "6.1"}),
    ("a whole field left out", ("1 5/5", "2 3/5", "4 5/5"), {"4": "3"}),
    ("a field in Roman numbers", ("I 5/5", "II 3/5", "IV 5/5"), {"IV": "số 3"}),
    ("losing parts alone, but their maxima fill the parent", ("6 1/2", "6.1 0,5/1", "6.3 0,5/1"), {"6.3": "6.2"}),
    ("losing parts alone that do not explain the loss", ("6 1/4", "6.1 0,5/1", "6.3 0,5/1"), {"6.3": "6.2"}),
    ("only the parts that lost points are printed", ("6 3/4", "6.1 0,5/1", "6.3 0,5/1"), {}),
    ("only losing parts, their parent without points", ("6 ?/?", "6.1 0,5/1", "6.3 0,5/1"), {}),
    ("a number whose own parts are printed", ("6 3/3", "6.1 1/1", "6.2.1 1/1", "6.3 1/1"), {}),
    ("fields from the second on: an excerpt", ("2 5/5", "3 5/5"), {}),
    ("unnumbered parts have no number", ("6 1/2", "6.1 1/2", "6.1/a 1/1", "6.1/c 0/1"), {}),
    ("in order and whole", ("6 3/3", "6.1 1/1", "6.2 1/1", "6.3 1/1"), {}),
    ("ten comes after nine", ("6 3/3", *(f"6.{n} 1/1" for n in range(1, 12))), {}),
]


@pytest.mark.parametrize(("printed", "missing"), [g[1:] for g in GAPS], ids=[g[0] for g in GAPS])
def test_numbers_left_out(printed: tuple[str, ...], missing: dict[str, str]) -> None:
    found = faults(sheet(*printed))
    assert found.keys() == missing.keys()
    for where, number in missing.items():
        assert f"không thấy mục {number}. " in found[where]


ORDERS: list[tuple[str, tuple[str, ...], dict[str, str]]] = [
    ("parts turned round", ("1 2/2", "1.2 1/1", "1.1 1/1"), {"1.1": "1.2"}),
    ("one part too late", ("1 4/4", "1.1 1/1", "1.3 1/1", "1.4 1/1", "1.2 1/1"), {"1.2": "1.4"}),
    ("fields turned round", ("4 1/1", "6 1/1", "6.1 1/1", "5 1/1", "5.1 1/1"), {"5": "6"}),
    ("Roman fields turned round", ("I 1/1", "III 1/1", "II 1/1"), {"II": "III"}),
]


@pytest.mark.parametrize(("printed", "late"), [o[1:] for o in ORDERS], ids=[o[0] for o in ORDERS])
def test_numbers_out_of_order(printed: tuple[str, ...], late: dict[str, str]) -> None:
    found = faults(sheet(*printed))
    assert found.keys() == late.keys()
    for where, before in late.items():
        assert f"Mục {where} in sau mục {before}" in found[where]


def test_a_sheet_of_text_does_not_follow_a_sheet_of_cells() -> None:
    """Rows of tables come after all running text, wherever the tables stand."""
    text, cells = sheet("5 1/1", "6 1/1").criteria, sheet("1 1/1", "2 1/1", "3 1/1", "4 1/1").criteria
    placed = (*(replace(c, at=Place(line=90)) for c in text), *(replace(c, at=Place(cell="bảng 1")) for c in cells))
    assert faults(Reading(doc_id="x", criteria=placed)) == {}


@pytest.mark.parametrize("added", [None, Place(line=12)])
def test_what_a_person_adds_stands_where_it_belongs(added: Place | None) -> None:
    """Added items come last in the reading."""
    one, three, two = sheet("6.1 1/1", "6.3 1/1", "6.2 1/1").criteria
    read = (replace(one, at=Place(line=10)), replace(three, at=Place(line=14)))
    assert faults(Reading(doc_id="x", criteria=(*read, replace(two, at=added)))) == {}


def test_a_number_printed_without_points_is_not_left_out() -> None:
    reading = sheet("6 2/3", "6.1 1/1", "6.3 1/1")
    seen = Anomaly(kind="missing_value", where="6.2", note="Không thấy điểm: Khoán kinh phí")
    assert "6.3" in faults(reading)
    assert faults(replace(reading, anomalies=(seen,))) == {}


def test_a_number_used_twice() -> None:
    reading = suoi_may()
    again: tuple[Criterion, ...] = (*reading.criteria, criterion("2.1", "Điện", "1/1"))
    marked: tuple[Criterion, ...] = (*reading.criteria, criterion("2.1(2)", "Điện", "1/1"))
    for criteria in (again, marked):
        assert faults(replace(reading, criteria=criteria)) == {"2.1": "Số 2.1 dùng cho hai tiêu chí. Đánh số lại."}


def test_a_number_used_twice_and_the_next_one_left_out_are_one_fault_each() -> None:
    found = faults(sheet("6 4/4", "6.1 1/1", "6.2 1/1", "6.2(2) 1/1", "6.4 1/1"))
    assert found.keys() == {"6.2", "6.4"}
    assert "không thấy mục 6.3. " in found["6.4"]


def test_a_number_printed_short_and_the_one_before_it_left_out() -> None:
    reading = sheet("6 2/2", "6.1 1/1", "6.3 1/1")
    short = tuple(replace(c, raw_id="3") if c.id == "6.3" else c for c in reading.criteria)
    found = faults(replace(reading, criteria=short))
    assert found.keys() == {"6.3"}
    assert "in số “3”" in found["6.3"]
    assert "không thấy mục 6.2. " in found["6.3"]


def test_a_number_printed_without_points_lacks_its_score() -> None:
    seen = Anomaly(kind="missing_value", where="6.2", note="Không thấy điểm: Khoán kinh phí")
    reading = replace(sheet("6 2/3", "6.1 1/1", "6.3 1/1"), anomalies=(seen,))
    assert [r.where for r in audit(reading) if r.code == "score_missing"] == ["6.2"]
