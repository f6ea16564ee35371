"""Whatever a document holds, recognition ends, soon and without an error."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namro.documents.recognition import recognise
from tests.documents.recognition.text_document import document, paragraphs, table
from tests.drawing import share

PIECES = [
    "I.",
    "II. NHIỆM VỤ",
    "1.",
    "1.1.",
    "3.2.1",
    "a)",
    "d.",
    "- ",
    "+ ",
    "- + ",
    "* ",
    "* Nhiệm vụ số 1:",
    "PHẦN THỨ BA",
    "đạt 1,5/2 điểm",
    "0/0,5 điểm",
    "đạt 0,5/ điểm",
    "trừ 0,5 điểm do",
    "trừ 1 điểm do:",
    "Biện pháp khắc phục:",
    "(đã khắc phục)",
    "Yêu cầu của tiêu chí:",
    "Điểm chấm:",
    "Hội đồng thẩm định chấm 0,5/1 điểm",
    "Tham mưu:",
    "Phối hợp:",
    "Thời gian thực hiện:",
    "Kết quả thực hiện năm 2023:",
    "Chỉ tiêu khắc phục:",
    "Hạn chế:",
    "KẾ HOẠCH",
    "Giao đ/c Lan, công chức Văn hóa - Xã hội",
    "Các cơ quan, đơn vị",
    "Phòng Nội vụ",
    "chủ trì, phối hợp với",
    "và",
    "trước ngày 31/11/2024",
    "chậm nhất ngày 16",
    "hằng quý",
    "năm 2024",
    "100%",
    "Căn cứ Quyết định số 12/QĐ-UBND",
    "Số: /KH-UBND",
    "Suối Mây, ngày tháng 3 năm 2024",
    "Nơi nhận:",
    "TM. ỦY BAN NHÂN DÂN",
    "CHỦ TỊCH",
    "của",
    "(",
    ")",
    ":",
    ".",
    ";",
    "TT",
    "Sản phẩm",
    "Tiến độ",
    "Phân công",
    "Điểm tối đa",
    "Lý do",
    "-nt-",
    "ﬁ",
    "İ",
    "́",
    "\u200b",
    "",
]

LINES = st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join)
CELLS = st.lists(st.lists(st.sampled_from(PIECES), min_size=3, max_size=7).map(tuple), min_size=1, max_size=6)


@settings(max_examples=share(150), deadline=None)
@given(lines=st.lists(LINES | st.text(max_size=40), max_size=30), rows=CELLS)
def test_any_lines_and_tables_are_read_without_error(lines: list[str], rows: list[tuple[str, ...]]) -> None:
    text = "\n".join(lines) or "x"
    reading = recognise(document(*paragraphs(text), table(*rows), *paragraphs(text)))
    assert len({c.id for c in reading.criteria}) == len(reading.criteria)
    assert {d.criterion for d in reading.deductions} <= {c.id for c in reading.criteria}


JUNK = [
    "a",
    "1.",
    "1 ",
    "I. ",
    "- ",
    "( ",
    "đạt 1/1 điểm, ",
    "trừ 0,5 điểm do ",
    "các ",
    "Phòng Nội vụ, ",
    "phối hợp với ",
    "Giao đ/c Lan ",
    "Căn cứ số 1/QĐ-UBND ",
    "năm 2024 ",
    "chỉ số ",
    "hài lòng ",
    "xếp thứ 1/2, ",
    "; ",
    "A B ",
    "UBND xã ",
    "l",
    "l,O/",
    "năm 2022 bị trừ 1 điểm ",
    ": năm 2022 ",
    "điểm thưởng ",
]


@pytest.mark.usefixtures("no_hang")
@pytest.mark.parametrize("piece", JUNK)
@pytest.mark.parametrize("length", [15_000, pytest.param(60_000, marks=pytest.mark.slow)])
def test_junk_of_a_whole_book_in_one_line_ends(length: int, piece: str) -> None:
    line = (piece * length)[:length]
    text = (
        f"III. NHIỆM VỤ\n- {line}\nIV. TỒN TẠI\n- {line}\n* Nhiệm vụ 1: Kế hoạch: đạt 1/2 điểm\n1.1. {line}\nNơi nhận:"
    )
    reading = recognise(document(*paragraphs(text)))
    assert "1" in {c.id for c in reading.criteria}
