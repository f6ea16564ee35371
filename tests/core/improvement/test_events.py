"""Terms that run from an event."""

from __future__ import annotations

from datetime import date

import pytest

from namro.core.base.errors import NamroError
from namro.core.improvement.events import check_event_day, event_term, printed_term
from namro.core.timetable import national_calendar


@pytest.mark.parametrize(
    ("token", "wording", "words"),
    [
        (
            "within:5wd",
            "Trong 05 ngày làm việc kể từ ngày nhận đủ hồ sơ.",
            "Trong 5 ngày làm việc kể từ khi nhận đủ hồ sơ",
        ),
        ("within:3d", "chậm nhất 3 ngày kể từ khi ban hành", "Trong 3 ngày kể từ khi ban hành"),
        ("within:10wd", "10 ngày làm việc từ ngày có kết quả", "Trong 10 ngày làm việc kể từ khi có kết quả"),
        ("within:5wd", "Trong 05 ngày làm việc", None),
        ("within:8h", "trong 8 giờ kể từ khi tiếp nhận", None),
        ("within:0wd", "trong 0 ngày kể từ khi tiếp nhận", None),
        ("2026-11", "trong tháng 11 kể từ khi ban hành", None),
    ],
)
def test_printed(token: str, wording: str, words: str | None) -> None:
    found = printed_term(token, wording)
    assert (found.words if found else None) == words


def test_the_day_of_the_event_does_not_count_and_days_off_neither() -> None:
    term = event_term("5", "working_day", "nhận đủ hồ sơ")
    assert term.due(date(2026, 4, 24), national_calendar()) == date(2026, 5, 6)  # 27/4, 30/4 and 1/5 are off
    assert event_term("3", "day", "ban hành").due(date(2026, 11, 19), national_calendar()) == date(2026, 11, 23)
    assert event_term("1", "month", "ban hành").due(date(2026, 1, 31), national_calendar()) == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("amount", "unit", "event", "told"),
    [
        ("0", "day", "ban hành", "lớn hơn 0"),
        ("năm", "day", "ban hành", "không phải là số"),
        ("5", "day", "  ", "Chưa ghi sự kiện"),
        ("5", "hour", "tiếp nhận", "ngày làm việc, ngày hoặc tháng"),
        ("9999", "working_day", "tiếp nhận", "quá dài"),
        ("5", "week", "tiếp nhận", "Không có đơn vị"),
        ("5", "day", "x" * 201, "quá 200 ký tự"),
    ],
)
def test_what_cannot_be(amount: str, unit: str, event: str, told: str) -> None:
    with pytest.raises(NamroError, match=told):
        event_term(amount, unit, event)


def test_an_event_has_happened() -> None:
    since, today = date(2026, 1, 1), date(2026, 11, 22)
    check_event_day(today, today=today, since=since)
    with pytest.raises(NamroError, match="chưa đến"):
        check_event_day(date(2026, 11, 23), today=today, since=since)
    with pytest.raises(NamroError, match="trước ngày bắt đầu"):
        check_event_day(date(2025, 12, 31), today=today, since=since)
