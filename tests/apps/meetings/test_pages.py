"""The pages of meetings: called, written down, given out, refused; a fixed number of queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.exchange.models import ImportedDocument
from namro.apps.meetings.actions import give_tasks, set_conclusion
from namro.apps.meetings.models import Conclusion, Meeting
from namro.apps.people.models import AuditEntry, OwnerKind, Owning, Role, User
from namro.apps.plans.models import Plan
from namro.core.base.clock import system_clock
from tests.apps.meetings.held import meeting_of

Browsers = Callable[[str], Client]


def _typed(cast: dict[str, User], **changes: object) -> dict[str, object]:
    return {
        "title": "Giao ban tháng 11", "kind": "briefing", "on": "20/11/2026", "at": "14h30", "place": "Phòng họp",
        "chair": cast[Role.LEADER].pk, "secretary": cast[Role.COORDINATOR].pk, "previous": "", "agenda": "Một\nHai",
        "present": "Ông A", "absent": "", "said": "", **changes,
    }  # fmt: skip


def test_a_meeting_is_called_and_shown(browser_of: Browsers, cast: dict[str, User]) -> None:
    client = browser_of(Role.LEADER)
    answer = client.post("/hop/moi", _typed(cast))
    assert answer.status_code == 302
    page = client.get(answer.headers["Location"]).content.decode()
    assert "14:30 20/11/2026" in page
    assert "<li>2. Hai</li>" in page
    assert cast[Role.LEADER].full_name in page
    assert "Giao ban tháng 11" in client.get("/hop").content.decode()
    assert AuditEntry.objects.filter(act=AuditEntry.Act.MEETING_MADE).count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": ""}, "Chưa ghi ô này."),
        ({"at": "25:00"}, "không phải giờ. Viết dạng 14:30."),
        ({"on": "31/11/2026"}, "Ngày này không có. Gần nhất là 30/11/2026"),
        ({"chair": ""}, "Chưa chọn."),
        ({"chair": "999999"}, "Không còn lựa chọn này"),
        ({"kind": "xyz"}, "Không còn lựa chọn này"),
    ],
)
def test_what_cannot_be_is_told(
    changes: dict[str, object], said: str, browser_of: Browsers, cast: dict[str, User]
) -> None:
    answer = browser_of(Role.COORDINATOR).post("/hop/moi", _typed(cast, **changes))
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Meeting.objects.exists()


def test_the_earlier_of_two_changes_stands(browser_of: Browsers, cast: dict[str, User]) -> None:
    code = meeting_of(cast)["meeting"]
    client = browser_of(Role.COORDINATOR)
    assert client.post(f"/hop/{code}/sua", _typed(cast, version="1")).status_code == 302
    answer = client.post(f"/hop/{code}/sua", _typed(cast, version="1", title="Khác"))
    assert answer.status_code == 409
    assert "Người khác vừa sửa" in answer.content.decode()
    assert Meeting.objects.get(code=code).title == "Giao ban tháng 11"


def test_conclusions_are_written_changed_and_given_out(browser_of: Browsers, cast: dict[str, User]) -> None:
    found = meeting_of(cast)
    code, key = found["meeting"], found["conclusion"]
    client, officer = browser_of(Role.COORDINATOR), cast[Role.OFFICER]
    assert "chưa chọn người nhận" in client.post(f"/hop/{code}/giao-viec").content.decode()
    typed = {
        "group": "Giao Văn phòng", "text": "Rà soát hồ sơ", "deliverable": "Báo cáo", "owner": f"person:{officer.pk}",
        "period": "once", "due": "18/12/2026", "monthday": "", "version": "1",
    }  # fmt: skip
    assert client.post(f"/hop/{code}/ket-luan/{key}", typed).status_code == 302
    assert client.post(f"/hop/{code}/ket-luan/{key}", typed).status_code == 409
    more = {**typed, "text": "Một tin mỗi tháng", "period": "monthly", "monthday": "25", "due": "", "tiep": "1",
            "quantity": "2,5", "measure": "tin"}  # fmt: skip
    assert client.post(f"/hop/{code}/ket-luan/moi", more).headers["Location"] == f"/hop/{code}/ket-luan/moi"
    answer = client.post(f"/hop/{code}/giao-viec")
    plan = Plan.objects.get(title__startswith="Thực hiện kết luận các cuộc họp")
    assert answer.headers["Location"] == f"/ke-hoach/{plan.code}"
    assert [task.text for task in plan.tasks.order_by("place")] == ["Rà soát hồ sơ", "Một tin mỗi tháng"]
    assert plan.tasks.get(text="Một tin mỗi tháng").day == 25
    monthly = plan.tasks.get(text="Một tin mỗi tháng")
    assert (monthly.quantity, monthly.measure) == (Decimal("2.5"), "tin")
    later = client.post(f"/hop/{code}/ket-luan/{key}", {**typed, "version": "3"})
    assert "đã thành việc của kế hoạch" in later.content.decode()
    assert "Xem việc" in client.get(f"/hop/{code}").content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"due": "31/11/2026"}, "31/11"),
        ({"period": "monthly", "monthday": "40"}, "không có ngày 40"),
        ({"owner": "person:999999"}, "Select|lựa chọn|chọn"),
        ({"text": " "}, "Chưa ghi nội dung"),
        ({"quantity": "-1"}, "lớn hơn 0|không phải"),
        ({"quantity": "bốn", "measure": "tin"}, "bốn"),
    ],
)
def test_a_conclusion_that_cannot_be_is_told(
    changes: dict[str, str], said: str, browser_of: Browsers, cast: dict[str, User]
) -> None:
    code = meeting_of(cast)["meeting"]
    typed = {"group": "", "text": "Rà soát", "deliverable": "", "owner": "0", "period": "once", "due": "", **changes}
    answer = browser_of(Role.LEADER).post(f"/hop/{code}/ket-luan/moi", typed)
    assert answer.status_code == 400
    assert any(words in answer.content.decode() for words in said.split("|"))
    assert Conclusion.objects.count() == 1


def test_a_conclusion_is_taken_out(browser_of: Browsers, cast: dict[str, User]) -> None:
    found = meeting_of(cast)
    address = f"/hop/{found['meeting']}/ket-luan/{found['conclusion']}/bo"
    assert browser_of(Role.OFFICER).post(address, {"version": "1"}).status_code == 403
    assert browser_of(Role.LEADER).post(address, {"version": "1"}).status_code == 302
    assert not Conclusion.objects.exists()


def test_it_ends_after_it_began_and_not_in_the_future(browser_of: Browsers, cast: dict[str, User]) -> None:
    start = system_clock().replace(hour=0, minute=1) - timedelta(days=1)
    code = meeting_of(cast, starts_at=start)["meeting"]
    client = browser_of(Role.COORDINATOR)
    assert "phải sau giờ bắt đầu" in client.post(f"/hop/{code}/ket-thuc", {"ended": "0:00"}).content.decode()
    assert "không phải giờ" in client.post(f"/hop/{code}/ket-thuc", {"ended": "chiều"}).content.decode()
    assert client.post(f"/hop/{code}/ket-thuc", {"ended": "11:30"}).status_code == 302
    assert "Đã họp" in client.get(f"/hop/{code}").content.decode()


def test_only_who_writes_plans_gives_out(browser_of: Browsers, cast: dict[str, User]) -> None:
    code = meeting_of(cast)["meeting"]
    assert browser_of(Role.LEADER).post(f"/hop/{code}/giao-viec").status_code == 403
    assert "Đưa kết luận thành việc" not in browser_of(Role.LEADER).get(f"/hop/{code}").content.decode()


def test_a_leader_says_what_a_document_concluded(
    browser_of: Browsers, document: ImportedDocument, cast: dict[str, User]
) -> None:
    document.reading["header"]["doc_type"] = "thong_bao"
    document.save()
    client = browser_of(Role.COORDINATOR)
    assert "Lập cuộc họp" in client.get(f"/nhap-van-ban/{document.code}").content.decode()
    answer = client.post(f"/nhap-van-ban/{document.code}/lap-cuoc-hop", _typed(cast))
    made = Meeting.objects.get()
    assert answer.headers["Location"] == f"/hop/{made.code}"
    assert made.conclusions.count() == len(document.reading["tasks"])
    again = client.get(f"/nhap-van-ban/{document.code}/lap-cuoc-hop")
    assert again.headers["Location"] == f"/hop/{made.code}"


def test_the_page_asks_as_often_for_many_conclusions(browser_of: Browsers, cast: dict[str, User]) -> None:
    code = meeting_of(cast)["meeting"]
    meeting, coordinator = Meeting.objects.get(code=code), cast[Role.COORDINATOR]
    owner = Owning(OwnerKind.PERSON, cast[Role.OFFICER].pk)
    row = meeting.conclusions.get()
    set_conclusion(coordinator, meeting, values={"owner": owner}, at=system_clock(), row=row, version=1)
    give_tasks(coordinator, meeting, at=system_clock())
    after = Meeting.objects.get(code=meeting_of(cast, previous=meeting, starts_at=system_clock())["meeting"])
    client = browser_of(Role.COORDINATOR)
    client.get(f"/hop/{after.code}")
    few = [_queries(client, address) for address in (f"/hop/{after.code}", f"/hop/{code}", "/hop")]
    for n in range(12):
        set_conclusion(coordinator, meeting, values={"text": f"Việc {n}", "owner": owner}, at=system_clock())
        meeting_of(cast, previous=meeting)
    give_tasks(coordinator, meeting, at=system_clock())
    assert [_queries(client, address) for address in (f"/hop/{after.code}", f"/hop/{code}", "/hop")] == few
    assert max(few) <= 24


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
