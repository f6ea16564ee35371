"""The text for the chat."""

from __future__ import annotations

from datetime import date

from namro.core.improvement.owners import Group, Person, delivered
from namro.core.improvement.zalo import Reminder, zalo_text
from namro.core.timetable import national_calendar

TODAY = date(2022, 5, 25)


def text(*reminders: Reminder) -> str:
    return zalo_text("Nhắc việc cải cách hành chính", reminders, today=TODAY, calendar=national_calendar())


def test_names_dates_and_links_most_urgent_first() -> None:
    assert text(
        Reminder(text="Rà soát thủ tục;", who="Lò Thị Mơ"),
        Reminder(text="Gửi số liệu tháng 5", who="Giàng A Páo", due=date(2022, 5, 27)),
        Reminder(text="Ký số kế hoạch", who="Lò Thị Mơ", due=date(2022, 5, 23), link="https://xa.example/viec/k3"),
    ) == "\n".join(
        (
            "Nhắc việc cải cách hành chính (ngày 25/05/2022)",
            "",
            "Lò Thị Mơ:",
            "- Ký số kế hoạch (hạn 23/05/2022, trễ 2 ngày làm)",
            "  https://xa.example/viec/k3",
            "- Rà soát thủ tục (chưa có hạn)",
            "",
            "Giàng A Páo:",
            "- Gửi số liệu tháng 5 (hạn 27/05/2022, còn 2 ngày làm)",
        )
    )


def test_journey_5_six_names_are_in_the_text() -> None:
    names = ["Mơ", "Páo", "Sơn", "Ly", "Thoa", "Hặc"]
    staff = tuple(Person(key=str(n), name=names[n - 17] if n >= 17 else f"Người {n}") for n in range(23))
    share = delivered(Group(key="g", name="Toàn cơ quan", members=staff), {str(n) for n in range(17)}, TODAY)
    said = text(Reminder(text="01 tin/tháng/người", who="Toàn cơ quan", due=date(2022, 5, 31), share=share))
    assert "  Đã có 17/23, còn thiếu 6: Mơ, Páo, Sơn, Ly, Thoa, Hặc" in said.splitlines()


def test_nothing_to_remind_of_is_no_text() -> None:
    assert text() == ""
