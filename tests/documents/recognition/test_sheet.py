"""A score sheet in running text: numbers, parts, losses, remedies."""

from __future__ import annotations

from decimal import Decimal

from namro.documents.recognition.sheet import Sheet, read_sheet
from tests.documents.recognition.text_document import nodes

SHEET = """
* Nhiệm vụ số 1: Chỉ đạo, điều hành: đạt 4/6 điểm
1.1. Kế hoạch năm: đạt 2/2 điểm
1.2. Giám sát: 1/2 điểm, trừ 1 điểm do:
Yêu cầu của tiêu chí: Hội đồng giám sát (văn bản ký số).
Điểm chấm: đạt 0/1 điểm, trừ 1 điểm do kế hoạch giám sát không ký số.
Biện pháp khắc phục: Giao đ/c Mai ký và ban hành trên hệ thống.
3. Tuyên truyền: đạt 1/2 điểm, trừ 1 điểm do:
- Trừ 0,5 điểm do chưa viết tin bài về chuyển đổi số.
- Trừ 0,5 điểm do không có tài liệu minh chứng chuyển đổi số cộng đồng.
Biện pháp khắc phục:
+ Giao đ/c Lan viết tin bài chuyển đổi số hằng tháng.
+ Giao đ/c Minh lập hồ sơ.
* Nhiệm vụ 2. Thủ tục hành chính: đạt 0,75/3 điểm
2.1. Kiểm soát: đạt 0,75/3 điểm
2.1.1. Rà soát: đạt 0,5/1 điểm, trừ 0,5 điểm do:
- Kiến nghị: đạt 0,5/1 điểm, do không có phương án.
- Báo cáo: đạt 0,25/2 điểm, do quá hạn.
Tiêu chí này Hội đồng thẩm định chấm 0,25/1 điểm vì quá hạn.
2.2. Video hướng dẫn: đạt 0/0,5 điểm. (Nội dung này đã thực hiện).
2.3. Dữ liệu: đạt 0/1 điểm, trừ 1 điểm do:
- Chưa nhập dữ liệu trên phần mềm. (đã khắc phục)
II. KẾ HOẠCH
1. Mục tiêu
- Hoàn thành tốt kế hoạch
"""


def read() -> Sheet:
    return read_sheet(nodes(SHEET))


def test_every_line_with_points_is_a_criterion_with_its_parent() -> None:
    found = {c.id: (c.parent, c.achieved, c.max) for c in read().criteria}
    assert list(found) == ["1", "1.1", "1.2", "1.2/a", "1.3", "2", "2.1", "2.1.1", "2.1.1/a", "2.1.2", "2.2", "2.3"]
    assert found["1.2/a"] == ("1.2", Decimal(0), Decimal(1))
    assert found["2.1.2"] == ("2.1", Decimal("0.25"), Decimal(2))


def test_a_number_out_of_row_is_repaired_and_kept_as_printed() -> None:
    repaired = {c.id: c.raw_id for c in read().criteria if c.raw_id is not None}
    assert repaired == {"1.2/a": "", "1.3": "3", "2.1.1/a": "", "2.1.2": ""}


def test_losses_have_points_reasons_and_identifiers() -> None:
    losses = {d.id: (d.criterion, d.points, d.implied, d.status) for d in read().deductions}
    assert losses == {
        "1.2/a": ("1.2/a", Decimal(1), False, None),
        "1.3/a": ("1.3", Decimal("0.5"), False, None),
        "1.3/b": ("1.3", Decimal("0.5"), False, None),
        "2.1.1/a": ("2.1.1/a", Decimal("0.5"), True, None),
        "2.1.2": ("2.1.2", Decimal("1.75"), True, None),
        "2.3": ("2.3", Decimal(1), False, "done"),
    }


def test_a_requirement_names_the_part_below_it() -> None:
    part = next(c for c in read().criteria if c.id == "1.2/a")
    assert part.name == "Hội đồng giám sát (văn bản ký số)"


def test_a_remedy_answers_the_last_loss_and_those_that_share_its_subject() -> None:
    answers = [([loss.id for loss in r.losses], r.text) for r in read().remedies]
    assert answers == [
        (["1.2/a"], "Giao đ/c Mai ký và ban hành trên hệ thống."),
        (["1.3/a", "1.3/b"], "Giao đ/c Lan viết tin bài chuyển đổi số hằng tháng."),
        (["1.3/b"], "Giao đ/c Minh lập hồ sơ."),
    ]


def test_another_judge_and_a_remark_stay_beside_the_score() -> None:
    criteria = {c.id: c for c in read().criteria}
    assert criteria["2.1.1"].second_value == Decimal("0.25")
    assert criteria["2.2"].note == "Nội dung này đã thực hiện"


def test_the_sheet_ends_where_a_heading_without_points_begins() -> None:
    outline = nodes(SHEET)
    used = read_sheet(outline).consumed
    left = [n.text for n in outline if id(n) not in used]
    assert left == ["KẾ HOẠCH", "Mục tiêu", "Hoàn thành tốt kế hoạch"]


def test_letters_of_parts_leave_out_printed_ones_and_go_on_after_z() -> None:
    parts = "\n".join(f"- Việc {n}: đạt 0/1 điểm" for n in range(28))
    found = read_sheet(nodes(f"1. Chỉ đạo: đạt 1/29 điểm\n{parts}\na) Kế hoạch: đạt 1/1 điểm")).criteria
    ids = [c.id for c in found]
    assert len(set(ids)) == len(ids) == 30
    assert ids[1] == "1/b"
    assert ids[-3:] == ["1/ab", "1/ac", "1/a"]


def test_a_field_whose_own_parts_follow_is_no_part_of_the_field_before() -> None:
    text = (
        "1. Chỉ đạo: đạt 8/10 điểm\n1.5. Báo cáo: đạt 1/2 điểm\n6. Tài chính: đạt 5/5 điểm\n6.1. Tài sản: đạt 5/5 điểm"
    )
    assert [(c.id, c.parent) for c in read_sheet(nodes(text)).criteria] == [
        ("1", None),
        ("1.5", "1"),
        ("6", None),
        ("6.1", "6"),
    ]
