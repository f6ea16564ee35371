"""The reminder letter in Word and PDF: to whom, what, since when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from namro.core.base.errors import NamroError
from namro.core.improvement.reminder_letter import LateWork, ReminderLetter
from namro.documents.reading import read_document
from namro.documents.writing.content import Annex
from namro.documents.writing.reminder_letter import letter_bytes, reminder_paper

WORKS = (
    LateWork(who="Lê Thu An", text="Niêm yết thủ tục hành chính", due=date(2026, 11, 10), late=7),
    LateWork(who="Trưởng phòng Kinh tế", text="Lập sổ theo dõi báo cáo", due=date(2026, 11, 16), late=3),
    LateWork(who="Lê Thu An", text="Báo cáo quý III", due=date(2026, 11, 12), late=5, kind="Báo cáo"),
)
LETTER = ReminderLetter(
    issuing_body="UBND xã Suối Mây",
    parent_body=None,
    place="Suối Mây",
    year=2026,
    works=WORKS,
    as_of=date(2026, 11, 19),
    answer_by=date(2026, 11, 25),
    signer_name="Phạm Quốc Hưng",
    signer_role="Phó Chủ tịch",
)


def words_of(letter: ReminderLetter, suffix: str, folder: Path) -> str:
    path = folder / f"cong-van{suffix}"
    path.write_bytes(letter_bytes(letter, suffix))
    return " ".join(str(read_document(path)).split())


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_a_letter_says_who_owes_what_since_when(suffix: str, tmp_path: Path) -> None:
    words = words_of(LETTER, suffix, tmp_path)
    for told in (
        "V/v đôn đốc nhiệm vụ quá hạn", "Kính gửi:", "Lê Thu An", "Trưởng phòng Kinh tế",
        "2 nhiệm vụ, 1 báo cáo", "trễ lâu nhất 7 ngày làm việc", "10/11/2026", "trước ngày 25/11/2026",
        "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Phạm Quốc Hưng",
    ):  # fmt: skip
        assert all(word in words for word in told.split()) if suffix == ".pdf" else told in words


def test_who_is_latest_stands_first() -> None:
    assert list(LETTER.by_whom) == ["Lê Thu An", "Trưởng phòng Kinh tế"]
    assert [work.late for work in LETTER.by_whom["Lê Thu An"]] == [7, 5]


def test_a_long_list_is_an_annex_and_many_are_not_named_one_by_one() -> None:
    works = tuple(replace(WORKS[0], who=f"Người thứ {n}") for n in range(12))
    paper = reminder_paper(replace(LETTER, works=works))
    assert paper.addressees == ("Các bộ phận, cán bộ, công chức có tên trong danh sách kèm theo",)
    assert [annex.title for annex in paper.annexes if isinstance(annex, Annex)] == ["DANH SÁCH NHIỆM VỤ QUÁ HẠN"]
    below = reminder_paper(replace(LETTER, works=works, to_units=True))
    assert below.addressees == ("Các đơn vị có tên trong danh sách kèm theo",)
    assert "các đơn vị còn 12 nhiệm vụ" in str(below.body[0])


def test_another_kind_of_file_is_refused() -> None:
    with pytest.raises(NamroError, match=r"Hãy chọn .docx hoặc .pdf"):
        letter_bytes(LETTER, ".odt")
