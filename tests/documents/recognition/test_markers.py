"""Item numbers as they are printed."""

from __future__ import annotations

import pytest

from namro.core.base.numerals import roman_value
from namro.documents.recognition.markers import (
    DASH,
    LETTER,
    NAMED,
    PART,
    PLUS,
    ROMAN,
    TEXT,
    split_marker,
)

SPEC = [
    ("II. NHIỆM VỤ", ROMAN, "II", "NHIỆM VỤ"),
    ("1. Kết quả chung", ROMAN + 1, "1", "Kết quả chung"),
    ("1.1. Kế hoạch", ROMAN + 2, "1.1", "Kế hoạch"),
    ("3.2.2 Diện tích phòng", ROMAN + 3, "3.2.2", "Diện tích phòng"),
    ("a) Mục tiêu", LETTER, "a", "Mục tiêu"),
    ("đ. Bộ phận Tư pháp", LETTER, "đ", "Bộ phận Tư pháp"),
    ("A. CHỈ SỐ", PART, "A", "CHỈ SỐ"),
    ("- Rà soát", DASH, "", "Rà soát"),
    ("-Rà soát", DASH, "", "Rà soát"),
    ("+ Tham mưu: X", PLUS, "", "Tham mưu: X"),
    ("- + Phối hợp: Y", PLUS, "", "Phối hợp: Y"),
    ("* Nhiệm vụ số 3: Cải cách TTHC", NAMED, "3", "Cải cách TTHC"),
    ("Tiêu chí 2.1: Ban hành", ROMAN + 2, "2.1", "Ban hành"),
    ("Lĩnh vực IV. Tổ chức bộ máy", NAMED, "4", "Tổ chức bộ máy"),
    ("100% hồ sơ đúng hạn", TEXT, "", "100% hồ sơ đúng hạn"),
    ("06 Ban ấp", TEXT, "", "06 Ban ấp"),
    ("Ủy ban nhân dân xã", TEXT, "", "Ủy ban nhân dân xã"),
]


@pytest.mark.parametrize(("text", "rank", "number", "rest"), SPEC)
def test_a_printed_number_is_split_off(text: str, rank: float, number: str, rest: str) -> None:
    marker, found = split_marker(text)
    assert (marker.rank, marker.number, found) == (rank, number, rest)


@pytest.mark.parametrize(("number", "value"), [("i", 1), ("IV", 4), ("IX", 9), ("xxiv", 24)])
def test_roman_numbers_have_values(number: str, value: int) -> None:
    assert roman_value(number) == value
