"""Wordings of score lines: names before numbers, bare scores, totals, bonus lines, labels on lines of their own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from namro.core.improvement.findings import report
from namro.core.printed import Reading
from tests.documents.recognition.conftest import Reader


def scores(reading: Reading) -> list[tuple[str, str, str, str]]:
    return [(c.id, c.name, str(c.achieved), str(c.max)) for c in reading.criteria]


def test_names_before_a_dotted_number(read: Reader) -> None:
    text = (
        "1. Chỉ đạo điều hành: Đạt 3/4 điểm\n\n- Tiêu chí 1.1 Kế hoạch CCHC: 1,0/1,0 điểm.\n\n"
        "Tiêu chí thành phần 1.2: Báo cáo: 1,0/1,0 điểm\n\nTC 1.3 Kiểm tra: 1,0/2,0 điểm\n\n"
        "2. Cải cách thể chế: Đạt 9/10 điểm"
    )
    assert [s[:2] for s in scores(read(text))] == [
        ("1", "Chỉ đạo điều hành"),
        ("1.1", "Kế hoạch CCHC"),
        ("1.2", "Báo cáo"),
        ("1.3", "Kiểm tra"),
        ("2", "Cải cách thể chế"),
    ]


def test_other_ways_to_write_a_score(read: Reader) -> None:
    text = (
        "1. Chỉ đạo điều hành: 8/10\n\n1.1. Kế hoạch: đạt 1 điểm/1 điểm\n\n1.2. Báo cáo: 0,5 điểm (tối đa 1 điểm)\n\n"
        "2. Ban hành văn bản số 12/KH-UBND ngày 30/6\n\n3. Thời hạn: 3/6\n\n4. Số cuộc kiểm tra: 3/4"
    )
    assert scores(read(text)) == [
        ("1", "Chỉ đạo điều hành", "8", "10"),
        ("1.1", "Kế hoạch", "1", "1"),
        ("1.2", "Báo cáo", "0.5", "1"),
    ]


@pytest.mark.parametrize(
    "line",
    ["Tổng điểm: 40/100 điểm.", "Tổng điểm năm 2023 của xã đạt 40/100 điểm.", "Năm 2023 xã An Bình đạt 40/100 điểm."],
)
def test_published_totals(read: Reader, line: str) -> None:
    reading = read(f"1. Chỉ đạo: đạt 8/10 điểm\n\n{line}\n\nTổng điểm lĩnh vực 1: 8/10 điểm")
    assert [(r.value, r.max) for r in reading.index_results] == [(Decimal(40), Decimal(100))]
    assert [c.id for c in reading.criteria if c.max == 100] == []


def test_the_total_row_of_a_table(read: Reader) -> None:
    table = (
        "| TT | Tiêu chí | Tối đa | Điểm HĐTĐ chấm | Chênh lệch | Nguyên nhân | Nhiệm vụ, giải pháp | Hoàn thành |\n"
        "|---|---|---|---|---|---|---|---|\n| 1 | Kế hoạch | 100 | 85 | 15 | Gửi chậm | Gửi đúng hạn | 30/6/2024 |\n"
        "| | Tổng cộng | 100 | 85 | 15 | | | |\n"
    )
    reading = read(table, "sheet.md")
    assert [(r.value, r.max) for r in reading.index_results] == [(Decimal(85), Decimal(100))]
    assert [(c.id, c.deducted) for c in reading.criteria] == [("1", Decimal(15))]
    assert [(t.text, t.due) for t in reading.tasks] == [("Gửi đúng hạn", ("2024-06-30",))]


def test_a_heading_of_two_rows(read: Reader) -> None:
    table = (
        "| TT | Tiêu chí | Kết quả chấm | Kết quả chấm | Nguyên nhân |\n|---|---|---|---|---|\n"
        "| TT | Tiêu chí | Điểm tối đa | Điểm đạt | Nguyên nhân |\n| 1 | Kế hoạch | 10 | 8 | Gửi chậm |\n"
    )
    assert scores(read(table, "sheet.md")) == [("1", "Kế hoạch", "8", "10")]


@pytest.mark.parametrize(
    "line",
    [
        "Điểm thưởng: 0,5/2 điểm.",
        "Điểm phạt: trừ 1 điểm do nộp hồ sơ muộn.",
        "Năm trước bị trừ 0,5 điểm do gửi báo cáo chậm.",
        "(Không bị trừ điểm.)",
    ],
)
def test_lines_that_are_no_loss_of_the_criterion_above(read: Reader, line: str) -> None:
    reading = read(f"1. Chỉ đạo: đạt 10/10 điểm\n\n1.1. Kế hoạch: đạt 4/5 điểm\n\n{line}")
    assert [c.id for c in reading.criteria] == ["1", "1.1"]
    assert reading.deductions == ()


@pytest.mark.parametrize("words", ["duy trì chế độ giao ban", "theo dõi tiến độ hằng tuần"])
def test_a_folded_do_is_no_cause(read: Reader, words: str) -> None:
    reading = read(f"1.1. Kế hoạch: đạt 4/5 điểm, {words}")
    assert reading.deductions == ()


@pytest.mark.parametrize("bullet", ["", "- ", "+ "])
def test_labels_on_lines_of_their_own(read: Reader, bullet: str) -> None:
    lines = [
        "Điểm trừ: 1,00 điểm.",
        "Nguyên nhân: gửi báo cáo chậm 5 ngày.",
        "Biện pháp khắc phục: Lập bảng theo dõi báo cáo.",
        "Người thực hiện: Nguyễn Văn An. Thời hạn: 30/6/2024.",
    ]
    reading = read("1.2. Báo cáo định kỳ: đạt 4/5 điểm.\n\n" + "\n\n".join(bullet + x for x in lines))
    assert [(c.id, c.deducted) for c in reading.criteria] == [("1.2", Decimal(1))]
    assert [(d.criterion, d.points, d.reason) for d in reading.deductions] == [
        ("1.2", Decimal(1), "gửi báo cáo chậm 5 ngày")
    ]
    assert [(t.text, t.lead, t.due, t.remedies) for t in reading.tasks] == [
        ("Lập bảng theo dõi báo cáo.", ("Nguyễn Văn An",), ("2024-06-30",), ("1.2",))
    ]


def test_the_appraised_score_on_a_line_of_its_own(read: Reader) -> None:
    reading = read("1.2. Báo cáo: đạt 4/4 điểm\n\nĐiểm thẩm định: 3,5/4 điểm.")
    assert [(c.id, c.second_value) for c in reading.criteria] == [("1.2", Decimal("3.5"))]


def unscored(reading: Reading) -> dict[str, str]:
    return {a.where: a.note for a in reading.anomalies if a.kind == "missing_value"}


def test_a_criterion_printed_without_points_is_told(read: Reader) -> None:
    text = (
        "6. Tài chính: đạt 2/3 điểm\n\n6.1. Tài sản công: đạt 1/1 điểm\n\n6.2. Khoán kinh phí: chưa chấm\n\n"
        "6.3. Công khai dự toán: đạt 1/1 điểm\n\n6.4. Kiểm kê\n\n6.4.1. Kiểm kê năm: đạt 1/1 điểm\n\n"
        "II. NHIỆM VỤ\n\n6.5. Rà soát tài sản công"
    )
    assert unscored(read(text)) == {"6.2": "Không thấy điểm: Khoán kinh phí: chưa chấm"}


def test_a_row_without_points_is_told(read: Reader) -> None:
    table = (
        "| TT | Tiêu chí | Điểm tối đa | Điểm đạt |\n|---|---|---|---|\n| 6 | Tài chính | 3 | 2 |\n"
        "| 6.1 | Tài sản | 1 | 1 |\n| 6.2 | Khoán kinh phí | | |\n| 6.3 | Dự toán | | |\n"
        "| 6.3.1 | Công khai | 1 | 1 |\n"
    )
    assert unscored(read(table, "sheet.md")) == {"6.2": "Không thấy điểm: Khoán kinh phí"}


BARE = (
    "1. Chỉ đạo điều hành: 8,5/10\n\n1.1. Kế hoạch: 4,5/5\n\n1.2. Báo cáo: 4/5\n\n"
    "2. Thể chế: 9/10\n\n2.1. Rà soát: 9/10\n\n"
)


@pytest.mark.parametrize("total", ["Tổng điểm: 17,5/20", "Tổng cộng: 17,5/20", "Tổng điểm đạt được: 17,5/20."])
def test_a_sheet_without_the_word_for_points(read: Reader, total: str) -> None:
    reading = read(BARE + total)
    assert [s[0] for s in scores(reading)] == ["1", "1.1", "1.2", "2", "2.1"]
    assert scores(reading)[0] == ("1", "Chỉ đạo điều hành", "8.5", "10")
    assert [(r.value, r.max) for r in reading.index_results] == [(Decimal("17.5"), Decimal(20))]


def test_a_heading_says_that_bare_figures_are_points(read: Reader) -> None:
    assert [s[0] for s in scores(read("Nội dung: điểm đạt/điểm tối đa\n\n" + BARE))] == ["1", "1.1", "1.2", "2", "2.1"]


@pytest.mark.parametrize(
    "text",
    [
        BARE,  # nothing says that these are points
        "1. Lập kế hoạch: 8/10\n\n2. Gửi báo cáo: 15/10\n\n3. Họp: 8/11\n\n4. Tổng kết: 9/12\n\nTổng cộng: 4/4",
        "1. Lập kế hoạch: ngày 8/10\n\n2. Báo cáo: ngày 9/10\n\n3. Họp: ngày 9/11\n\nTổng điểm: 80/100",
        "1. Số hồ sơ: 8/10\n\n2. Tỷ lệ: 8/10\n\n3. Xếp hạng: 9/10\n\nTổng cộng: 25/30",
        "1. Kế hoạch: 8/10\n\n2. Báo cáo: 9/10\n\nTổng cộng: 17/20",  # two lines are no sheet
    ],
)
def test_other_bare_figures_are_no_sheet(read: Reader, text: str) -> None:
    assert read(text).criteria == ()


@pytest.mark.parametrize(
    "total",
    ["Tổng điểm lĩnh vực 1: 8,5/10", "Tổng điểm lĩnh vực 1: đạt 8,5/10 điểm.", "- Cộng lĩnh vực 1: 8,5/10 điểm"],
)
def test_the_total_of_a_field_is_no_part_of_the_criterion_above(read: Reader, total: str) -> None:
    parts = "1.1. Kế hoạch: đạt 4,5/5 điểm\n\n1.2. Báo cáo: đạt 4/5 điểm\n\n"
    after = "\n\n2. Thể chế: đạt 9/10 điểm"
    for heading, name, second in (
        ("1. Chỉ đạo: đạt 8,5/10 điểm\n\n", "Chỉ đạo", None),
        ("1. Chỉ đạo: đạt 8/10 điểm\n\n", "Chỉ đạo", Decimal("8.5")),
        ("1. Chỉ đạo\n\n", "Chỉ đạo", None),
        ("", "Lĩnh vực 1", None),
    ):
        reading = read(heading + parts + total + after)
        assert [c.id for c in reading.criteria] == ["1", "1.1", "1.2", "2"]
        field = reading.criteria[0]
        assert (field.name, field.max, field.second_value) == (name, Decimal(10), second)
        assert reading.criteria[1].parent == "1"
        assert unscored(reading) == {}


def test_totals_of_fields_in_roman_numbers(read: Reader) -> None:
    text = (
        "I. Chỉ đạo\n\n1. Kế hoạch: đạt 4,5/5 điểm\n\n2. Báo cáo: đạt 4/5 điểm\n\nTổng điểm mục I: 8,5/10 điểm\n\n"
        "II. Thể chế\n\n1. Rà soát: đạt 9/10 điểm\n\nTổng điểm mục II: 9/10 điểm"
    )
    assert [s[0] for s in scores(read(text))] == ["I", "I.1", "I.2", "II", "II.1"]


def test_the_total_of_the_field_at_hand(read: Reader) -> None:
    text = "1. Chỉ đạo: đạt 8/10 điểm\n\n1.1. Kế hoạch: đạt 8,5/10 điểm\n\nTổng điểm lĩnh vực: 8,5/10 điểm"
    reading = read(text)
    assert [(c.id, c.second_value) for c in reading.criteria] == [("1", Decimal("8.5")), ("1.1", None)]


@pytest.mark.parametrize(
    "lines",
    [
        "Giải trình: xã đã gửi báo cáo ngày 05/01/2024, có phiếu chuyển kèm theo.",
        "- Giải trình của UBND xã: xã đã gửi báo cáo ngày 05/01/2024, có phiếu chuyển kèm theo.",
        "Ý kiến giải trình:\n\n- xã đã gửi báo cáo ngày 05/01/2024, có phiếu chuyển kèm theo.",
    ],
)
def test_the_account_of_the_unit_is_a_note_of_its_criterion(read: Reader, lines: str) -> None:
    text = f"1.1. Báo cáo: đạt 4/5 điểm, trừ 1 điểm do gửi chậm\n\n{lines}\n\n1.2. Kiểm tra: đạt 1/1 điểm"
    reading = read(text)
    said = "Giải trình: xã đã gửi báo cáo ngày 05/01/2024, có phiếu chuyển kèm theo"
    assert [c.note for c in reading.criteria] == [said, None]
    assert [(d.criterion, d.reason) for d in reading.deductions] == [("1.1", "gửi chậm")]
    assert reading.tasks == ()


@pytest.mark.parametrize(
    ("said", "disposition", "ground"),
    [
        ("đã gửi báo cáo đúng hạn, có phiếu chuyển", "to_appeal", "đã gửi báo cáo đúng hạn, có phiếu chuyển"),
        ("theo Nghị định số 61/2018/NĐ-CP xã không phải xin lỗi", "to_appeal", "Nghị định 61/2018/NĐ-CP"),
        ("do thiếu người, xã nghiêm túc rút kinh nghiệm", "to_do", None),
        ("xã sẽ bổ sung hồ sơ trong quý I", "to_do", None),
    ],
)
def test_an_account_that_admits_nothing_is_a_ground_to_appeal(
    read: Reader, said: str, disposition: str, ground: str | None
) -> None:
    reading = read(f"1.1. Báo cáo: đạt 4/5 điểm, trừ 1 điểm do gửi chậm\n\nGiải trình: {said}.")
    assert [(f.disposition, f.ground) for f in report(reading).findings] == [(disposition, ground)]
