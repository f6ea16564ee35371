"""Journeys 1 (all but uploading proof), 8 (dates) and 11 (blocks) on the real documents."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from namro.core.assessment.audit import audit
from namro.core.improvement.draft import draft_plan
from namro.core.improvement.findings import report
from namro.core.printed import Reading
from namro.core.timetable import days_of, due_on, national_calendar, rhythm_of
from namro.documents import read_file
from namro.documents.recognition.dues import due_of_column, due_on_of
from namro.documents.writing import write_plan
from tests.real.published import needs_documents, source

pytestmark = needs_documents


@pytest.fixture(scope="module")
def phu_thuong() -> Reading:
    return read_file(source("phu-thuong-2022"))


@pytest.fixture(scope="module")
def dai_lanh() -> Reading:
    return read_file(source("dai-lanh-2024"))


@pytest.fixture(scope="module")
def pho_chau() -> Reading:
    return read_file(source("pho-chau-2024"))


def test_1_the_published_total_and_the_headers_disagree(phu_thuong: Reading) -> None:
    total = next(row for row in audit(phu_thuong) if row.code == "total_sum" and row.severity == "error")
    assert (total.where, total.stated, total.computed) == ("total", Decimal("73.25"), Decimal("73.75"))


def test_1_lost_points_by_cause_and_by_disposition(phu_thuong: Reading) -> None:
    found = report(phu_thuong)
    proof = found.by_cause["missing_proof"] + found.by_cause["proof_not_as_guided"]
    assert (found.total, proof, found.by_cause["not_signed"]) == (Decimal("26.75"), Decimal("13.75"), Decimal(1))
    assert found.total_with_papers == Decimal("88.00")
    points = found.by_disposition
    assert points["already_remedied"] == Decimal("2.75")
    assert points["to_appeal"] == Decimal("0.5")
    assert points["long_term"] == Decimal("2.0")
    assert points["unlisted"] == Decimal("0.75")
    by = {d: {f.id.partition("/")[0] for f in found.findings if f.disposition == d} for d in points}
    assert by["already_remedied"] == {"3.2.1", "3.2.9", "3.2.22", "8.1"}
    assert by["long_term"] == {"5.3", "8.3"}
    appeal = next(f for f in found.findings if f.disposition == "to_appeal")
    assert appeal.id == "4.1.4"
    assert appeal.ground is not None
    assert "85/2014/QH13" in appeal.ground
    assert "điều 7" in appeal.ground.lower()


def test_1_losses_without_a_remedy_get_proposals_that_say_so(phu_thuong: Reading) -> None:
    missing = [row.where for row in audit(phu_thuong) if row.code == "remedy_missing" and row.where != "remediation"]
    assert len(missing) == 21
    without = [f for f in report(phu_thuong).findings if not f.remedies and f.cause != "unlisted"]
    assert sum(f.points or 0 for f in without if f.id in missing) == Decimal("12.25")
    tasks = [task for group in draft_plan(phu_thuong).groups for task in group.tasks]
    proposed = [task for task in tasks if task.proposed]
    assert {f.criterion.id for f in without if f.criterion} <= {task.criterion for task in proposed}
    printed = {task.text for task in phu_thuong.tasks}
    assert all((task.text in printed) != task.proposed for task in tasks)


def test_1_names_alike_are_asked_about_and_not_merged(phu_thuong: Reading) -> None:
    asked = {q.found for q in phu_thuong.questions if q.kind == "similar_name"}
    assert asked == {"Điệp, Diệp", "Thủy, Thùy"}
    leads = {name for task in phu_thuong.tasks for name in (*task.lead, *task.collaborators)}
    assert {"Điệp", "Diệp", "Thủy", "Thùy"} <= leads


def test_8_a_day_that_does_not_exist_is_refused_and_two_are_proposed(dai_lanh: Reading) -> None:
    task = next(t for t in dai_lanh.tasks if t.section == "A.VI" and "invalid:2024-11-31" in t.due)
    assert task.due_text == "Hoàn thành trước ngày 31/11/2024"
    assert task.due_on == date(2024, 11, 29)
    question = next(q for q in dai_lanh.questions if q.kind == "impossible_date")
    assert question.proposals == ("2024-11-30", "2024-12-01")


def days_of_2024(token: str) -> tuple[date, ...]:
    rhythm = rhythm_of(token)
    assert rhythm is not None
    return days_of(rhythm, (date(2024, 1, 1), date(2024, 12, 31)))


def test_8_before_excludes_the_day_and_by_includes_it(dai_lanh: Reading) -> None:
    task = next(t for t in dai_lanh.tasks if t.due_text == "Trước ngày 10/11/2024")
    assert task.due == ("2024-11-10",)
    assert task.due_on == date(2024, 11, 8)
    report_16 = next(t for t in dai_lanh.tasks if "quarterly:last-month:16" in t.due)
    assert [d.day for d in days_of_2024("quarterly:last-month:16")] == [16, 16, 16, 16]
    assert report_16.due_text is not None
    assert "chậm nhất vào ngày 16" in report_16.due_text


@pytest.mark.parametrize(
    ("wording", "day"),
    [
        ("trước ngày 05/11", date(2024, 11, 4)),
        ("trước 10/11", date(2024, 11, 8)),
        ("chậm nhất ngày 16/10", date(2024, 10, 16)),
        ("ngày 20/10/2024", date(2024, 10, 18)),
    ],
)
def test_8_dates_move_back_to_a_working_day(wording: str, day: date) -> None:
    assert due_on_of(due_of_column(wording, 2024), national_calendar()) == day


def test_8_the_monthly_report_of_a_sunday_is_due_on_friday(dai_lanh: Reading) -> None:
    assert any("monthly:20" in t.due for t in dai_lanh.tasks)
    october = days_of_2024("monthly:20")[9]
    assert due_on(october.isoformat(), "on", national_calendar()) == date(2024, 10, 18)


def test_11_ten_blocks_are_ten_findings_with_their_tasks(pho_chau: Reading) -> None:
    blocks = [t for t in pho_chau.tasks if t.kind == "block"]
    assert len(blocks) == len(pho_chau.findings) == 10
    assert [t.section for t in blocks] == [f.section for f in pho_chau.findings]
    assert blocks[-1].section.split(".")[-1] == "4"
    assert all(len(t.lead) == 1 and t.collaborators and t.due == ("2024+",) for t in blocks)
    payment = next(t for t in pho_chau.targets if t.section == "3.4")
    assert (payment.op, payment.value, payment.unit) == (">", Decimal(75), "%")


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".xlsx"])
def test_11_the_exported_blocks_are_read_back_equal(pho_chau: Reading, tmp_path: Path, suffix: str) -> None:
    def lines(reading: Reading) -> list[tuple[object, ...]]:
        found = {f.section: f.text.strip(" .") for f in reading.findings}
        return [
            (found.get(t.section), t.text.strip(" ."), t.lead, t.collaborators, t.due)
            for t in reading.tasks
            if t.kind in ("block", "row")
        ]

    copy = tmp_path / f"ke-hoach{suffix}"
    write_plan(draft_plan(pho_chau), copy, layout="blocks")
    again = lines(read_file(copy))
    for printed in lines(pho_chau):
        assert printed in again
