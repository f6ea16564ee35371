"""Numbers that a duty asks for each time, read from its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.improvement.quotas_read import quotas_in
from namro.core.timetable.rhythm import Period

#: A duty as notices print it, with what is asked: number, of what, how often, from each person.
SAID: dict[str, list[tuple[str, str, Period, bool | None]]] = {
    "Giao mỗi bộ phận ít nhất 01 tin/tháng/người nhằm nâng cao chất lượng.": [("1", "tin", Period.MONTH, True)],
    "Gửi tin lên trang của tỉnh với 04 tin/tháng/xã.": [("4", "tin", Period.MONTH, False)],
    "Mỗi người 2 tin bài/người/tuần": [("2", "tin bài", Period.WEEK, True)],
    "Tiếp nhận ít nhất 5 hồ sơ mỗi tuần.": [("5", "hồ sơ", Period.WEEK, None)],
    "Viết 03 bài trong tháng về chuyển đổi số": [("3", "bài", Period.MONTH, None)],
    "Tổ chức 1 buổi đối thoại/quý; kiểm tra 2 lần/năm": [
        ("1", "buổi đối thoại", Period.QUARTER, None),
        ("2", "lần", Period.YEAR, None),
    ],
    "Đạt 1,5 giờ/tuần/cán bộ": [("1.5", "giờ", Period.WEEK, True)],
    "1 tin/tháng/người. Nhắc lại: 1 tin/tháng/người.": [("1", "tin", Period.MONTH, True)],
}
#: Slashes and numbers that ask for nothing.
SILENT = [
    "Theo Quyết định số 15/QĐ-UBND ngày 3/4/2022 của Ủy ban nhân dân xã.",
    "Hoàn thành 95 % hồ sơ trước ngày 25/5/2022.",
    "Đạt 0 tin/tháng/người",
    "Báo cáo tháng 4 năm 2022 gửi trước ngày 20 hằng tháng",
    "Trực 24/24 giờ",
    "",
]


@pytest.mark.parametrize("text", SAID)
def test_a_number_each_time_is_read(text: str) -> None:
    found = [(format(one.number.normalize(), "f"), one.measure, one.period, one.each) for one in quotas_in(text)]
    assert found == SAID[text]


@pytest.mark.parametrize("text", SILENT)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert quotas_in(text) == ()


def test_words_and_sentence_are_kept_as_printed() -> None:
    text = "Giao từng người ít nhất 01 tin/tháng/người nhằm đa dạng tin. Đồng thời bảo đảm 04 tin/tháng/xã."
    one, other = quotas_in(text)
    assert (one.printed, one.clause) == (
        "01 tin/tháng/người",
        "Giao từng người ít nhất 01 tin/tháng/người nhằm đa dạng tin.",
    )
    assert (other.printed, other.clause) == ("04 tin/tháng/xã", "Đồng thời bảo đảm 04 tin/tháng/xã.")


@given(st.text(alphabet="0123456789/ tinthágươ.,;mỗi", max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert all(one.number > 0 and one.printed in one.clause for one in quotas_in(text))
