"""Telling people: once, in few queries, to those who are there; the page, the bell, the choices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.notices.duty import on_duty, register_roster
from namro.apps.notices.models import Letter, Notice, Wish
from namro.apps.notices.telling import Told, tell, tell_each
from namro.apps.people.models import AuditEntry, Role, User
from namro.core.base.clock import VIETNAM

Browsers = Callable[[str], Client]
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=VIETNAM)
NIGHT = datetime(2026, 11, 18, 23, 0, tzinfo=VIETNAM)


def test_nothing_is_told_twice(cast: dict[str, User]) -> None:
    people = [cast[Role.OFFICER].pk, cast[Role.LEADER].pk]
    assert tell(people, "mention", "Có người nhắc tên bạn", "/viec", key="nhac:1", at=NOW) == 2
    assert tell([*people, cast[Role.COORDINATOR].pk], "mention", "Lại", "/viec", key="nhac:1", at=NOW) == 1
    assert Notice.objects.filter(key="nhac:1").count() == 3
    assert Notice.objects.filter(text="Lại").count() == 1


def test_who_left_is_told_nothing(cast: dict[str, User]) -> None:
    User.objects.filter(pk=cast[Role.OFFICER].pk).update(is_active=False)
    assert tell([cast[Role.OFFICER].pk, 999_999], "other", "Tin", "", key="k", at=NOW) == 0


@pytest.mark.parametrize("url", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_a_notice_leads_nowhere_but_into_this_site(url: str) -> None:
    with pytest.raises(ValueError, match="not a path"):
        Told(user=1, text="x", url=url, key="k")


def test_queries_do_not_grow_with_the_people(cast: dict[str, User]) -> None:
    people = [User(username=f"nguoi{n}", full_name=f"Người {n}") for n in range(300)]
    User.objects.bulk_create(people)
    Wish.objects.bulk_create(Wish(user=one, email=f"{one.username}@xa.example") for one in people)

    def asked(many: int, key: str) -> int:
        told = [Told(user=one.pk, text="Sáng nay", url="/viec", key=key) for one in people[:many]]
        with CaptureQueriesContext(connection) as found:
            assert tell_each(told, kind="digest", at=NOW) == many
        return len(found)

    assert asked(2, "a") <= 10  # two of them ask the duty roster
    assert asked(300, "b") <= 18  # SQLite takes a long list in several parts
    assert Letter.objects.count() == 302


def test_who_is_on_duty_is_written_to_at_night(cast: dict[str, User]) -> None:
    officer, leader = cast[Role.OFFICER], cast[Role.LEADER]
    Wish.objects.bulk_create(Wish(user=one, email=f"{one.username}@xa.example") for one in (officer, leader))
    forget = register_roster(lambda units, at: [officer.pk] if at == NIGHT else [])
    try:
        tell([officer.pk, leader.pk], "digest", "Tin", "", key="dem", at=NIGHT)
        assert on_duty(1, NIGHT) == {officer.pk}
        assert on_duty(1, NOW) == frozenset()
    finally:
        forget()
    found = dict(Letter.objects.values_list("notice__user", "not_before"))
    assert found[officer.pk] == NIGHT
    assert found[leader.pk] > NIGHT


def test_the_list_shows_what_is_new_and_following_reads_it(browser_of: Browsers, cast: dict[str, User]) -> None:
    tell([cast[Role.OFFICER].pk], "mention", "Nhắc <b>bạn</b>", "/tro-giup", key="a", at=NOW)
    tell([cast[Role.LEADER].pk], "mention", "Của người khác", "/tro-giup", key="a", at=NOW)
    client = browser_of(Role.OFFICER)
    page = client.get("/thong-bao").content.decode()
    assert "Nhắc &lt;b&gt;bạn&lt;/b&gt;" in page
    assert "Của người khác" not in page
    assert "1 thông báo chưa đọc" in page
    notice = Notice.objects.get(user=cast[Role.OFFICER])
    assert client.get(f"/thong-bao/{notice.pk}").headers["Location"] == "/tro-giup"
    assert "Đã đọc hết" in client.get("/thong-bao").content.decode()
    other = Notice.objects.get(user=cast[Role.LEADER])
    assert client.get(f"/thong-bao/{other.pk}").status_code == 404
    client.post("/thong-bao/da-doc", {"tat-ca": "1", "thong-bao": [str(other.pk)]})
    assert Notice.objects.get(pk=other.pk).read_at is None


def test_quiet_hours_may_not_reach_into_working_hours(browser_of: Browsers, cast: dict[str, User]) -> None:
    client = browser_of(Role.OFFICER)
    sent = {"email": "an@xa.example", "kinds": ["digest"], "quiet_from": "15:00", "quiet_until": "07:00"}
    answer = client.post("/thong-bao/cai-dat", sent)
    assert answer.status_code == 400
    assert "không được lấn vào 08:00 – 16:30" in answer.content.decode()
    assert not Wish.objects.exists()
    assert client.post("/thong-bao/cai-dat", {**sent, "quiet_from": "17:30"}).status_code == 302
    wish = Wish.objects.get()
    assert (wish.email, wish.by_mail) == ("an@xa.example", ["digest"])
    assert AuditEntry.objects.filter(act=AuditEntry.Act.NOTICE_WISHES).count() == 1


def test_a_wrong_address_is_refused_with_what_to_write(browser_of: Browsers) -> None:
    sent = {"email": "an@", "quiet_from": "25:00", "quiet_until": ""}
    page = browser_of(Role.OFFICER).post("/thong-bao/cai-dat", sent).content.decode()
    assert "Địa chỉ thư không đúng. Ghi như ten@xa.gov.vn" in page
    assert "Không đọc được giờ này" in page
    assert "Chưa chọn giờ" in page


def test_the_administrator_sees_what_did_not_go_out_and_sends_it_again(
    browser_of: Browsers, cast: dict[str, User]
) -> None:
    officer = cast[Role.OFFICER]
    Wish.objects.create(user=officer, email="an@xa.example")
    tell([officer.pk], "digest", "Sáng nay", "/viec", key="a", at=NOW)
    Letter.objects.update(state=Letter.State.DEAD, attempts=4, fault="550 không có hộp thư này")
    letter = Letter.objects.get()
    assert browser_of(Role.LEADER).get("/thong-bao/thu-gui").status_code == 403
    assert browser_of(Role.LEADER).post(f"/thong-bao/thu-gui/{letter.pk}", {"lam": "gui-lai"}).status_code == 403
    admin = browser_of(Role.ADMIN)
    page = admin.get("/thong-bao/thu-gui").content.decode()
    assert "Chưa cấu hình máy chủ thư" in page
    assert "550 không có hộp thư này" in page
    assert "Hỏi người nhận địa chỉ đúng" in page
    admin.post(f"/thong-bao/thu-gui/{letter.pk}", {"lam": "gui-lai"})
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (Letter.State.WAITING, 0)
    again = admin.post(f"/thong-bao/thu-gui/{letter.pk}", {"lam": "bo"}, follow=True).content.decode()
    assert "Người khác vừa xử lý thư này" in again
