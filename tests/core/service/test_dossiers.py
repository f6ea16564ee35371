"""A dossier from plain data, and what it says of itself."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from namro.core.base.errors import NamroError
from namro.core.service.dossiers import Channel, Status
from namro.core.service.plain_dossiers import dossier_of
from namro.core.timetable import Pause, Term, TermUnit
from tests.core.service.cast import dossier, event, moment


def test_the_columns_of_a_file_are_read_as_they_are_meant() -> None:
    made = dossier_of(
        {
            "code": " H1 ",
            "unit": "U",
            "accepted_at": "2026-10-09T15:20",
            "max_time": 7.5,
            "time_unit": "hour",
            "channel": 2,
            "returns_document": "true",
            "digitised_component": None,
            "fee": "",
            "unheard_of": 1,
            "events": [
                {"status": "returned", "at": "2026-10-12T08:00:00+07:00"},
                {"status": "đã xem", "at": "2026-10-10T08:00"},
            ],
        }
    )
    assert (made.code, made.accepted_at, made.channel) == ("H1", moment("9/10 15:20"), Channel.ONLINE)
    assert made.limit == Term(Decimal("7.5"), TermUnit.HOUR)
    assert (made.returns_document, made.digitised_component, made.fee, made.paid) == (True, None, None, 0)
    assert [one.status for one in made.events] == ["đã xem", "returned"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"unit": "U"}, "Hồ sơ không có mã: thiếu code"),
        ({"code": "A", "unit": "U", "due_at": "31/11/2026"}, "Hồ sơ “A”: due_at: Thời điểm “31/11/2026”"),
        (
            {"code": "A", "unit": "U", "due_at": "1026-10-09T08:00"},
            "due_at: không hiểu “1026-10-09T08:00”. Chỉ tính được",
        ),
        ({"code": "A", "unit": "U", "channel": 4}, "channel: không hiểu “4”. Ghi 1"),
        ({"code": "A", "unit": "U", "fee": -5}, "fee: không hiểu “-5”. Ghi một số nguyên, không âm."),
        ({"code": "A", "unit": "U", "personal_store": "có"}, "personal_store: không hiểu “có”. Ghi true hoặc false."),
        ({"code": "A", "unit": "U", "max_time": 3, "time_unit": "ngày"}, "max_time: Không có đơn vị thời hạn “ngày”"),
        ({"code": "A", "unit": "U", "events": [{"at": "2026-10-12T08:00"}]}, "mỗi sự kiện (events) cần status và at"),
        ({"code": "A", "unit": "U", "events": "processed"}, "events: cần một danh sách"),
        ({"code": "A", "unit": "U", "steps": [{"name": "thẩm định"}]}, "mỗi bước (steps) cần unit"),
    ],
)
def test_a_row_that_is_no_dossier_says_which_and_why(row: dict[str, object], said: str) -> None:
    with pytest.raises(NamroError) as refused:
        dossier_of(row)
    assert said in refused.value.message


def test_the_end_is_the_first_processed_then_returned_then_a_stop() -> None:
    stopped = dossier(event("stopped", "12/10 08:00"), event("withdrawn", "13/10 08:00"))
    returned = dossier(event("stopped", "12/10 08:00"), event("returned", "14/10 08:00"))
    processed = dossier(
        event("processed", "16/10 08:00"), event("returned", "14/10 08:00"), event("processed", "15/10 08:00")
    )
    ends = [one.end and one.end.at for one in (stopped, returned, processed, dossier())]
    assert ends == [moment("12/10 08:00"), moment("14/10 08:00"), moment("15/10 08:00"), None]


def test_the_clock_stands_only_from_acceptance_on() -> None:
    made = dossier(
        event("supplement_requested", "8/10 09:00"),
        event("supplement_done", "8/10 10:00"),
        event("supplement_requested", "12/10 09:00"),
        event("supplement_done", "13/10 09:00"),
        event("paused", "14/10 09:00"),
        accepted_at="9/10 08:00",
    )
    assert [one.at for one in made.requests] == [moment("12/10 09:00")]
    assert made.ended_pauses == (Pause(moment("12/10 09:00"), moment("13/10 09:00")),)
    assert made.stands_since == moment("14/10 09:00")
    assert dossier(event("paused", "14/10 09:00")).stands_since is None


def test_what_happened_later_does_not_exist_at_a_cut_off() -> None:
    made = dossier(
        event("processed", "15/10 08:00"),
        accepted_at="9/10 08:00",
        steps=[
            {"unit": "UBND xã", "started_at": "2026-10-09T08:00", "ended_at": "2026-10-10T08:00"},
            {
                "unit": "Đất đai",
                "started_at": "2026-10-10T08:00",
                "due_at": "2026-10-14T17:00",
                "ended_at": "2026-10-15T08:00",
            },
            {"unit": "Thuế", "started_at": "2026-10-15T08:00"},
        ],
    )
    before = made.as_of(moment("14/10 18:00"))
    assert before.end is None
    assert [step.unit for step in before.steps] == ["UBND xã", "Đất đai"]
    assert before.holder is not None
    assert before.holder.unit == "Đất đai"
    assert before.holder.is_late(moment("14/10 18:00"))
    assert not before.holder.is_late(moment("14/10 17:00"))
    assert made.as_of(moment("9/10 08:00") - timedelta(minutes=1)).accepted_at is None
    assert made.holder is not None
    assert made.holder.unit == "Thuế"


def test_things_of_one_moment_stand_in_the_order_of_the_work() -> None:
    made = dossier(event("processed", "12/10 08:00"), event("accepted", "12/10 08:00"), event("xyz", "12/10 08:00"))
    assert [one.status for one in made.events] == [Status.ACCEPTED, Status.PROCESSED, "xyz"]
