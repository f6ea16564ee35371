"""What is wrong with a task, in words that say what to do."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from namro.core.improvement.owners import Group, Owner, Person, Position
from namro.core.improvement.task_checks import Given, faults
from namro.core.timetable import Period, Rhythm, national_calendar

START = date(2024, 10, 1)
DUE = date(2024, 11, 8)
MO = Person(key="mo", name="Lò Thị Mơ")
GONE = Person(key="p", name="Giàng A Páo", until=date(2024, 10, 31))
COMING = Person(key="s", name="Vì Văn Sơn", since=date(2024, 12, 1))


def codes(**values: Any) -> list[str]:
    given = Given(**{"start": START, "due": DUE, "owner": MO, **values})
    return [fault.code for fault in faults(given, national_calendar())]


def only(**values: Any) -> tuple[str, tuple[date, ...]]:
    given = Given(**{"start": START, "due": DUE, "owner": MO, **values})
    (fault,) = faults(given, national_calendar())
    return fault.message, fault.proposals


def test_nothing_wrong() -> None:
    assert codes() == []
    assert codes(due=None) == []
    assert codes(due=START) == []
    assert codes(rhythm=Rhythm(period=Period.MONTH, day=20)) == []
    assert codes(rhythm=Rhythm(period=Period.CONTINUOUS)) == []


def test_journey_8_the_31st_of_november_has_two_proposals_and_one_working_day() -> None:
    message, proposals = only(due="invalid:2024-11-31")
    assert proposals == (date(2024, 11, 30), date(2024, 12, 1))
    assert message == (
        "Không có ngày 31/11/2024. Hãy chọn 30/11/2024 hoặc 01/12/2024. Cả hai đều về ngày làm việc 29/11/2024."
    )


def test_an_impossible_day_whose_neighbours_differ() -> None:
    message, proposals = only(due="invalid:2025-06-31")
    assert proposals == (date(2025, 6, 30), date(2025, 7, 1))
    assert message.endswith("hoặc 01/07/2025.")


def test_due_before_start() -> None:
    assert only(due=date(2024, 9, 30))[0] == (
        "Hạn 30/09/2024 trước ngày bắt đầu 01/10/2024. Hãy lùi hạn hoặc sửa ngày bắt đầu."
    )


def test_a_rhythm_that_never_comes() -> None:
    message, _ = only(rhythm=Rhythm(period=Period.YEAR))
    assert message.startswith("Từ 01/10/2024 đến 08/11/2024 không có kỳ hằng năm nào.")


def test_a_rhythm_whose_times_are_all_over() -> None:
    monthly = Rhythm(period=Period.MONTH, day=20)
    late = {"due": None, "rhythm": monthly, "last": date(2024, 12, 31), "today": date(2024, 12, 21)}
    message, _ = only(**late)
    assert message == (
        "Đến 31/12/2024 không còn kỳ hằng tháng nào kể từ hôm nay 21/12/2024. "
        "Hãy kéo dài thời gian, chọn chu kỳ khác, hoặc bỏ việc này khỏi kế hoạch."
    )
    assert codes(**late | {"today": date(2024, 12, 20)}) == []
    assert codes(**late | {"begun": True}) == []
    assert codes(**late | {"today": None}) == []
    assert codes(**late | {"rhythm": Rhythm(period=Period.CONTINUOUS)}) == []
    assert codes(**late | {"due": date(2024, 11, 30)}) == ["times_over"]
    assert codes(**late | {"start": date(2025, 2, 1)}) == ["times_over"]


@pytest.mark.parametrize(
    ("owner", "code", "words"),
    [
        (None, "owner_missing", "chưa có người thực hiện"),
        (Group(key="g", name="Tổ công tác", members=()), "group_empty", "Nhóm “Tổ công tác” chưa có ai"),
        (GONE, "person_left", "Giàng A Páo (nghỉ sau ngày 31/10/2024) không làm việc tại đơn vị vào ngày 08/11/2024"),
        (COMING, "person_left", "Vì Văn Sơn (đến từ ngày 01/12/2024)"),
        (
            Group(key="g", name="Tổ công tác", members=(MO, GONE)),
            "person_left",
            "Trong nhóm “Tổ công tác”: Giàng A Páo (nghỉ sau ngày 31/10/2024)",
        ),
        (Position(key="v", name="Kế toán", held=(GONE,)), "position_vacant", "chưa có ai giữ chức danh “Kế toán”"),
    ],
)
def test_owners(owner: Owner | None, code: str, words: str) -> None:
    (fault,) = faults(Given(start=START, due=DUE, owner=owner), national_calendar())
    assert (fault.code, fault.field) == (code, "owner")
    assert words in fault.message
    assert codes(owner=owner, due=date(2024, 9, 1))[:1] == ["due_before_start"]


def test_work_that_comes_back_ten_thousand_times_is_refused_without_laying_it_out() -> None:
    weekly = Rhythm(period=Period.WEEK)
    task = Given(start=date(2026, 1, 1), due=date(2199, 12, 31), rhythm=weekly)
    told = {fault.code: fault.message for fault in faults(task, national_calendar())}
    assert "khoảng 9079 lần; nhiều nhất 1000" in told["too_many_times"]
    assert "Hãy ghi ngày cuối cùng gần hơn" in told["too_many_times"]
    ten_years = Given(start=date(2026, 1, 1), due=date(2035, 12, 31), rhythm=weekly)
    assert "too_many_times" not in {fault.code for fault in faults(ten_years, national_calendar())}
