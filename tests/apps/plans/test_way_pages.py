"""The forms of work on its way, as people send them: what is refused comes back with what was typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.people.models import Holding, Role
from namro.apps.plans import actions
from namro.apps.plans.board import board_of
from namro.apps.plans.models import CheckItem, Comment, DueMove, HandOver, Occurrence, Task, Told
from namro.apps.plans.tallies import MISSED, OVER
from namro.core.base.clock import VIETNAM
from namro.core.improvement.events import event_term
from namro.core.improvement.milestones import Milestone
from namro.core.timetable import Period, Rhythm
from tests.apps.conftest import Answer
from tests.apps.plans.giving_out import Cast, give_out, owned_by, stand
from tests.apps.plans.test_on_the_way import another

Browsers = Callable[[str], Client]
NOW = datetime(2026, 11, 17, 9, 0, tzinfo=VIETNAM)
DUE = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are asked on the day of the story."""
    rooms = ("plans.views.work_task", "plans.views.work_events", "people.requests")
    for room in rooms:
        monkeypatch.setattr(f"namro.apps.{room}.system_clock", lambda: NOW)


@pytest.fixture
def work(cast: Cast) -> Occurrence:
    (row,) = give_out(cast, [{"owner": owned_by(cast[Role.OFFICER]), "due": DUE}], at=NOW)
    return row


def send(client: Client, work: Occurrence, form: str, **fields: object) -> Answer:
    posted = {name.replace("_", "-"): value for name, value in fields.items()}
    return client.post(f"/viec/{work.code}/{form}", posted)


def page(client: Client, work: Occurrence) -> str:
    return client.get(f"/viec/{work.code}").content.decode()


def test_a_list_to_tick(browser_of: Browsers, work: Occurrence) -> None:
    officer = browser_of(Role.OFFICER)
    assert "Đầu việc ·" not in page(officer, work)
    assert send(officer, work, "dau-viec", viec="add", noi_dung="Lập danh sách\nKý số").status_code == 302
    assert send(officer, work, "dau-viec", viec="tick", muc=CheckItem.objects.earliest("id").pk).status_code == 302
    said = page(officer, work)
    assert "Đầu việc · 1/2" in said
    assert "Lê Thu An, " in said
    refused = send(officer, work, "dau-viec", viec="add", noi_dung=" ")
    assert refused.status_code == 400
    assert "Chưa ghi đầu việc nào" in refused.content.decode()
    assert 'name="viec" value="tick"' not in page(browser_of(Role.WATCHER), work)
    assert send(officer, work, "dau-viec", viec="burn").status_code == 404


def test_a_count_with_its_pace(cast: Cast, browser_of: Browsers) -> None:
    monthly = {"rhythm": Rhythm(period=Period.MONTH), "due": None, "quantity": (Decimal(4), "tin")}
    (work,) = give_out(cast, [{"owner": owned_by(cast[Role.OFFICER]), **monthly}], at=NOW)
    officer = browser_of(Role.OFFICER)
    assert "0/4 tin; đến hôm nay cần 2" in page(officer, work)
    for _ in range(2):
        assert send(officer, work, "so-lieu", viec="tell", so="1", ngay="16/11", noi_dung="tin").status_code == 302
    said = page(officer, work)
    assert "2/4 tin; đến hôm nay cần 2" in said
    assert "2 lần ghi gần nhất" in said
    for fields, told in (
        ({"so": "một", "ngay": "16/11"}, "không phải một số"),
        ({"so": "", "ngay": "16/11"}, "Chưa ghi số"),
        ({"so": "1", "ngay": "31/11"}, "Không có ngày 31/11/2026"),
        ({"so": "0", "ngay": ""}, "lớn hơn 0"),
    ):
        refused = send(officer, work, "so-lieu", dinh_lam="tell", **fields)
        assert refused.status_code == 400
        assert told in refused.content.decode(), fields
    assert send(officer, work, "so-lieu", viec="back", muc=Told.objects.latest("id").pk).status_code == 302
    assert "1/4 tin" in page(officer, work)


def test_milestones_are_set_and_judged(browser_of: Browsers, work: Occurrence) -> None:
    leader, officer = browser_of(Role.LEADER), browser_of(Role.OFFICER)
    refused = send(leader, work, "so-lieu", dinh_lam="goal", so="60", moc="31/11/2026", cach_tinh="before")
    said = refused.content.decode()
    assert refused.status_code == 400
    assert 'name="chon-ngay" value="2026-11-30"' in said
    assert 'value="60"' in said
    assert send(leader, work, "so-lieu", viec="goal", so="60", moc="17/11/2026", cach_tinh="before").status_code == 302
    assert "chưa có số liệu, cần 60" in page(officer, work)
    assert send(officer, work, "so-lieu", viec="tell", so="58", ngay="16/11").status_code == 302
    said = page(officer, work)
    assert "58 &lt; 60" in said
    assert "Không đạt" in said


def test_a_part_is_given_out(cast: Cast, browser_of: Browsers, work: Occurrence) -> None:
    officer = browser_of(Role.OFFICER)
    who = f"person:{cast[Role.COORDINATOR].pk}"
    late = send(officer, work, "viec-con", viec_con="Thu thập số liệu", nguoi_lam=who, han="30/11/2026")
    assert late.status_code == 400
    assert "sau hạn 27/11/2026" in late.content.decode()
    assert 'value="Thu thập số liệu"' in late.content.decode()
    for owner in ("", "person:x", "person:999999"):
        assert send(officer, work, "viec-con", viec_con="x", nguoi_lam=owner, han="25/11").status_code == 400
    assert send(officer, work, "viec-con", viec_con="Thu thập", nguoi_lam=who, han="25/11").status_code == 302
    part = Occurrence.objects.get(task__part_of=work)
    said = page(officer, work)
    assert f"/viec/{part.code}" in said
    assert "cộng từ các việc con" in said
    assert "Việc con của:" in page(browser_of(Role.COORDINATOR), part)
    assert "Thu thập" in browser_of(Role.COORDINATOR).get("/viec").content.decode()


def test_comments_are_never_changed_and_leave_a_trace(cast: Cast, browser_of: Browsers, work: Occurrence) -> None:
    officer, leader = browser_of(Role.OFFICER), browser_of(Role.LEADER)
    sent = send(officer, work, "y-kien", viec="write", y_kien="<b>nhờ xem</b>", nhac=cast[Role.LEADER].pk)
    assert sent.status_code == 302
    said = page(leader, work)
    assert "&lt;b&gt;nhờ xem&lt;/b&gt;" in said
    assert "Nhắc: Phạm Quốc Hưng" in said
    assert send(browser_of(Role.APPRAISER), work, "y-kien", viec="write", y_kien="x").status_code == 403
    assert send(officer, work, "y-kien", viec="write", y_kien="").status_code == 400
    assert send(leader, work, "y-kien", viec="remove", muc=Comment.objects.get().pk).status_code == 302
    said = page(officer, work)
    assert "nhờ xem" not in said
    assert "Ý kiến đã được Phạm Quốc Hưng gỡ" in said


def test_work_is_passed_on_in_the_browser(cast: Cast, browser_of: Browsers, work: Occurrence) -> None:
    other = another(cast, work)
    officer, receiver = browser_of(Role.OFFICER), Client()
    receiver.force_login(other)
    refused = send(officer, work, "ban-giao", dinh_lam="offer", nguoi_nhan="", noi_dung="đi học")
    assert refused.status_code == 400
    assert "đi học</textarea>" in refused.content.decode()
    assert send(officer, work, "ban-giao", viec="offer", nguoi_nhan=other.pk, noi_dung="đi học").status_code == 302
    assert "chờ trả lời" in page(officer, work)
    assert "Nhận việc" not in page(officer, work)
    assert send(receiver, work, "ban-giao", viec="decline", noi_dung="").status_code == 400
    assert send(receiver, work, "ban-giao", viec="take").status_code == 302
    assert HandOver.objects.get().state == "taken"
    assert work.task.text in receiver.get("/viec").content.decode()
    assert "Đã nhận bàn giao: Lê Thu An" in page(receiver, work)


def test_asking_late_asks_why(browser_of: Browsers, work: Occurrence) -> None:
    officer = browser_of(Role.OFFICER)
    assert "Vì sao xin muộn" not in page(officer, work)
    Occurrence.objects.filter(pk=work.pk).update(due=date(2026, 11, 18))
    assert "trước hạn ít nhất 3 ngày làm việc" in page(officer, work)
    fields = {"viec": "ask", "han": "4/12/2026", "noi_dung": "chờ tỉnh"}
    assert send(officer, work, "gia-han", **fields).status_code == 400
    assert send(officer, work, "gia-han", **fields, xin_muon="mới nhận").status_code == 302
    assert DueMove.objects.get().late
    assert "xin muộn: mới nhận" in page(browser_of(Role.LEADER), work)


def test_an_event_is_recorded_from_the_list(cast: Cast, browser_of: Browsers) -> None:
    begins = event_term("5", "working_day", "nhận đủ hồ sơ")
    give_out(cast, [{"owner": owned_by(cast[Role.OFFICER]), "event": begins}], at=NOW)
    task, officer = Task.objects.get(event="nhận đủ hồ sơ"), browser_of(Role.OFFICER)
    said = officer.get("/viec/su-kien").content.decode()
    assert "Trong 5 ngày làm việc kể từ khi nhận đủ hồ sơ" in said
    assert 'value="17/11/2026"' in said
    address = f"/viec/su-kien/{task.pk}"
    refused = officer.post(address, {"ngay": "31/11", "viec-gi": "hộ A", "van-ban": "GT 5"})
    assert refused.status_code == 400
    assert 'name="chon-ngay" value="2026-11-30"' in refused.content.decode()
    assert 'value="GT 5"' in refused.content.decode()
    assert browser_of(Role.APPRAISER).post(address, {"ngay": "16/11", "viec-gi": "x"}).status_code == 404
    made = officer.post(address, {"ngay": "16/11", "viec-gi": "hộ A", "van-ban": "GT 5"})
    row = Occurrence.objects.get(task=task)
    assert made.headers["Location"] == f"/viec/{row.code}"
    assert "Tính từ 16/11/2026: hộ A (GT 5)." in page(officer, row)
    assert send(officer, row, "rut-su-kien").status_code == 302
    assert not Occurrence.objects.filter(task=task).exists()


def test_events_ask_the_database_as_often_for_more(cast: Cast, browser_of: Browsers) -> None:
    begins = event_term("5", "working_day", "nhận đủ hồ sơ")
    give_out(cast, [{"owner": owned_by(cast[Role.OFFICER]), "event": begins}] * 3, at=NOW)
    client = browser_of(Role.OFFICER)
    client.get("/viec/su-kien")
    few = asked(client, "/viec/su-kien")
    stand(cast, NOW.date())
    for task in Task.objects.exclude(event=""):
        for n in range(4):
            began = actions.Began(on=NOW.date() - timedelta(days=n), what=f"hồ sơ {n}")
            actions.record_event(cast[Role.OFFICER], task, began, at=NOW)
    assert asked(client, "/viec/su-kien") == few <= 12


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_the_open_work_of_who_left_stands_on_the_board(cast: Cast, browser_of: Browsers, work: Occurrence) -> None:
    unit, day = work.task.plan.unit_id, NOW.date()
    assert board_of([unit], today=day).columns[OVER] == []
    Holding.objects.filter(user=cast[Role.OFFICER]).update(until=day)
    assert board_of([unit], today=day).columns[OVER] == [work.pk]
    assert "nghỉ sau ngày 16/11: giao cho người khác" in browser_of(Role.COORDINATOR).get("/bang").content.decode()
    other = another(cast, work)
    stand(cast, day)
    actions.offer_work(cast[Role.LEADER], work, other.pk, reason="người cũ nghỉ", at=NOW)
    assert board_of([unit], today=day).columns[OVER] == []


def test_a_missed_milestone_stands_on_the_board_until_it_is_reached(
    cast: Cast, browser_of: Browsers, work: Occurrence
) -> None:
    unit, leader = work.task.plan.unit_id, cast[Role.LEADER]
    actions.add_goal(leader, work, Milestone(Decimal(60), NOW.date()), at=NOW)
    actions.tell_amount(cast[Role.OFFICER], work, actions.Value(number=Decimal(58), on=NOW.date()), at=NOW)
    assert board_of([unit], today=NOW.date() - timedelta(days=1)).columns[MISSED] == []
    assert board_of([unit], today=NOW.date()).columns[MISSED] == [work.pk]
    assert "Không đạt mốc" in browser_of(Role.LEADER).get("/bang").content.decode()
    told = actions.tell_amount(cast[Role.OFFICER], work, actions.Value(number=Decimal(60), on=NOW.date()), at=NOW)
    assert board_of([unit], today=NOW.date()).columns[MISSED] == []
    actions.take_value_back(cast[Role.OFFICER], told, at=NOW)
    assert board_of([unit], today=NOW.date()).columns[MISSED] == [work.pk]


def test_my_list_says_how_much_was_delivered(cast: Cast, browser_of: Browsers) -> None:
    monthly = {"rhythm": Rhythm(period=Period.MONTH), "due": None, "quantity": (Decimal(4), "tin")}
    (work,) = give_out(cast, [{"owner": owned_by(cast[Role.OFFICER]), **monthly}], at=NOW)
    for _ in range(3):
        actions.tell_amount(cast[Role.OFFICER], work, actions.Value(number=Decimal(1), on=NOW.date()), at=NOW)
    assert "3/4 tin" in browser_of(Role.OFFICER).get("/viec").content.decode()
