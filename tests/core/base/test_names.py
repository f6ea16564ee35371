from __future__ import annotations

import pytest

from namro.core.base.names import is_person, near_duplicates, normalise, same_name, sort_key


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("đ/c Ly", "Ly"),
        ("Các đồng chí Ly", "Ly"),
        ("Ly (công chức VHXH)", "Ly"),
        ("Ông  Lò Văn Pản, Chủ tịch UBND xã", "Lò Văn Pản"),
    ],
)
def test_honorific_and_post_are_not_the_name(printed: str, name: str) -> None:
    assert normalise(printed) == name


@pytest.mark.parametrize("text", ["Ly", "Trần Hữu Cường", "Đoàn Thị Đào", "Trương Mỹ (kế toán)", "đ/c Hà"])
def test_people(text: str) -> None:
    assert is_person(text)


@pytest.mark.parametrize(
    "text", ["Phòng Nội vụ", "Công chức Văn phòng", "UBND xã", "Các công chức", "Công An", "Bưu điện huyện", "", "BCĐ"]
)
def test_bodies_and_posts_are_not_people(text: str) -> None:
    assert not is_person(text)


def test_the_place_of_the_tone_mark_does_not_make_another_name() -> None:
    assert same_name("Thủy", "Thuỷ")
    assert same_name("đ/c HÒA", "Hoà (VPTK)")
    assert not same_name("Thủy", "Thùy")


def test_dictionary_order() -> None:
    words = ["Ánh", "An", "Ân", "Ăn", "Đào", "Dung", "Hà", "Ha", "Hả", "Hạ", "Hã", "Há", "Ê", "E", "Ngô Bảo", "Ngô Bá"]
    expected = ["An", "Ánh", "Ăn", "Ân", "Dung", "Đào", "E", "Ê", "Ha", "Hà", "Hả", "Hã", "Há", "Hạ"]
    assert sorted(words, key=sort_key) == [*expected, "Ngô Bá", "Ngô Bảo"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Điệp", "Diệp"),
        ("Thủy", "Thùy"),
        ("Thúy", "Thủy"),
        ("Ly", "Lý"),
        ("Ly", "Li"),
        ("Trần Văn Hùng", "Trần Văn Hưng"),
        ("Trần Văn Hùng", "Trần Van Húng"),
        ("Hoàng Như Hoa", "Hoàng Như Hoan"),
    ],
)
def test_names_that_may_be_one_person(first: str, second: str) -> None:
    assert near_duplicates([first, second]) == [(first, second)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Thủy", "Thuỷ"),  # the same name
        ("Ly", "đ/c Ly (VHXH)"),
        ("Phụng", "Nhung"),  # one letter, but given names alone
        ("Hà", "Hoa"),
        ("Cường", "Trần Hữu Cường"),
        ("Trần Văn Hùng", "Lê Văn Hùng"),
        ("Phòng Nội vụ", "Phong Nội vụ"),  # a body
    ],
)
def test_names_that_are_not_asked_about(first: str, second: str) -> None:
    assert near_duplicates([first, second]) == []


def test_each_pair_is_named_once_however_often_the_names_are_printed() -> None:
    printed = ["Điệp", "Ly", "Diệp", "Điệp (CC)", "Thùy", "Diệp", "Thủy"]
    assert near_duplicates(printed) == [("Điệp", "Diệp"), ("Thùy", "Thủy")]
