from __future__ import annotations

import pytest

from namro.core.base.errors import NamroError
from namro.core.timetable.wording import due_words

WORDS = {
    "2024-11-10": "Trước ngày 10/11/2024",
    "2024-06": "Trong tháng 6/2024",
    "2024-Q3": "Trong quý III/2024",
    "2024": "Trong năm 2024",
    "2024+": "Năm 2024 và những năm tiếp theo",
    "ongoing": "Thường xuyên",
    "daily": "Hằng ngày",
    "weekly": "Hằng tuần",
    "biweekly": "02 tuần/lần",
    "monthly": "Hằng tháng",
    "quarterly": "Hằng quý",
    "half-yearly": "06 tháng/lần",
    "yearly": "Hằng năm",
    "monthly:20": "Ngày 20 hằng tháng",
    "quarterly:last-month:03": "Trước ngày 03 của tháng cuối quý",
    "yearly:q4-prev": "Quý IV của năm trước liền kề",
    "within:2wd": "Chậm nhất 02 ngày làm việc",
    "within:5d": "Chậm nhất 05 ngày",
    "within:8h": "Chậm nhất 08 giờ",
    "as-planned": "Theo tiến độ, kế hoạch được giao",
    "invalid:2024-11-31": "Trước ngày 31/11/2024",
}


@pytest.mark.parametrize(("token", "words"), WORDS.items())
def test_every_token_has_words(token: str, words: str) -> None:
    assert due_words([token]) == words


def test_several_tokens_make_one_phrase() -> None:
    assert due_words(["ongoing", "2024-11-10"]) == "Thường xuyên; trước ngày 10/11/2024"


def test_no_token_says_nothing() -> None:
    assert due_words([]) == ""


@pytest.mark.parametrize("token", ["", "soon", "2024-13-1", "2024-Q5", "within:2y"])
def test_an_unknown_token_is_refused(token: str) -> None:
    with pytest.raises(NamroError, match=f"“{token}”"):
        due_words([token])
