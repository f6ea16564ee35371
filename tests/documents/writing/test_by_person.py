"""The layout `duties`: what each person, position or body has to do."""

from __future__ import annotations

import pytest

from namro.core.improvement.plan import PlanGroup, PlanTask
from namro.documents.writing.by_person import duty_lines, duty_table
from namro.documents.writing.parts import Group
from tests.documents.writing.suoi_may import suoi_may

MO = "Lò Thị Mơ (Công chức Văn phòng - Thống kê)"


def lines(*tasks: PlanTask) -> list[str]:
    plan = suoi_may(groups=(PlanGroup(number="I", title="Chung", tasks=tasks),))
    return [line.text for line in duty_lines(plan)]


def test_a_day_stands_at_the_end_of_its_task() -> None:
    assert lines(
        PlanTask(number="1", text="Lập danh mục hồ sơ;", lead=(MO,), due=("2026-11-10",), deliverable="Danh mục."),
        PlanTask(number="2", text="Gắn camera", lead=(MO,), due=("2026-11-16",), due_text="Chậm nhất ngày 16/11/2026"),
        PlanTask(number="3", text="Mở lớp", lead=(MO,), due=("2026-12-01",), proposed=True),
    ) == [
        "1. Giao đ/c Lò Thị Mơ, Công chức Văn phòng - Thống kê:",
        "- Nhiệm vụ: Lập danh mục hồ sơ (trước ngày 10/11/2026).",
        "+ Sản phẩm: Danh mục.",
        "- Nhiệm vụ: Gắn camera (chậm nhất ngày 16/11/2026).",
        "- Nhiệm vụ: Mở lớp (trước ngày 01/12/2026) (đề xuất).",
        f"+ Chủ trì: {MO}.",
    ]


def test_periods_and_helpers_stand_below_the_tasks_that_share_them() -> None:
    both = {"lead": ("Phòng Kinh tế", "Các thôn"), "collaborators": ("Văn phòng",), "due": ("2026-Q3",)}
    assert lines(
        PlanTask(number="1", text="Rà soát quy hoạch", **both),
        PlanTask(number="2", text="Công khai quy hoạch", **both),
    ) == [
        "1. Giao Phòng Kinh tế; Các thôn:",
        "- Nhiệm vụ: Rà soát quy hoạch.",
        "- Nhiệm vụ: Công khai quy hoạch.",
        "+ Chủ trì: Phòng Kinh tế; Các thôn.",
        "+ Phối hợp: Văn phòng.",
        "+ Thời gian thực hiện: Trong quý III/2026.",
    ]


@pytest.mark.parametrize("text", ["Báo cáo định kỳ hằng tháng", "Sửa quy chế năm 2025", "Họp thường xuyên"])
def test_a_sentence_that_speaks_of_time_gets_no_second_one(text: str) -> None:
    found = lines(PlanTask(number="1", text=text, due=("2026-11-10",)))
    assert found[1:] == [
        f"- Nhiệm vụ: {text}.",
        "+ Chủ trì:",
        "+ Thời gian thực hiện: Trước ngày 10/11/2026.",
    ]


def test_work_of_one_person_stays_together_and_nobodys_work_says_so() -> None:
    found = lines(
        PlanTask(number="1", text="Việc một", lead=(MO,), due=("2026",)),
        PlanTask(number="2", text="Việc hai"),
        PlanTask(number="3", text="Việc ba", lead=(MO,), due=("2026-Q3",)),
    )
    assert [line for line in found if line[0].isdigit()] == [
        "1. Giao đ/c Lò Thị Mơ, Công chức Văn phòng - Thống kê:",
        "1.1. Nhóm nhiệm vụ 1:",
        "1.2. Nhóm nhiệm vụ 2:",
        "2. Nhiệm vụ chưa phân công:",
    ]


def test_the_workbook_has_a_group_for_each_lead() -> None:
    table = duty_table(suoi_may())
    assert sum(column.share for column in table.columns) == 100
    groups = [row for row in table.rows if isinstance(row, Group)]
    assert len(table.rows) == len(groups) + 30
    assert [group.number for group in groups][:3] == ["I", "II", "III"]
    assert groups[0].title == "Giao Văn phòng HĐND và UBND xã"
