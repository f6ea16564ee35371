"""Bodies, positions and people in a sentence."""

from __future__ import annotations

import pytest

from namro.documents.recognition.actors import actor_list, actors_at, charge_at
from namro.documents.recognition.assignees import Assignees, who, who_in_parts

NAMED = [
    ("Giao đ/c Lan, công chức VHXH tham mưu kế hoạch", ("Lan (công chức VHXH)",)),
    ("Giao cho đ/c Minh, PCT UBND xã chỉ đạo", ("Minh (PCT UBND xã)",)),
    ("Giao đ/c Chủ tịch UBND xã, đ/c Lan viết đề tài", ("Chủ tịch UBND xã", "Lan")),
    ("Đồng chí Trần Thu Mai, Phó Chủ tịch UBND xã", ("Trần Thu Mai (Phó Chủ tịch UBND xã)",)),
    ("Công chức Địa chính - Xây dựng", ("Công chức Địa chính - Xây dựng",)),
    (
        "Các cơ quan, đơn vị, UBND các xã, thị trấn và Bưu điện huyện:",
        ("Các cơ quan, đơn vị, UBND các xã, thị trấn", "Bưu điện huyện"),
    ),
    ("Văn phòng HĐND và UBND xã thường xuyên theo dõi", ("Văn phòng HĐND và UBND xã",)),
    ("Phòng Nội vụ, Bưu điện huyện tăng cường đào tạo", ("Phòng Nội vụ", "Bưu điện huyện")),
    (
        "Các cán bộ, công chức có tham gia giải quyết TTHC, thực hiện",
        ("Các cán bộ, công chức có tham gia giải quyết TTHC",),
    ),
    ("Rà soát các thủ tục hành chính", ()),
]


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_actors_are_named_whole(text: str, names: tuple[str, ...]) -> None:
    assert actors_at(text, charge_at(text)).names == names


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        (
            "Bưu điện huyện; các cơ quan, đơn vị và UBND các xã, thị trấn.",
            ("Bưu điện huyện", "các cơ quan, đơn vị và UBND các xã, thị trấn"),
        ),
        ("Cán bộ, công chức xã; Bộ phận Một cửa xã.", ("Cán bộ, công chức xã", "Bộ phận Một cửa xã")),
        ("Tổ xe ôm tự quản", ("Tổ xe ôm tự quản",)),
    ],
)
def test_a_list_is_split_into_its_entries(text: str, entries: tuple[str, ...]) -> None:
    assert actor_list(text) == entries


SENTENCES = [
    ("Phòng Nội vụ chủ trì, phối hợp với Phòng Tư pháp kiểm tra.", ("Phòng Nội vụ",), ("Phòng Tư pháp",)),
    ("Giao đ/c Lan phối hợp với đ/c Minh xây dựng kế hoạch.", ("Lan",), ("Minh",)),
    ("Rà soát quy trình. Giao đ/c Lan công khai trên trang tin.", ("Lan",), ()),
    ("Căn cứ thông báo của cấp trên, Văn phòng UBND xã tham mưu cử người.", ("Văn phòng UBND xã",), ()),
    ("Kế hoạch giám sát do Thường trực HĐND xã ký và ban hành.", ("Thường trực HĐND xã",), ()),
    ("Phối hợp với các ban ngành chuyên môn rà soát văn bản.", (), ("các ban ngành chuyên môn",)),
    ("Báo cáo quý, năm đúng hạn.", (), ()),
]


@pytest.mark.parametrize(("text", "lead", "collaborators"), SENTENCES)
def test_who_leads_and_who_helps(text: str, lead: tuple[str, ...], collaborators: tuple[str, ...]) -> None:
    assert who(text) == Assignees(lead, collaborators)


def test_in_an_assignment_cell_the_first_leads_and_the_others_help() -> None:
    parts = [
        "- Công chức Văn phòng – Thống kê xã tham mưu kế hoạch.",
        "- Các cán bộ, công chức chủ động triển khai. Công chức Văn phòng – Thống kê xã theo dõi.",
    ]
    assert who_in_parts(parts) == Assignees(("Công chức Văn phòng – Thống kê xã",), ("Các cán bộ, công chức",))
