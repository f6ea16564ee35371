"""Where tasks and limitations of a plan without a sheet belong."""

from __future__ import annotations

import pytest

from namro.core.improvement.draft import draft_plan
from namro.core.improvement.findings import report
from namro.core.improvement.outline import Outline
from namro.core.printed.items import Finding, Reading, Section, Task


def task(section: str, text: str, *, kind: str = "block", lead: str = "Mỷ") -> Task:
    return Task(section=section, text=text, lead=(lead,), kind=kind)


#: Lettered parts under each heading: limitations in a), tasks in b).
LETTERED = Reading(
    doc_id="lettered",
    sections=(
        Section(id="II", title="NỘI DUNG"),
        Section(id="II.1", title="Tiêu chí còn thấp", parent="II"),
        Section(id="1.1", title="Chỉ đạo, điều hành", parent="II.1"),
        Section(id="1.1.b", title="Nhiệm vụ, giải pháp", parent="1.1"),
        Section(id="1.2", title="Tổ chức bộ máy", parent="II.1"),
        Section(id="III", title="TỔ CHỨC THỰC HIỆN"),
    ),
    findings=(Finding(section="1.1.a", text="Chưa tuyên truyền."), Finding(section="1.2.a", text="Chưa sắp xếp")),
    tasks=(
        task("III.1", "Theo dõi Kế hoạch", kind="general"),
        task("1.1.b", "Mở chuyên mục"),
        task("1.1.b", "Đăng tin hằng tuần"),
        task("1.2.b", "Lập phương án sắp xếp"),
    ),
)

#: One block for each criterion, under the fields of the index.
BLOCKS = Reading(
    doc_id="blocks",
    sections=(
        Section(id="II", title="NỘI DUNG"),
        Section(id="II.1", title="Chỉ đạo, điều hành", parent="II"),
        Section(id="1.1", title="Sáng kiến", parent="II.1"),
        Section(id="1.2", title="Nhiệm vụ được giao", parent="II.1"),
        Section(id="II.2", title="Tác động", parent="II"),
    ),
    tasks=(task("1.1", "Có sáng kiến"), task("1.2", "Hoàn thành đúng hạn"), task("II.2", "Tăng số hộ kinh doanh")),
)


def titles(reading: Reading) -> list[tuple[str, list[str]]]:
    return [(g.title, [t.text for t in g.tasks]) for g in draft_plan(reading).groups]


def test_lettered_parts_are_one_block() -> None:
    assert titles(LETTERED) == [
        ("Chỉ đạo, điều hành", ["Mở chuyên mục", "Đăng tin hằng tuần"]),
        ("Tổ chức bộ máy", ["Lập phương án sắp xếp"]),
        ("Nhiệm vụ chung", ["Theo dõi Kế hoạch"]),
    ]
    first, second = draft_plan(LETTERED).groups[0].tasks
    assert (first.result, second.result) == ("Chưa tuyên truyền", None)
    assert (first.criterion, first.criterion_name) == ("1.1", "Chỉ đạo, điều hành")


def test_limitations_are_answered_by_the_tasks_of_their_block() -> None:
    assert [[t.text for t in f.remedies] for f in report(LETTERED).findings] == [
        ["Mở chuyên mục", "Đăng tin hằng tuần"],
        ["Lập phương án sắp xếp"],
    ]


def test_blocks_of_one_task_stand_under_their_field() -> None:
    assert titles(BLOCKS) == [
        ("Chỉ đạo, điều hành", ["Có sáng kiến", "Hoàn thành đúng hạn"]),
        ("Tác động", ["Tăng số hộ kinh doanh"]),  # its chapter is no field
    ]
    assert [t.criterion_name for t in draft_plan(BLOCKS).groups[0].tasks] == ["Sáng kiến", "Nhiệm vụ được giao"]


def test_lettered_duties_stay_apart() -> None:
    """Without limitations beside them, letters are sections of their own ("a) Văn phòng", "b) Tư pháp")."""
    sections = (
        Section(id="II.3", title="Nhiệm vụ cụ thể"),
        Section(id="II.3.a", title="Văn phòng", parent="II.3"),
        Section(id="II.3.b", title="Tư pháp", parent="II.3"),
    )
    tasks = (
        task("II.3.a", "Báo cáo", kind="duty"),
        task("II.3.a", "Theo dõi", kind="duty"),
        task("II.3.b", "Rà soát", kind="duty"),
    )
    found = Reading(doc_id="duties", sections=sections, tasks=tasks)
    assert titles(found) == [("Văn phòng", ["Báo cáo", "Theo dõi"]), ("Tư pháp", ["Rà soát"])]


@pytest.mark.parametrize(
    ("section", "block"), [("1.1.a", "1.1"), ("1.1.b", "1.1"), ("1.1.c.2", "1.1"), ("1.1", "1.1"), ("9.9", "9.9")]
)
def test_blocks(section: str, block: str) -> None:
    assert Outline(LETTERED).block(section) == block
