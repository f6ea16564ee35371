"""Task tables and score-sheet tables, whatever the order and the names of their columns."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

import pytest

from namro.documents.recognition import recognise
from namro.documents.recognition.columns import Column
from namro.documents.recognition.sheet_tables import read_sheet_tables
from namro.documents.recognition.tables import read_task_tables
from tests.documents.recognition.text_document import document, table

HEAD = ("TT", "Nhiệm vụ", "Sản phẩm", "Tiến độ", "Phân công và cách thức thực hiện")
ROWS = [
    ("A", "CHỈ SỐ CẢI CÁCH HÀNH CHÍNH", "", "", ""),
    ("I", "CHỈ ĐẠO, ĐIỀU HÀNH", "", "", ""),
    (
        "1",
        "Kiểm tra công vụ.",
        "- Kế hoạch\n- Báo cáo",
        "Trước ngày 10/11/2024",
        "Công chức Văn phòng – Thống kê chủ trì.",
    ),
    ("", "", "- Biên bản", "", "Công an xã phối hợp."),
    ("II CẢI CÁCH THỂ CHẾ", "", "", "", ""),
    ("1", "Rà soát văn bản.", "Báo cáo", "Thường xuyên", "Bộ phận Tư pháp thực hiện."),
]


def test_rows_sections_and_continued_rows() -> None:
    found = read_task_tables([table(HEAD, *ROWS[:3]), table(("", "", "", "", ""), *ROWS[3:])])
    tasks = found.tasks
    assert [(s.id, s.title, s.parent) for s in found.sections] == [
        ("A", "CHỈ SỐ CẢI CÁCH HÀNH CHÍNH", None),
        ("A.I", "CHỈ ĐẠO, ĐIỀU HÀNH", "A"),
        ("A.II", "CẢI CÁCH THỂ CHẾ", "A"),
    ]
    assert [(t.section, t.number, t.text(Column.TASK)) for t in tasks] == [
        ("A.I", "1", "Kiểm tra công vụ."),
        ("A.II", "1", "Rà soát văn bản."),
    ]
    assert tasks[0].text(Column.PRODUCT) == "- Kế hoạch - Báo cáo - Biên bản"


@pytest.mark.parametrize("order", [*permutations(range(1, 5))][::7])
def test_the_order_of_columns_does_not_matter(order: tuple[int, ...]) -> None:
    mixed = [tuple(row[i] for i in (0, *order)) for row in (HEAD, *ROWS)]
    reading = recognise(document(table(*mixed)))
    first, second = reading.tasks
    assert first.lead == ("Công chức Văn phòng – Thống kê",)
    assert first.due == ("2024-11-10",)
    assert second.due == ("ongoing",)


def test_separate_columns_for_lead_and_help() -> None:
    rows = [
        ("STT", "Nội dung công việc", "Kết quả", "Thời hạn", "Đơn vị chủ trì", "Đơn vị phối hợp"),
        ("1", "Công khai thủ tục", "Ảnh niêm yết", "Tháng 6/2024", "Văn phòng UBND xã", "Công an xã; Đoàn Thanh niên"),
    ]
    task = recognise(document(table(*rows))).tasks[0]
    assert (task.lead, task.collaborators, task.due) == (
        ("Văn phòng UBND xã",), ("Công an xã", "Đoàn Thanh niên"), ("2024-06",),
    )  # fmt: skip


SHEET = table(
    ("STT", "Tiêu chí", "Điểm tối đa", "Điểm tự chấm", "Điểm thẩm định", "Lý do trừ điểm", "Biện pháp khắc phục"),
    ("1", "Chỉ đạo, điều hành", "5", "5", "4", "", ""),
    ("1.1", "Kế hoạch", "2", "2", "2", "", ""),
    ("1.2", "Báo cáo", "3", "3", "2", "Báo cáo quý II gửi chậm", "Giao đ/c Lan gửi trước ngày 15/6/2025"),
    ("", "- Báo cáo quý", "1", "1", "0,5", "chậm hạn", ""),
    ("", "Tổng cộng", "5", "5", "4", "", ""),
)


def test_a_sheet_in_columns_gives_criteria_losses_and_remedies() -> None:
    sheet = read_sheet_tables([SHEET])
    assert [(c.id, c.parent, c.achieved, c.max) for c in sheet.criteria] == [
        ("1", None, Decimal(4), Decimal(5)),
        ("1.1", "1", Decimal(2), Decimal(2)),
        ("1.2", "1", Decimal(2), Decimal(3)),
        ("1.2/a", "1.2", Decimal("0.5"), Decimal(1)),
    ]
    assert [(d.id, d.points, d.implied) for d in sheet.deductions] == [
        ("1.2", Decimal(1), True),
        ("1.2/a", Decimal("0.5"), True),
    ]
    assert [[loss.id for loss in r.losses] for r in sheet.remedies] == [["1.2"]]


def test_a_sheet_table_is_no_task_table() -> None:
    assert read_task_tables([SHEET]).tasks == ()


def test_an_earlier_day_in_the_assignment_is_a_conflict() -> None:
    rows = [
        ("1", "Rà soát thủ tục.", "Báo cáo", "Trước ngày 05/7/2024", "Văn phòng xã chủ trì, gửi trước ngày 28/5/2024."),
        ("2", "Tuyên truyền.", "Tin bài", "Trước ngày 10/11/2024", "Văn phòng xã báo cáo trước ngày 25/11/2024."),
    ]
    anomalies = recognise(document(table(HEAD, *rows))).anomalies
    found = [(a.where, a.note) for a in anomalies if a.kind == "conflicting_deadline"]
    assert found == [("1", "Cột tiến độ ghi 05/07/2024, cột phân công ghi 28/05/2024")]
