"""Bodies and positions that ended with the district level: found as printed, never replaced, always asked about."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from namro import data
from namro.core.base.folding import fold
from namro.core.base.yamlfile import load
from namro.documents.recognition.successors import ended_in

TODAY = date(2026, 3, 2)
DATA: Any = load(Path(str(data.__file__)).with_name("ended_2025.yaml"))

#: Text → (what is found, the likeliest successor).
FOUND = {
    "gửi Phòng Nội vụ huyện tổng hợp": ("Phòng Nội vụ huyện", "Sở Nội vụ"),
    "gửi Phòng Nội vụ huyện Suối Mây.": ("Phòng Nội vụ huyện Suối Mây", "Sở Nội vụ"),
    "báo cáo UBND huyện": ("UBND huyện", "UBND tỉnh"),
    "Ủy ban nhân dân thị xã Bến Đá": ("Ủy ban nhân dân thị xã Bến Đá", "UBND tỉnh"),
    "UBND thành phố Nha Trang": ("UBND thành phố Nha Trang", "UBND tỉnh"),
    "UBND quận 3": ("UBND quận", "UBND tỉnh"),
    "Chủ tịch UBND huyện quyết định": ("Chủ tịch UBND huyện", "Chủ tịch UBND tỉnh"),
    "Văn phòng HĐND-UBND huyện": ("Văn phòng HĐND-UBND huyện", "Văn phòng UBND tỉnh"),
    "Phòng Tài chính và Kế hoạch": (
        "Phòng Tài chính và Kế hoạch",
        "Phòng Kinh tế (xã) hoặc Phòng Kinh tế, Hạ tầng và Đô thị (phường)",
    ),
    "Phong Tu phap": ("Phong Tu phap", "Sở Tư pháp"),  # lost marks
    "HĐTD huyện chấm": ("HĐTD huyện", "Hội đồng thẩm định của tỉnh"),
    "UBND thị trấn Cầu Gỗ": ("UBND thị trấn Cầu Gỗ", "xã hoặc phường theo nghị quyết sắp xếp của tỉnh"),
    "tại Bộ phận TN&TKQ": ("Bộ phận TN&TKQ", "Trung tâm Phục vụ hành chính công cấp xã"),
    "Bộ phận một cửa cấp huyện": ("Bộ phận một cửa cấp huyện", "Trung tâm Phục vụ hành chính công cấp xã"),
    "Giao công chức Văn phòng - Thống kê": (
        "công chức Văn phòng - Thống kê",
        "Công chức Văn phòng HĐND và UBND cấp xã",
    ),
    "Công chức Địa chính- Xây dựng- Nông nghiệp- Môi trường": (
        "Công chức Địa chính- Xây dựng- Nông nghiệp- Môi trường",
        "Công chức Phòng Kinh tế (xã) hoặc Phòng Kinh tế, Hạ tầng và Đô thị (phường)",
    ),
    "CC VHXH": ("CC VHXH", "Công chức Phòng Văn hóa – Xã hội cấp xã"),
}

#: What stays, or only looks like something that ended.
NOT_FOUND = [
    "UBND quan tâm chỉ đạo",
    "UBND thành phố Hà Nội",
    "UBND Thành phố Hồ Chí Minh",
    "UBND tỉnh và UBND xã",
    "Văn phòng HĐND và UBND xã",
    "Phòng Văn hóa – Xã hội",
    "Phòng Kinh tế",
    "Sở Nội vụ",
    "thủ tục thuộc lĩnh vực Tư pháp – Hộ tịch",
    "Ban Chỉ huy quân sự xã",
    "Công an xã",
    "Trung tâm Phục vụ hành chính công",
    "",
]


@pytest.mark.parametrize(("text", "expected"), FOUND.items())
def test_what_ended_is_found_as_printed(text: str, expected: tuple[str, str]) -> None:
    (ended,) = ended_in(text, on=TODAY)
    assert (ended.found, ended.successors[0]) == expected
    assert text[ended.start : ended.end] == ended.found


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_stays_is_left_alone(text: str) -> None:
    assert ended_in(text, on=TODAY) == ()


def test_it_depends_on_the_day() -> None:
    text = "UBND huyện và Công an huyện"
    assert [e.found for e in ended_in(text, on=date(2024, 5, 1))] == []
    assert [e.found for e in ended_in(text, on=date(2025, 3, 1))] == ["Công an huyện"]
    assert [e.found for e in ended_in(text, on=date(2025, 7, 1))] == ["UBND huyện", "Công an huyện"]
    assert ended_in(text, on=None) == ended_in(text, on=TODAY)


def test_all_are_found_in_printed_order_each_place_once() -> None:
    found = ended_in("Chủ tịch UBND huyện giao Phòng Nội vụ, Bộ phận Một cửa và UBND các xã, thị trấn", on=TODAY)
    assert [e.found for e in found] == ["Chủ tịch UBND huyện", "Phòng Nội vụ", "Bộ phận Một cửa", "thị trấn"]


def test_the_question_names_the_day_the_proposals_and_what_to_do() -> None:
    (ended,) = ended_in("Phòng Tư pháp huyện", on=TODAY)
    assert ended.question == (
        "“Phòng Tư pháp huyện” không còn từ 01/07/2025. Có thể là: Sở Tư pháp; Văn phòng HĐND và UBND cấp xã. "
        "Lĩnh vực tư pháp ở xã thuộc Văn phòng HĐND và UBND; báo cáo lên trên thường về Sở Tư pháp. Hãy chọn."
    )
    assert "150/2025/NĐ-CP" in ended.source
    assert ended.evidence == "B"


@pytest.mark.parametrize("entry", DATA["entries"], ids=lambda entry: entry["names"][0])
def test_every_entry_has_successors_a_note_a_source_and_an_honest_letter(entry: Any) -> None:
    assert entry["successors"]
    assert entry["note"]
    assert entry["source"] in DATA["sources"]
    assert entry["evidence"] in {"A", "B", "C"}
    assert entry["source"] != "nen" or entry["evidence"] == "C"


def test_no_name_stands_twice() -> None:
    names = [fold(name) for entry in DATA["entries"] for name in entry["names"]]
    assert len(names) == len(set(names))
