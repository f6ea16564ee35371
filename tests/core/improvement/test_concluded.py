from __future__ import annotations

from datetime import datetime

import pytest

from namro.core.base.clock import VIETNAM
from namro.core.improvement.concluded import concluded, sitting_in
from namro.core.printed.items import Reading, Section, Task


@pytest.mark.parametrize(
    ("text", "at", "place"),
    [
        ("Vào lúc 14 giờ 30, ngày 28/4/2022 tại Hội trường xã, ông A", "2022-04-28T14:30", "Hội trường xã"),
        ("Vào hồi 9 giờ 00 phút, ngày 16 tháng 10 năm 2026, tại Phòng số 2, …", "2026-10-16T09:00", "Phòng số 2"),
        ("Lúc 8h ngày 03/02/2026", "2026-02-03T08:00", ""),
    ],
)  # fmt: skip
def test_when_and_where_a_meeting_was(text: str, at: str, place: str) -> None:
    found = sitting_in(["Một dòng khác.", text])
    assert found
    assert (found.at, found.place) == (datetime.fromisoformat(at).replace(tzinfo=VIETNAM), place)


@pytest.mark.parametrize(
    "text", ["Vào lúc 25 giờ 30, ngày 28/4/2022", "Vào lúc 8 giờ, ngày 31/11/2026", "Họp ngày 28/4"]
)
def test_a_time_that_does_not_exist_is_none(text: str) -> None:
    assert sitting_in([text]) is None


def test_duties_stand_under_their_headings() -> None:
    reading = Reading(
        doc_id="x",
        sections=(Section(id="1", title="1. Giao Văn phòng:"),),
        tasks=(Task(section="1", text="Rà soát", lead=("Văn phòng",)), Task(section="9", text="Báo cáo")),
    )
    assert [(group, duty.text, duty.lead) for group, duty in concluded(reading)] == [
        ("Giao Văn phòng", "Rà soát", ("Văn phòng",)), ("", "Báo cáo", ()),
    ]  # fmt: skip
