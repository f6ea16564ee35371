"""The layout `fields`: points a) to d) under each field."""

from __future__ import annotations

from namro.core.improvement.plan import PlanGroup, PlanTask
from namro.documents.writing.by_field import field_lines, field_table
from tests.documents.writing.suoi_may import suoi_may

ONE = PlanTask(
    number="1",
    text="Cập nhật thủ tục hành chính",
    result="Còn 12 thủ tục chưa công khai",
    lead=("Văn phòng",),
    collaborators=("Phòng Kinh tế", "Các thôn"),
    due=("2026-Q3",),
    deliverable="Danh mục thủ tục\nẢnh niêm yết",
)
SAME = PlanTask(
    number="2", text="Xin lỗi hồ sơ trễ", lead=ONE.lead, collaborators=ONE.collaborators, due=ONE.due, proposed=True
)
OTHER = PlanTask(number="3", text="Mở lớp tập huấn")


def lines(*tasks: PlanTask) -> list[str]:
    plan = suoi_may(groups=(PlanGroup(number="I", title="Cải cách thủ tục hành chính", tasks=tasks),))
    return [line.text for line in field_lines(plan)][1:]


def test_a_field_of_one_set_of_people_and_time_is_one_block() -> None:
    assert lines(ONE, SAME) == [
        "1.1. Cải cách thủ tục hành chính:",
        "a) Các nội dung còn tồn tại, hạn chế:",
        "- Hạn chế: Còn 12 thủ tục chưa công khai.",
        "b) Nhiệm vụ, giải pháp:",
        "- Nhiệm vụ: Cập nhật thủ tục hành chính.",
        "+ Sản phẩm: Danh mục thủ tục; Ảnh niêm yết.",
        "- Nhiệm vụ: Xin lỗi hồ sơ trễ (đề xuất).",
        "c) Phân công trách nhiệm:",
        "- Cơ quan chủ trì: Văn phòng.",
        "- Cơ quan phối hợp/thực hiện: Phòng Kinh tế; Các thôn.",
        "d) Thời gian thực hiện/hoàn thành: Trong quý III/2026.",
    ]


def test_other_people_or_times_get_blocks_of_their_own_with_room_for_what_is_missing() -> None:
    found = lines(ONE, OTHER, SAME)
    assert found[1] == "1.1.1. Nhóm nhiệm vụ 1:"
    assert found[5:8:2] == ["- Nhiệm vụ: Cập nhật thủ tục hành chính.", "- Nhiệm vụ: Xin lỗi hồ sơ trễ (đề xuất)."]
    assert found[-7:] == [
        "1.1.2. Nhóm nhiệm vụ 2:",
        "a) Nhiệm vụ, giải pháp:",
        "- Nhiệm vụ: Mở lớp tập huấn.",
        "b) Phân công trách nhiệm:",
        "- Cơ quan chủ trì:",
        "- Cơ quan phối hợp/thực hiện:",
        "c) Thời gian thực hiện/hoàn thành:",
    ]


def test_the_workbook_has_a_column_for_each_point() -> None:
    table = field_table(suoi_may())
    assert [column.title for column in table.columns][1:] == [
        "Nhiệm vụ, giải pháp",
        "Tồn tại, hạn chế",
        "Sản phẩm",
        "Cơ quan chủ trì",
        "Cơ quan phối hợp/thực hiện",
        "Thời gian thực hiện",
    ]
    assert sum(column.share for column in table.columns) == 100
    assert len(table.rows) == 5 + 30
