from __future__ import annotations

import pytest

from namro.documents.writing.wording import (
    BLANK,
    assignment_words,
    basis_words,
    date_words,
    full_name,
    letterhead_lines,
    lower_first,
    number_words,
    recipient_words,
)

GAP = "\u00a0" * 6


@pytest.mark.parametrize(
    ("lead", "collaborators", "words"),
    [
        (("Phòng Kinh tế",), (), "Phòng Kinh tế chủ trì."),
        (("Phòng Kinh tế", "Văn phòng"), (), "Phòng Kinh tế; Văn phòng chủ trì."),
        (("Phòng Kinh tế",), ("Thôn Một", "Thôn Hai"), "Phòng Kinh tế chủ trì; phối hợp: Thôn Một; Thôn Hai."),
        (("Các cán bộ, công chức", "Văn phòng"), (), "Các cán bộ, công chức; Văn phòng chủ trì."),
        ((), ("Thôn Một",), "Phối hợp: Thôn Một."),
        ((), (), ""),
    ],
)
def test_assignment(lead: tuple[str, ...], collaborators: tuple[str, ...], words: str) -> None:
    assert assignment_words(lead, collaborators) == words


@pytest.mark.parametrize(
    ("iso", "day", "month", "year"),
    [
        ("2026-03", GAP, "3", "2026"),
        ("2026-02-05", "05", "02", "2026"),
        ("2026-12-14", "14", "12", "2026"),
        (None, GAP, GAP, "2026"),
    ],
)
def test_dates_have_zeros_and_gaps_as_the_decree_says(iso: str | None, day: str, month: str, year: str) -> None:
    assert date_words(iso, 2026) == {"day": day, "month": month, "year": year}


def test_a_date_of_which_nothing_is_known_is_all_gaps() -> None:
    assert date_words(None, None) == {"day": GAP, "month": GAP, "year": GAP}


@pytest.mark.parametrize(
    ("code", "body", "words"),
    [
        ("/KH-UBND", "UBND xã Suối Mây", f"{GAP}/KH-UBND"),
        ("5/KH-UBND", "UBND xã Suối Mây", "05/KH-UBND"),
        ("23/KH-UBND", "UBND xã Suối Mây", "23/KH-UBND"),
        (None, "UBND xã Suối Mây", f"{GAP}/KH-UBND"),
        (None, "Sở Nội vụ", f"{GAP}/KH-{GAP}"),
    ],
)
def test_number(code: str | None, body: str, words: str) -> None:
    assert number_words(code, body) == words


def test_a_committee_takes_two_lines_and_no_abbreviation() -> None:
    assert letterhead_lines("UBND xã Suối Mây") == ("ỦY BAN NHÂN DÂN", "XÃ SUỐI MÂY")
    assert letterhead_lines("Ủy ban nhân dân phường Đồi Gió") == ("ỦY BAN NHÂN DÂN", "PHƯỜNG ĐỒI GIÓ")
    assert letterhead_lines("Sở Nội vụ") == ("SỞ NỘI VỤ",)


def test_an_unknown_body_leaves_a_place_to_write() -> None:
    assert full_name(None) == BLANK


def test_recipients_end_with_the_filed_copy() -> None:
    given = ("- Sở Nội vụ (b/c);", "Lưu: VT, VP.", "Các thôn")
    assert recipient_words(given, "Lưu: VT") == ("- Sở Nội vụ (b/c);", "- Các thôn;", "- Lưu: VT, VP.")
    assert recipient_words((), "Lưu: VT") == ("- Lưu: VT.",)


def test_grounds_are_parted_by_semicolons_and_end_with_a_stop() -> None:
    assert basis_words(("Căn cứ A", "Căn cứ A", "Căn cứ B;")) == ("Căn cứ A;", "Căn cứ A;", "Căn cứ B.")
    assert basis_words(()) == ()


def test_a_title_inside_a_sentence() -> None:
    assert lower_first("Khắc phục tồn tại") == "khắc phục tồn tại"
    assert lower_first("CCHC năm 2026") == "CCHC năm 2026"
