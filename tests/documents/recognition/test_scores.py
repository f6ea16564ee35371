"""The wording of points: name, points, loss and reason of one line."""

from __future__ import annotations

from decimal import Decimal

import pytest

from namro.documents.recognition.scores import find_score, says_done

SPEC = [
    ("Báo cáo định kỳ: đạt 1/1 điểm", "Báo cáo định kỳ", "1", "1", None, None),
    ("Kiểm tra: 1.5/2 điểm, trừ 0,5 điểm do chưa ký số", "Kiểm tra", "1.5", "2", "0.5", "chưa ký số"),
    ("Sáng kiến: đạt 0/1 điểm. (Do không có sáng kiến).", "Sáng kiến", "0", "1", None, "không có sáng kiến"),
    ("Họp dân: đạt 0,5/ điểm, trừ 0,5 điểm do không có biên bản", "Họp dân", "0.5", None, "0.5", "không có biên bản"),
    ("Lấy phiếu: Năm 2021 không thực hiện: Trừ 0,5 điểm.", "Lấy phiếu", None, None, "0.5", "Năm 2021 không thực hiện"),
    ("Trừ 0,25 điểm do: chiếu sáng đạt 80%", "", None, None, "0.25", "chiếu sáng đạt 80%"),
    ("Thu ngân sách: đạt 11,25/ 20 điểm", "Thu ngân sách", "11.25", "20", None, None),
    ("Đăng tin: 0,5/0,75 diem, tru 0,25 diem vi chua viet tin", "Đăng tin", "0.5", "0.75", "0.25", "chua viet tin"),
]


@pytest.mark.parametrize(("text", "name", "achieved", "maximum", "deducted", "reason"), SPEC)
def test_points_of_a_line(
    text: str, name: str, achieved: str | None, maximum: str | None, deducted: str | None, reason: str | None
) -> None:
    phrase = find_score(text)
    assert phrase is not None
    printed = [None if x is None else Decimal(x) for x in (achieved, maximum, deducted)]
    assert [phrase.name, phrase.achieved, phrase.max, phrase.deducted, phrase.reason] == [name, *printed, reason]


@pytest.mark.parametrize(
    "text", ["Ngày 28/4/2022 họp tổng kết", "Nghị định số 61/2018/NĐ-CP", "đạt 95% hồ sơ", "04 tin/tháng/xã"]
)
def test_other_figures_are_no_points(text: str) -> None:
    assert find_score(text) is None


def test_an_open_reason_is_announced() -> None:
    phrase = find_score("Kiểm soát thủ tục: đạt 0,25/1 điểm, trừ 0,75 điểm do:")
    assert phrase is not None
    assert phrase.expects_reason
    assert phrase.reason is None


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("(Nội dung này đã thực hiện).", True),
        ("Đã khắc phục, xây dựng báo cáo", True),
        ("chưa nhập dữ liệu. (đã khắc phục)", True),
        ("số nhiệm vụ đã hoàn thành, chưa hoàn thành", False),
        ("Đã xây dựng xong kế hoạch, cần tiến hành", False),
    ],
)
def test_a_remark_that_the_fault_is_mended(text: str, done: bool) -> None:
    assert says_done(text) is done
