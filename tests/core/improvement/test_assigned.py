"""What columns of exports mean, and what a file changes: guessed and decided without a database."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.base.columns import digest_of
from namro.core.base.faults import Faults
from namro.core.improvement.assigned import Outcome, decide, guess, headings_of, read_rows, seal_of


def heads(*words: str) -> dict[int, str]:
    return dict(enumerate(words))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (
            ("STT", "Số ký hiệu", "Ngày văn bản", "Trích yếu", "Người xử lý chính", "Hạn xử lý"),
            {"document": 1, "document_date": 2, "text": 3, "owner": 4, "due": 5},
        ),
        (
            ("TT", "Nội dung nhiệm vụ được giao", "Văn bản giao", "Đơn vị chủ trì", "Thời hạn hoàn thành", "Sản phẩm"),
            {"text": 1, "document": 2, "owner": 3, "due": 4, "product": 5},
        ),
        (("ID", "NHIỆM VỤ", "CƠ QUAN GIAO", "HẠN"), {"code": 0, "text": 1, "giver": 2, "due": 3}),
        (("Họ và tên", "Ngày sinh"), {}),
    ],
    ids=["E-Office", "list of duties", "capitals", "another list"],
)
def test_columns_are_guessed_by_their_headings(words: tuple[str, ...], found: dict[str, int]) -> None:
    assert guess(heads(*words)) == found


def test_the_headings_are_found_below_a_title() -> None:
    rows = [(1, {0: "DANH SÁCH NHIỆM VỤ"}), (3, heads("STT", "Nhiệm vụ", "Hạn")), (4, {0: "1", 1: "Việc"})]
    found = headings_of(rows)
    assert found == (1, heads("STT", "Nhiệm vụ", "Hạn"))
    assert headings_of([(1, {0: "Việc", 1: "x"})]) is None


def test_headings_are_known_again_without_case_and_marks_but_not_in_other_places() -> None:
    assert digest_of(heads("Nhiệm vụ", "Hạn")) == digest_of(heads("NHIỆM  VỤ", "Hạn "))
    assert digest_of(heads("Nhiệm vụ", "Hạn")) != digest_of(heads("Hạn", "Nhiệm vụ"))


@pytest.mark.parametrize(
    "cell", ["30/11/2026", "17:00 30/11/2026", "30-11-2026", "2026-11-30 17:00", date(2026, 11, 30)]
)
def test_days_are_read_as_systems_write_them(cell: object) -> None:
    faults = Faults("a.xlsx")
    (row,) = read_rows([(2, {0: "Việc", 1: cell})], {"text": 0, "due": 1}, faults)  # type: ignore[dict-item]
    assert (row.due, faults.found) == (date(2026, 11, 30), [])


def test_its_own_number_makes_a_row_the_same_task_whatever_its_words() -> None:
    columns = {"text": 0, "code": 1}
    first = read_rows([(2, {0: "Báo cáo", 1: "NV-7"})], columns, Faults("a"))
    second = read_rows([(9, {0: "Báo cáo quý", 1: "NV-7"})], columns, Faults("a"))
    (one,) = decide(second, {row.key: row.said() for row in first})
    assert (one.outcome, one.differences) == (Outcome.CHANGED, (("text", "Báo cáo", "Báo cáo quý"),))


@given(st.lists(st.tuples(st.text(min_size=1, max_size=20), st.dates(date(2020, 1, 1), date(2030, 1, 1))), max_size=8))
def test_the_same_rows_again_change_nothing(cells: list[tuple[str, date]]) -> None:
    rows = [(n, {0: text, 1: day}) for n, (text, day) in enumerate(cells, 2)]
    found = read_rows(rows, {"text": 0, "due": 1}, Faults("a"))  # type: ignore[arg-type]
    again = decide(found, {row.key: row.said() for row in found})
    assert {one.outcome for one in again} <= {Outcome.SAME}
    assert seal_of(again) == seal_of(decide(found, {row.key: row.said() for row in found}))
