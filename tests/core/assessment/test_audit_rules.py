"""One thing broken in a consistent invented sheet, and the rows that must follow: nothing more, nothing less."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from namro.core.assessment.audit import audit
from namro.core.assessment.losses import losses
from namro.core.assessment.rows import CODES
from namro.core.assessment.sheet import Sheet
from namro.core.printed.items import Anomaly, Criterion, IndexResult, LegalBasis, Reading, Target, Task
from tests.core.invented_sheet import ban_lau, criterion, lost, remedy, suoi_may, with_criterion

D = Decimal


def rows(reading: Reading) -> set[tuple[str, str, str]]:
    return {(r.severity, r.code, r.where) for r in audit(reading)}


def with_task(reading: Reading, loss: str, **changes: Any) -> Reading:
    changed = (replace(t, **changes) if loss in t.remedies else t for t in reading.tasks)
    return replace(reading, tasks=tuple(changed))


def without_task(reading: Reading, loss: str) -> Reading:
    return replace(reading, tasks=tuple(t for t in reading.tasks if loss not in t.remedies))


def with_loss(reading: Reading, loss: str, **changes: Any) -> Reading:
    changed = (replace(d, **changes) if d.id == loss else d for d in reading.deductions)
    return replace(reading, deductions=tuple(changed))


def with_total(reading: Reading, **changes: Any) -> Reading:
    return replace(reading, index_results=(replace(reading.index_results[0], **changes),))


def with_header(reading: Reading, **changes: Any) -> Reading:
    return replace(reading, header=replace(reading.header, **changes))


def also(reading: Reading, *criteria: Criterion) -> Reading:
    return replace(reading, criteria=(*reading.criteria, *criteria))


def test_a_consistent_sheet_has_no_rows() -> None:
    assert audit(suoi_may()) == []


def test_a_complete_plan_has_no_rows() -> None:
    assert audit(ban_lau()) == []


def test_an_empty_reading_has_no_rows() -> None:
    assert audit(Reading(doc_id="x")) == []


Change = Callable[[Reading], Reading]

RULES: list[tuple[str, Change, set[tuple[str, str, str]]]] = [
    (
        "a part with more points than its parent says",
        lambda r: with_criterion(r, "1.1", achieved=D("2.5"), deducted=D("0.5")),
        {("error", "parent_sum", "1"), *((s, c, "1.1") for s, c in (("gap", "remedy_missing"), ("text", "text")))}
        | {("gap", "remedy_missing", "remediation")},
    ),
    ("a total that the fields do not give", lambda r: with_total(r, value=D(17)), {("error", "total_sum", "total")}),
    (
        "maxima of the fields that are not the maximum of the index",
        lambda r: with_total(r, value=D(16), max=D(18)),
        {("error", "total_sum", "total")},
    ),
    (
        "a field whose own figure is wrong: the total tells which",
        lambda r: with_criterion(r, "1", achieved=D("8.5"), deducted=D("1.5")),
        {("error", "parent_sum", "1"), ("error", "total_sum", "total"), ("info", "total_sum", "total")},
    ),
    (
        "a deduction other than maximum minus points",
        lambda r: with_criterion(r, "1.1", deducted=D("0.5")),
        {("error", "loss_unexplained", "1.1")},
    ),
    (
        "two scores for one criterion",
        lambda r: with_criterion(r, "1.1", second_value=D("2.5")),
        {("error", "two_values", "1.1")},
    ),
    (
        "listed losses that do not explain the deduction",
        lambda r: with_loss(r, "2.1/b", points=D("0.25")),
        {("gap", "loss_unexplained", "2.1")},
    ),
    (
        "listed losses above the deduction",
        lambda r: with_loss(r, "2.1/b", points=D("0.75")),
        {("error", "loss_unexplained", "2.1")},
    ),
    (
        "a numbered part that is not printed",
        lambda r: replace(
            r,
            criteria=tuple(c for c in r.criteria if c.id != "1.3"),
            deductions=tuple(d for d in r.deductions if d.id != "1.3"),
        ),
        {("gap", "criterion_missing", "1")},
    ),
    (
        "a part of full marks that is not printed: the losses still agree",
        lambda r: replace(r, criteria=tuple(c for c in r.criteria if c.id != "1.1")),
        set(),
    ),
    (
        "a maximum that is not printed, implied by points and deduction",
        lambda r: with_criterion(r, "2.2", max=None),
        {("gap", "max_missing", "2.2")},
    ),
    (
        "points that are not printed",
        lambda r: with_criterion(r, "2.2", achieved=None, max=None),
        {("gap", "score_missing", "2.2")},
    ),
    (
        "known parts alone above the parent",
        lambda r: also(r, criterion("2.3", "Môi trường", "2,5/3"), criterion("2.4", "Khác", "?/?", "0,5")),
        {("error", "parent_sum", "2"), ("gap", "score_missing", "2.4"), ("gap", "loss_not_printed", "2.3")}
        | {(s, c, w) for w in ("2.3", "2.4") for s, c in (("gap", "remedy_missing"), ("text", "text"))}
        | {("gap", "remedy_missing", "remediation")},
    ),
    (
        "a field that lost points without saying how many",
        lambda r: with_criterion(r, "2", deducted=None),
        {("gap", "loss_not_printed", "2")},
    ),
    ("a part whose loss stands at its parent", lambda r: with_criterion(r, "1.2/a", deducted=None), set()),
    ("a parent whose loss stands in its parts", lambda r: with_criterion(r, "1.2", deducted=None), set()),
    (
        "work that was not to be done that year",
        lambda r: with_loss(r, "2.2", reason="Năm 2025 không thực hiện"),
        {("gap", "not_applicable_zero", "2.2")},
    ),
    (
        "a reason about something else",
        lambda r: with_loss(r, "2.2", reason="trong năm không phát sinh sáp nhập xóm"),
        {("gap", "not_applicable_zero", "2.2"), ("text", "text", "2.2")},
    ),
    ("a loss without a reason", lambda r: with_loss(r, "2.2", reason=None), {("text", "text", "2.2")}),
    (
        "a loss without a remedy",
        lambda r: without_task(r, "1.3"),
        {("gap", "remedy_missing", "1.3"), ("gap", "remedy_missing", "remediation")},
    ),
    (
        "a remedy without a person",
        lambda r: with_task(r, "1.3", lead=()),
        {("gap", "owner_missing", "1.3"), ("gap", "owner_missing", "remediation")},
    ),
    (
        "a person named only in the wording",
        lambda r: with_task(r, "1.3", lead=(), text="Phân công đ/c Pản phụ trách sáng kiến"),
        set(),
    ),
    (
        "officials in general are nobody",
        lambda r: with_task(r, "1.3", lead=(), text="100% cán bộ, công chức xã đăng ký"),
        {("gap", "owner_missing", "1.3"), ("gap", "owner_missing", "remediation")},
    ),
    (
        "a remedy whose time is only a year",
        lambda r: with_task(r, "1.3", due=("2026",)),
        {("gap", "date_missing", "1.3"), ("gap", "date_missing", "remediation")},
    ),
    (
        "a year is no date, even with its last working day computed",
        lambda r: with_task(r, "1.3", due=("2026",), due_on=date(2026, 12, 31)),
        {("gap", "date_missing", "1.3"), ("gap", "date_missing", "remediation")},
    ),
    (
        "a fault that the sheet calls remedied lacks only person and date",
        lambda r: without_task(with_loss(r, "1.3", status="done"), "1.3"),
        {(s, c, w) for c in ("owner_missing", "date_missing") for s, w in (("gap", "1.3"), ("gap", "remediation"))},
    ),
    (
        "a day that does not exist",
        lambda r: with_task(r, "1.3", due=("invalid:2026-06-31",)),
        {("error", "date_impossible", "1.3")},
    ),
    (
        "a target by a day that does not exist",
        lambda r: replace(
            r, targets=(Target(section="II", text="Giải ngân", value=D(85), unit="%", by="invalid:2026-02-30"),)
        ),
        {("error", "date_impossible", "II")},
    ),
    (
        "two deadlines seen by the reader",
        lambda r: replace(r, anomalies=(Anomaly(kind="conflicting_deadline", where="A.III.1", note="05/7 và 28/5"),)),
        {("error", "date_conflict", "A.III.1")},
    ),
    (
        "one task printed twice with different days",
        lambda r: replace(
            r,
            tasks=(
                *r.tasks,
                Task(section="III.1", text="Gửi báo cáo năm", due=("2026-11-10",)),
                Task(section="III.4", text="Gửi báo cáo  năm", due=("2026-11-25",)),
            ),
        ),
        {("error", "date_conflict", "III.1, III.4")},
    ),
    (
        "given names that differ by marks",
        lambda r: with_task(r, "1.3", lead=("Pàn",)),
        set(),  # the signer is a full name: another writing of one word of it says nothing
    ),
    (
        "two assignees whose names differ by marks",
        lambda r: with_task(r, "1.3", lead=("Mỹ",)),
        {("text", "name_similar", "assignees")},
    ),
    ("a number printed short", lambda r: with_criterion(r, "1.3", raw_id="3"), {("text", "numbering", "1.3")}),
    ("a criterion without a number", lambda r: with_criterion(r, "1.3", raw_id=""), {("text", "numbering", "1.3")}),
    (
        "numbers that start afresh under each heading",
        lambda r: with_criterion(with_criterion(r, "2.1", raw_id="1"), "2.2", raw_id="2"),
        set(),
    ),
    (
        "a letter used twice",
        lambda r: replace(r, tasks=(*r.tasks, Task(section="II.3.d(2)", text="Theo dõi", kind="duty"))),
        {("text", "numbering", "II.3")},
    ),
    (
        "a numbering fault seen by the reader",
        lambda r: replace(r, anomalies=(Anomaly(kind="numbering", where="II.5", note="chữ d dùng hai lần"),)),
        {("text", "numbering", "II.5")},
    ),
    (
        "a letter used twice, seen by the reader too",
        lambda r: replace(
            r,
            tasks=(*r.tasks, Task(section="II.3.d(2)", text="Theo dõi", kind="duty")),
            anomalies=(Anomaly(kind="numbering", where="II.3.d(2)", note="“d” dùng hai lần"),),
        ),
        {("text", "numbering", "II.3")},
    ),
    (
        "a list that names a quarter twice",
        lambda r: with_loss(r, "1.3", reason="chưa có báo cáo quý I, quý II và quý II"),
        {("text", "text", "1.3")},
    ),
    ("a list in order", lambda r: with_loss(r, "1.3", reason="chưa có báo cáo quý I, II, III"), set()),
    (
        "a ground that names another year's index",
        lambda r: replace(r, legal_bases=(replace(r.legal_bases[0], text="Kết quả Chỉ số CCHC năm 2026"),)),
        {("text", "year_conflict", "header")},
    ),
    (
        "a ground that plans for next year's index",
        lambda r: replace(
            r,
            legal_bases=(replace(r.legal_bases[0], text="Phê duyệt việc nâng cao Chỉ số CCHC năm 2026"),),
        ),
        set(),
    ),
    (
        "a document before its ground",
        lambda r: with_header(r, date="2025-02"),
        {("text", "year_conflict", "header")},
    ),
    (
        "a document older than the year it assesses",
        lambda r: replace(with_header(r, date="2024-12-30"), legal_bases=(LegalBasis(code="1/QĐ-UBND"),)),
        {("text", "year_conflict", "header")},
    ),
    ("a rating that no known scheme gives", lambda r: with_total(r, grade="Khá"), {("text", "text", "total")}),
    ("a rating with a name of its own", lambda r: with_total(r, grade="Hoàn thành"), set()),
    (
        "an oddity passed on by the reader",
        lambda r: replace(r, anomalies=(Anomaly(kind="conflicting_target", where="2.1", note="85% và 100%"),)),
        {("text", "text", "2.1")},
    ),
    ("an index in per cent is not the total", lambda r: with_total(r, unit="%", value=D(90)), set()),
]


@pytest.mark.parametrize(("change", "expected"), [rule[1:] for rule in RULES], ids=[rule[0] for rule in RULES])
def test_rule(change: Change, expected: set[tuple[str, str, str]]) -> None:
    assert rows(change(suoi_may())) == expected


def test_plan_without_person_or_time_is_named_once_per_section() -> None:
    plan = ban_lau()
    bare = replace(plan, tasks=(*plan.tasks, Task(section="1.1", text="Nhân rộng " * 20, kind="block")))
    assert rows(bare) == {("gap", "owner_missing", "1.1"), ("gap", "date_missing", "1.1")}
    assert all("1/2 nhiệm vụ" in r.message and len(r.message) < 150 for r in audit(bare))


def test_the_total_of_another_year_is_not_compared() -> None:
    before = IndexResult(index="CCHC", year=2024, value=D(11), max=D(20), unit="điểm")
    reading = suoi_may()
    assert audit(replace(reading, index_results=(before, *reading.index_results))) == []


def test_a_row_as_plain_data() -> None:
    row = audit(with_total(suoi_may(), value=D("17.5")))[0].to_plain()
    assert row["stated"] == 17.5
    assert row["computed"] == 16
    assert isinstance(row["computed"], int)
    assert list(row) == ["code", "severity", "where", "stated", "computed", "message"]
    assert "17,50/20,00" in row["message"]


def test_losses_of_a_remedied_fault_still_need_to_be_named() -> None:
    """ "Nội dung này đã thực hiện" without a reason says nothing about what was remedied."""
    reading = without_task(with_loss(suoi_may(), "1.3", reason=None, status="done"), "1.3")
    assert ("gap", "remedy_missing", "1.3") in rows(reading)


def test_codes_are_those_of_the_contract() -> None:
    assert " ".join(CODES) == (
        "parent_sum total_sum two_values loss_unexplained criterion_missing max_missing score_missing "
        "not_applicable_zero remedy_missing owner_missing date_missing loss_not_printed date_impossible "
        "date_conflict name_similar numbering year_conflict text"
    )


def test_reasons_outside_the_criteria_are_not_lost() -> None:
    reading = replace(suoi_may(), deductions=(*suoi_may().deductions, lost("9.9", "0,5", "không rõ")))
    assert ("gap", "remedy_missing", "9.9") in rows(reading)


def test_an_answer_to_two_losses_answers_both() -> None:
    reading = suoi_may()
    both = replace(remedy("2.1/a", "Làm đường", lead="Sính", due="2026-Q4"), remedies=("2.1/a", "2.1/b"))
    rest = tuple(t for t in reading.tasks if not t.remedies[0].startswith("2.1"))
    assert audit(replace(reading, tasks=(*rest, both))) == []


def test_a_number_used_twice_counts_no_point_twice() -> None:
    reading = also(suoi_may(), criterion("1.2", "Kiểm tra lại", "1/1"))
    assert ("text", "numbering", "1.2") in rows(reading)
    assert sum(x.points or 0 for x in losses(Sheet(reading))) == 4


def test_criteria_that_name_each_other_as_parents_end() -> None:
    first, second = criterion("1", "Một", "1/2"), criterion("2", "Hai", "1/2")
    printed = criterion("3", "Ba", "1/2", "1")
    circle = Reading(doc_id="x", criteria=(replace(first, parent="2"), replace(second, parent="1"), printed))
    assert {r.where for r in audit(circle) if r.code == "loss_not_printed"} == {"1", "2"}
