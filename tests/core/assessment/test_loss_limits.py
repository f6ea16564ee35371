"""What a loss may be, and which deadlines contradict one another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from namro.core.assessment.audit import audit
from namro.core.assessment.causes import cause_of
from namro.core.assessment.losses import losses
from namro.core.assessment.sheet import Sheet
from namro.core.improvement.findings import report
from namro.core.printed.items import Header, Reading, Task
from namro.core.timetable import days_of, rhythm_of
from namro.core.timetable.wording import due_words
from namro.documents.recognition.dues import due_of_task, tokens_of
from tests.core.invented_sheet import criterion, lost

D = Decimal


def sheet(*parts: str, deducted: str, total: str) -> Reading:
    leaves = tuple(criterion(f"1.{n}", f"Tiêu chí {n}", p, deducted) for n, p in enumerate(parts, 1))
    return Reading(
        doc_id="x",
        criteria=(criterion("1", "Chỉ đạo", total), *leaves),
        deductions=tuple(lost(c.id, deducted, "báo cáo chậm") for c in leaves),
    )


def test_a_leaf_loses_no_more_than_its_points() -> None:
    reading = sheet("2,5/3", deducted="0,75", total="2,5/3")
    assert report(reading).total == D("0.5")
    assert [r.where for r in audit(reading) if r.code == "loss_unexplained"] == ["1.1"]


def test_no_loss_has_zero_points() -> None:
    assert losses(Sheet(sheet("3/3", deducted="0", total="3/3"))) == ()


def test_rounding_is_no_error_and_a_quarter_is() -> None:
    rounded = sheet("4,433/5", "4,433/5", deducted="0,567", total="8,87/10")
    wrong = sheet("4,433/5", "4,433/5", deducted="0,567", total="8,62/10")
    assert "parent_sum" not in {r.code for r in audit(rounded)}
    assert "parent_sum" in {r.code for r in audit(wrong)}


def test_a_form_without_deductions_is_not_asked_for_them() -> None:
    reading = sheet("2/3", deducted="1", total="2/3")
    bare = replace(reading, criteria=tuple(replace(c, deducted=None) for c in reading.criteria), deductions=())
    assert "loss_not_printed" not in {r.code for r in audit(bare)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Lập biên bản từ ngày 15/8/2024 đến ngày 30/6/2024", "date_conflict"),
        ("Hoàn thành trước ngày 30/9/2024. Thời hạn: trước ngày 30/6/2024", "date_conflict"),
        ("Xong trong quý II/2024 (trước ngày 30/9/2024)", "date_conflict"),
        ("Xong trước ngày 30/6/2022", "date_conflict"),
        ("Xong trong quý V/2024", "date_impossible"),
        ("Xong trong tháng 13/2024", "date_impossible"),
        ("Xong trong quý II/2024 (trước ngày 30/6/2024)", None),
        ("Xong trước ngày 30/6/2024", None),
    ],
)
def test_deadlines_of_one_remedy(text: str, code: str | None) -> None:
    due = tokens_of(due_of_task(text, 2024))
    reading = Reading(
        doc_id="x", header=Header(date="2024-03-05"), tasks=(Task(section="1", text=text, due=due, kind="remedy"),)
    )
    assert [r.code for r in audit(reading) if r.severity == "error"] == ([code] if code else [])


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Lập hồ sơ, thời gian hoàn thành: 30/6/2026", ("2026-06-30",)),
        ("Thời hạn: 31-12-2026", ("2026-12-31",)),
        ("hạn cuối 20.10.2026", ("2026-10-20",)),
        ("Lập hồ sơ, quý 3/2026.", ("2026-Q3",)),
        ("xong T6/2026", ("2026-06",)),
        ("Rà soát theo quý", ("quarterly",)),
        ("trước ngày 05/12 hàng năm", ("yearly:12-05",)),
        ("hồ sơ tồn từ năm 2025 chuyển sang", ()),
        ("vào thứ Hai, ngày 30/6/2026", ("2026-06-30",)),
    ],
)
def test_deadline_wordings(text: str, tokens: tuple[str, ...]) -> None:
    assert tokens_of(due_of_task(text, 2026)) == tokens


def test_a_day_of_every_year() -> None:
    assert due_words(["yearly:12-05"]) == "Trước ngày 05/12 hằng năm"
    rhythm = rhythm_of("yearly:12-05", before=True)
    assert rhythm is not None
    assert rhythm.words == "Trước ngày 05 tháng 12 hằng năm"
    assert days_of(rhythm, (date(2026, 1, 1), date(2026, 12, 31))) == (date(2026, 12, 5),)


@pytest.mark.parametrize(
    ("reason", "cause"),
    [
        ("chưa đính kèm tài liệu", "missing_proof"),
        ("minh chứng bị mờ, không đọc được", "proof_not_as_guided"),
        ("báo cáo chưa đóng dấu, ký tên", "not_signed"),
        ("chậm ban hành kế hoạch", "late"),
        ("Sở Tư pháp chưa trả lời", "other_unit"),
        ("trụ sở xuống cấp", "infrastructure"),
        ("kết quả khảo sát người dân chỉ đạt 76,2%", "low_survey"),
        ("năm 2023 không có nhiệm vụ này nên không phải thực hiện", "not_applicable"),
    ],
)
def test_plain_reasons(reason: str, cause: str) -> None:
    assert cause_of(reason) == cause
