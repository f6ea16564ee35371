"""What the reader sees in a sheet and does not decide: misread figures, other years, points outside the scale."""

from __future__ import annotations

from decimal import Decimal

import pytest

from namro.core.printed import Reading
from namro.documents.recognition.misread import mended
from tests.documents.recognition.conftest import Reader


def doubts(reading: Reading) -> list[tuple[str, str]]:
    return [(q.where, q.found) for q in reading.questions if q.kind == "points"]


MISREAD = [
    ("Kế hoạch: đạt l,5/2 điểm", "Kế hoạch: đạt 1,5/2 điểm", ("l,5/2 điểm",)),
    ("Kế hoạch: đạt O,25/1 điểm", "Kế hoạch: đạt 0,25/1 điểm", ("O,25/1 điểm",)),
    ("Kế hoạch: 8/1O điểm, trừ 2 điểm", "Kế hoạch: 8/10 điểm, trừ 2 điểm", ("8/1O điểm",)),
    ("đạt I/I điểm", "đạt 1/1 điểm", ("I/I điểm",)),
    ("đạt O/l điểm, trừ l điểm do chậm", "đạt 0/1 điểm, trừ 1 điểm do chậm", ("O/l điểm", "trừ l điểm")),
    ("Trừ O,5 điểm do quá hạn", "Trừ 0,5 điểm do quá hạn", ("Trừ O,5 điểm",)),
    ("Điểm trừ: l,0", "Điểm trừ: 1,0", ("Điểm trừ: l,0",)),
    ("đạt 0,5 điểm (tối đa l điểm)", "đạt 0,5 điểm (tối đa 1 điểm)", ("tối đa l điểm",)),
    ("1.l. Báo cáo: đạt 1/1 điểm", "1.l. Báo cáo: đạt 1/1 điểm", ()),
    ("theo lô 10/10 điểm", "theo lô 10/10 điểm", ()),
    ("Phần I điểm số chung", "Phần I điểm số chung", ()),
    ("phần l/O theo hướng dẫn", "phần l/O theo hướng dẫn", ()),
    ("bị trừ oi điểm", "bị trừ oi điểm", ()),
    ("Nghị định 1O/2O23", "Nghị định 1O/2O23", ()),
]


@pytest.mark.parametrize(("printed", "meant", "found"), MISREAD)
def test_letters_in_figures_of_points(printed: str, meant: str, found: tuple[str, ...]) -> None:
    assert mended(printed) == (meant, found)


def test_a_misread_figure_is_asked_about(read: Reader) -> None:
    reading = read("1. Chỉ đạo: đạt 8/1O điểm\n\n1.1. Kế hoạch: đạt l,5/2 điểm, trừ O,5 điểm do chậm")
    first, second = reading.criteria
    assert (first.achieved, first.max) == (Decimal(8), Decimal(10))
    assert (second.achieved, second.max, second.deducted) == (Decimal("1.5"), Decimal(2), Decimal("0.5"))
    assert doubts(reading) == [("1", "8/1O điểm"), ("1.1", "l,5/2 điểm"), ("1.1", "trừ O,5 điểm")]
    assert max(first.confidence, second.confidence) < 0.7


def test_a_misread_figure_in_a_table(read: Reader) -> None:
    table = (
        "| TT | Tiêu chí | Điểm tối đa | Điểm đạt | Lý do |\n|---|---|---|---|---|\n"
        "| 1 | Kế hoạch | 1O | 8 | Gửi chậm |\n"
    )
    reading = read(table, "sheet.md")
    assert [(c.achieved, c.max) for c in reading.criteria] == [(Decimal(8), Decimal(10))]
    assert doubts(reading) == [("1", "1O")]


@pytest.mark.parametrize(
    "line",
    [
        "Năm 2022 bị trừ 1 điểm do gửi báo cáo chậm.",
        "- Năm 2022: trừ 1 điểm do gửi báo cáo chậm.",
        "- Trong năm 2022, xã đã bị trừ 1 điểm.",
        "- Trừ 1 điểm (năm 2022).",
        "Năm trước bị trừ 1 điểm do gửi báo cáo chậm.",
    ],
)
def test_a_loss_of_another_year_is_asked_about(read: Reader, line: str) -> None:
    reading = read(f"1. Chỉ đạo: đạt 5/6 điểm\n\n1.1. Kế hoạch: đạt 4/5 điểm\n\n{line}\n\n1.2. Báo cáo: đạt 1/1 điểm")
    assert [c.id for c in reading.criteria] == ["1", "1.1", "1.2"]
    assert reading.deductions == ()
    assert [c.deducted for c in reading.criteria] == [None] * 3
    assert [where for where, _ in doubts(reading)] == ["1.1"]


@pytest.mark.parametrize(
    "words",
    [
        " (năm 2022 bị trừ 0,5 điểm do chậm).",
        ". Năm 2022 gửi báo cáo chậm nên bị trừ 0,5 điểm.",
        "\n\n- Năm 2022 gửi báo cáo chậm nên bị trừ 0,5 điểm.",
    ],
)
def test_a_full_score_lost_nothing_this_year(read: Reader, words: str) -> None:
    reading = read(f"1.1. Kế hoạch: đạt 5/5 điểm{words}\n\n1.2. Báo cáo: đạt 1/1 điểm")
    assert reading.deductions == ()
    assert [(c.name, c.deducted) for c in reading.criteria] == [("Kế hoạch", None), ("Báo cáo", None)]
    assert [where for where, _ in doubts(reading)] == ["1.1"]


@pytest.mark.parametrize(
    "line",
    [
        "Năm 2023 bị trừ 1 điểm do gửi báo cáo chậm.",
        "- Trừ 1 điểm do chưa hoàn thành kế hoạch năm 2022.",
        "- Kế hoạch năm 2022 gửi chậm: trừ 1 điểm.",
        "- Năm 2023 chưa hoàn thành kế hoạch của năm 2022, trừ 1 điểm.",
    ],
)
def test_a_loss_of_this_year_stays(read: Reader, line: str) -> None:
    reading = read(f"1.1. Kế hoạch: đạt 4/5 điểm\n\n{line}")
    assert [(d.criterion, d.points) for d in reading.deductions] == [("1.1", Decimal(1))]
    assert doubts(reading) == []


def test_a_reason_of_another_year_is_kept_and_asked_about(read: Reader) -> None:
    reading = read("1.1. Kế hoạch: đạt 4/5 điểm, trừ 1 điểm do:\n\n- Năm 2022 chưa ban hành kế hoạch.")
    assert [d.reason for d in reading.deductions] == ["Năm 2022 chưa ban hành kế hoạch"]
    assert doubts(reading) == [("1.1", "Năm 2022 chưa ban hành kế hoạch")]


@pytest.mark.parametrize(
    "line",
    [
        "Điểm thưởng: 0,5/2 điểm.",
        "Điểm thưởng (nếu có): 1 điểm do có sáng kiến.",
        "9. Điểm thưởng: 2/5 điểm",
        "II. Điểm cộng thêm: 1 điểm",
        "Điểm phạt: trừ 1 điểm do nộp hồ sơ muộn.",
        "9. Điểm trừ: 1 điểm do có công chức bị kỷ luật",
        "Các khoản điểm trừ: 1 điểm",
        "- Điểm trừ: 1,0 điểm do có công chức bị kỷ luật",
    ],
)
def test_points_outside_the_scale_are_asked_about(read: Reader, line: str) -> None:
    reading = read(f"1. Chỉ đạo: đạt 10/10 điểm\n\n1.1. Kế hoạch: đạt 5/5 điểm\n\n{line}\n\n1.2. Báo cáo: đạt 5/5 điểm")
    assert [(c.id, c.deducted) for c in reading.criteria] == [("1", None), ("1.1", None), ("1.2", None)]
    assert reading.deductions == ()
    assert doubts(reading) == [("1.1", line.lstrip("- 9I."))]


def test_broadcasts_are_no_fines(read: Reader) -> None:
    reading = read(
        "1.1. Tuyên truyền: đạt 2/3 điểm\n\n- Điểm phát thanh: đạt 1/1 điểm\n\n- Điểm công cộng: đạt 1/2 điểm"
    )
    assert [c.name for c in reading.criteria] == ["Tuyên truyền", "Điểm phát thanh", "Điểm công cộng"]
    assert doubts(reading) == []


@pytest.mark.parametrize("line", ["Điểm thưởng: không", "Điểm thưởng: 0 điểm", "Điểm trừ: 0 điểm"])
def test_no_points_outside_the_scale_raise_no_question(read: Reader, line: str) -> None:
    reading = read(f"1.1. Kế hoạch: đạt 5/5 điểm\n\n{line}\n\n1.2. Báo cáo: đạt 4/5 điểm, trừ 1 điểm do chậm")
    assert doubts(reading) == []
    assert [(d.criterion, d.points) for d in reading.deductions] == [("1.2", Decimal(1))]


def test_a_row_of_points_outside_the_scale(read: Reader) -> None:
    table = (
        "| TT | Tiêu chí | Điểm tối đa | Điểm đạt |\n|---|---|---|---|\n| 1 | Kế hoạch | 10 | 8 |\n"
        "| 2 | Điểm thưởng | 5 | 2 |\n| | Điểm trừ | | 1 |\n| | Điểm cộng | 5 | 0 |\n"
    )
    reading = read(table, "sheet.md")
    assert [(c.id, c.name) for c in reading.criteria] == [("1", "Kế hoạch")]
    assert doubts(reading) == [("1", "Điểm thưởng: 2/5"), ("1", "Điểm trừ: 1")]


def test_every_question_has_a_message_and_a_place(read: Reader) -> None:
    reading = read("1.1. Kế hoạch: đạt l/5 điểm\n\nĐiểm thưởng: 1 điểm\n\nNăm 2022 bị trừ 1 điểm do chậm.")
    assert [q.at.line for q in reading.questions if q.at] == [4, 6, 8]
    assert all(f"“{q.found}”" in q.message and q.message.endswith("?") for q in reading.questions)
