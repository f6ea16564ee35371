"""The pages of the audit record: who reads it, what is found, how it is taken along, how words are erased."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from namro.apps.people.models import AuditEntry, AuditSeal, Role, Unit, User
from namro.apps.people.queries.audit import count_waiting
from namro.apps.people.recording import record
from namro.apps.people.sealing import seal
from namro.core.base.clock import VIETNAM
from namro.demo.province import HOME

NOW = datetime(2026, 11, 20, 23, 30, tzinfo=VIETNAM)
Browsers = Callable[[str], Client]
Acts = AuditEntry.Act


@pytest.fixture
def written(cast: dict[str, User]) -> dict[str, User]:
    """Four sealed lines and one that waits."""
    record(cast[Role.OFFICER], Acts.PLAN_MADE, at=NOW, subject="plan:a1", note="Kế hoạch khắc phục <b>đợt 1</b>")
    record(cast[Role.LEADER], Acts.PLAN_APPROVED, at=NOW + timedelta(hours=1), subject="plan:a1", note="=1+1")
    record(cast[Role.OFFICER], Acts.LOGGED_IN, at=NOW + timedelta(days=3))
    record(cast[Role.ADMIN], Acts.ACCOUNT_MADE, at=NOW + timedelta(days=4), subject="user:an", note="tài khoản mới")
    seal(at=NOW)
    record(cast[Role.COORDINATOR], Acts.WORK_DONE, at=NOW + timedelta(days=5), subject="viec-9", note="Nộp")
    return cast


def line(seq: int) -> AuditEntry:
    return AuditEntry.objects.get(seq=seq)


def subjects(client: Client, **asked: object) -> list[str]:
    """The acts that a search finds, newest first."""
    answer: Any = client.get("/nhat-ky", asked)
    assert answer.status_code == 200
    return [row.act for row in answer.context["page"].rows]


def test_the_list_says_how_far_it_is_sealed(written: dict[str, User], browser_of: Browsers) -> None:
    page = browser_of(Role.ADMIN).get("/nhat-ky").content.decode()
    assert "Đã niêm phong đến dòng 4" in page
    assert "1 dòng đang chờ" in page
    assert line(4).chain in page
    assert "Kế hoạch khắc phục &lt;b&gt;đợt 1&lt;/b&gt;" in page
    assert written[Role.LEADER].full_name in page


def test_lines_wait_by_the_thousand_and_late_ones_are_counted_too(
    written: dict[str, User], browser_of: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Committed after the seal, with an id from before it.
    early = AuditEntry.objects.get(seq=4)
    AuditEntry.objects.filter(seq=1).update(seq=None)
    assert count_waiting(AuditSeal(seq=4)) == 2
    assert count_waiting(None) == 2
    assert early.pk > AuditEntry.objects.filter(seq=None).earliest("pk").pk
    monkeypatch.setattr("namro.apps.people.queries.audit.MOST_WAITING", 1)
    monkeypatch.setattr("namro.apps.people.pages.audit.MOST_WAITING", 1)
    assert "hơn 1 dòng đang chờ" in browser_of(Role.ADMIN).get("/nhat-ky").content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"tim": "ke hoach dot"}, ["Lập kế hoạch"]),
        ({"tim": "DUYỆT kế hoạch"}, ["Duyệt kế hoạch"]),
        ({"tim": "2"}, ["Duyệt kế hoạch"]),
        ({"tim": "không có"}, []),
        ({"tim": "100%"}, []),
        ({"viec": "logged_in"}, ["Đăng nhập"]),
        ({"tu": "21/11/2026", "den": "21/11/2026"}, ["Duyệt kế hoạch"]),
        ({"den": "20/11/2026"}, ["Lập kế hoạch"]),
        ({"tu": "24/11/2026", "tim": "user:an"}, ["Tạo tài khoản"]),
    ],
)
def test_lines_are_found(
    written: dict[str, User], browser_of: Browsers, asked: dict[str, str], found: list[str]
) -> None:
    assert subjects(browser_of(Role.COUNCIL), **asked) == found


def test_lines_of_a_person(written: dict[str, User], browser_of: Browsers) -> None:
    officer = written[Role.OFFICER]
    for named in (officer.username, officer.full_name, officer.full_name.upper()):
        assert subjects(browser_of(Role.ADMIN), nguoi=named) == ["Đăng nhập", "Lập kế hoạch"]
    assert subjects(browser_of(Role.ADMIN), nguoi="không ai tên này") == []


@pytest.mark.parametrize("asked", [{"tu": "31/02/2026"}, {"den": "hôm qua"}, {"viec": "x"}])
def test_what_is_typed_wrong_is_said(written: dict[str, User], browser_of: Browsers, asked: dict[str, str]) -> None:
    answer = browser_of(Role.ADMIN).get("/nhat-ky", asked)
    assert answer.status_code == 400
    assert 'class="err"' in answer.content.decode()
    assert browser_of(Role.ADMIN).get("/nhat-ky/tai.xlsx", asked).status_code == 200


def test_a_long_list_goes_on(written: dict[str, User], browser_of: Browsers) -> None:
    client = browser_of(Role.ADMIN)
    for n in range(120):
        record(written[Role.OFFICER], Acts.LOGGED_IN, at=NOW, note=f"lượt {n}")
    notes: list[str] = []
    address = "/nhat-ky?tim=l%C6%B0%E1%BB%A3t"
    for length in (50, 50, 20):
        page = client.get(address).context["page"]
        assert len(page.rows) == length
        notes += [row.note for row in page.rows]
        address = f"/nhat-ky{page.older}"
    assert notes == [f"lượt {n}" for n in reversed(range(120))]
    assert (page.older, page.newest) == ("", "?tim=l%C6%B0%E1%BB%A3t")
    assert client.get("/nhat-ky?truoc=abc").status_code == 200
    assert client.get(f"/nhat-ky?truoc={'9' * 30}").status_code == 200


@pytest.mark.parametrize("address", ["/nhat-ky", "/nhat-ky?nguoi=duy&tim=plan"])
def test_a_long_list_asks_the_database_as_often(written: dict[str, User], browser_of: Browsers, address: str) -> None:
    client = browser_of(Role.ADMIN)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    few = asked()
    for n in range(30):
        record(written[Role.OFFICER], Acts.PLAN_MADE, at=NOW, subject=f"plan:{n}", note="x")
    assert asked() == few <= 7


def test_the_workbook(written: dict[str, User], browser_of: Browsers) -> None:
    answer = browser_of(Role.ADMIN).get("/nhat-ky/tai.xlsx?tim=plan:a1")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "private, no-store"
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    head, *rows = book.get_sheet_by_index(0).to_python()
    assert head[:3] == ["Số", "Lúc ghi", "Người ghi"]
    assert [row[0] for row in rows] == [2, 1]
    assert rows[0][5:] == ["=1+1", line(2).chain]
    told = AuditEntry.objects.latest("id")
    assert (told.act, told.note) == ("audit_downloaded", "tim=plan%3Aa1")


def test_one_line(written: dict[str, User], browser_of: Browsers) -> None:
    client = browser_of(Role.ADMIN)
    for seq in (1, 2):
        page = client.get(f"/nhat-ky/{line(seq).pk}").content.decode()
        assert "Nội dung đúng như lúc ghi" in page
        assert line(seq).chain in page
    waiting = AuditEntry.objects.get(seq=None)
    assert "chưa niêm phong" in client.get(f"/nhat-ky/{waiting.pk}").content.decode()
    assert client.get("/nhat-ky/999999").status_code == 404


@pytest.mark.parametrize("column", ["note", "chain", "digest"])
def test_a_line_that_was_tampered_with(written: dict[str, User], browser_of: Browsers, column: str) -> None:
    AuditEntry.objects.filter(seq=2).update(**{column: "khác"})
    assert "audit-log verify" in browser_of(Role.ADMIN).get(f"/nhat-ky/{line(2).pk}").content.decode()


def test_a_line_whose_neighbour_is_gone(written: dict[str, User], browser_of: Browsers) -> None:
    line(1).delete()
    assert "audit-log verify" in browser_of(Role.ADMIN).get(f"/nhat-ky/{line(2).pk}").content.decode()


def test_words_are_erased_by_the_form(written: dict[str, User], browser_of: Browsers) -> None:
    client, address = browser_of(Role.ADMIN), f"/nhat-ky/{line(1).pk}"
    assert f'href="{address}/xoa"' in client.get(address).content.decode()
    refused = client.post(f"{address}/xoa", {"reason": " "})
    assert refused.status_code == 400
    assert "Chưa ghi lý do." in refused.content.decode()
    answer = client.post(f"{address}/xoa", {"reason": "Yêu cầu số 12/YC"}, follow=True).content.decode()
    assert "Nội dung đã xóa có ghi nhận" in answer
    assert "đợt 1" not in answer
    assert f"{address}/xoa" not in answer
    again = client.post(f"{address}/xoa", {"reason": "lần nữa"})
    assert (again.status_code, "đã được xóa trước đó" in again.content.decode()) == (400, True)
    assert "nội dung đã xóa" in client.get("/nhat-ky").content.decode()
    assert subjects(client, tim="dot 1") == []


def test_erased_words_are_gone_from_the_history_of_the_unit(written: dict[str, User], browser_of: Browsers) -> None:
    unit = Unit.objects.get(code=HOME)
    record(written[Role.ADMIN], Acts.UNIT_RENAMED, at=NOW, subject=f"unit:{HOME}", note="Xã Cũ → Xã Mới", unit=unit.pk)
    seal(at=NOW)
    client, address = browser_of(Role.ADMIN), f"/to-chuc/{HOME}/lich-su"
    assert "Xã Cũ → Xã Mới" in client.get(address).content.decode()
    key = AuditEntry.objects.get(note__startswith="Xã Cũ").pk
    client.post(f"/nhat-ky/{key}/xoa", {"reason": "căn cứ"})
    page = client.get(address).content.decode()
    assert ("Xã Cũ → Xã Mới" in page, "nội dung đã xóa" in page) == (False, True)


def test_a_line_that_waits_is_not_erased(written: dict[str, User], browser_of: Browsers) -> None:
    key = AuditEntry.objects.get(seq=None).pk
    assert browser_of(Role.ADMIN).post(f"/nhat-ky/{key}/xoa", {"reason": "căn cứ"}).status_code == 400
    assert AuditEntry.objects.get(pk=key).note == "Nộp"


def test_the_council_reads_and_does_not_erase(written: dict[str, User], browser_of: Browsers) -> None:
    client, address = browser_of(Role.COUNCIL), f"/nhat-ky/{line(1).pk}"
    assert f"{address}/xoa" not in client.get(address).content.decode()
    refused = client.post(f"{address}/xoa", {"reason": "căn cứ"})
    assert refused.status_code == 403
    assert "Chỉ quản trị xóa nội dung" in refused.content.decode()
    assert line(1).note


@pytest.mark.parametrize("role", [Role.LEADER, Role.COORDINATOR, Role.APPRAISER, Role.WATCHER])
def test_others_are_told_why_not(browser_of: Browsers, role: Role) -> None:
    refused = browser_of(role).get("/nhat-ky")
    assert refused.status_code == 403
    assert "Chỉ quản trị và hội đồng thẩm định xem nhật ký chung" in refused.content.decode()


def test_only_readers_are_led_there(browser_of: Browsers) -> None:
    assert 'href="/nhat-ky"' in browser_of(Role.ADMIN).get("/muc-khac").content.decode()
    assert 'href="/nhat-ky"' in browser_of(Role.COUNCIL).get("/muc-khac").content.decode()
    assert 'href="/nhat-ky"' not in browser_of(Role.LEADER).get("/muc-khac").content.decode()
