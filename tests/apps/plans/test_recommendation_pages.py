"""The pages of recommendations and supervisions: forms without script, filters, paper, workbook, counts of queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from namro.apps.people.models import AuditEntry, Role, User
from namro.apps.plans import actions
from namro.apps.plans.models import Occurrence, Plan, Recommendation, Supervision, Task
from namro.core.base.clock import system_clock
from namro.ui.formats import day
from tests.apps.plans.giving_out import give_out, owned_by
from tests.apps.plans.planning import page
from tests.apps.plans.watching import recommended, supervised

Browsers = Callable[[str], Client]
TODAY = system_clock().date()
TYPED = {
    "text": "Gỡ thủ tục hết hiệu lực",
    "on": day(TODAY),
    "answer_by": day(TODAY + timedelta(days=10)),
    "source_number": "21/MTTQ-BTT",
    "source_date": "",
    "source_abstract": "",
    "field": "",
    "criterion": "2.1",
    "criterion_name": "",
}


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_a_watcher_begins_at_the_board_and_sees_the_plans(browser_of: Browsers, cast: dict[str, User]) -> None:
    give_out(cast, [{"owner": owned_by(cast[Role.OFFICER]), "due": TODAY - timedelta(days=9)}], at=system_clock())
    watcher = browser_of(Role.WATCHER)
    assert watcher.get("/", follow=True).redirect_chain[-1][0] == "/bang"
    assert "Lập sổ theo dõi báo cáo số 1" in page(watcher, "/bang")
    assert "Kế hoạch khắc phục" in page(watcher, "/ke-hoach")
    assert 'href="/kien-nghi/moi"' in page(watcher, "/kien-nghi")
    assert browser_of(Role.COORDINATOR).get("/", follow=True).redirect_chain[-1][0] == "/viec"


def test_a_supervision_then_its_recommendation(browser_of: Browsers, cast: dict[str, User]) -> None:
    watcher = browser_of(Role.WATCHER)
    typed = {"on": day(TODAY), "subject": "Giám sát Một cửa", "participants": "Ban Thanh tra", "seen": "Sổ để trống"}
    answer = watcher.post("/giam-sat/moi", typed)
    supervision = Supervision.objects.get()
    assert answer.headers["Location"] == f"/giam-sat/{supervision.code}"
    shown = page(watcher, f"/giam-sat/{supervision.code}")
    assert f'href="/kien-nghi/moi?giam-sat={supervision.code}"' in shown
    answer = watcher.post(f"/kien-nghi/moi?giam-sat={supervision.code}", TYPED)
    made = Recommendation.objects.get()
    assert answer.headers["Location"] == f"/kien-nghi/{made.code}"
    assert (made.supervision, made.answer_by) == (supervision, TODAY + timedelta(days=10))
    assert "Gỡ thủ tục hết hiệu lực" in page(browser_of(Role.LEADER), f"/giam-sat/{supervision.code}")
    assert "Giám sát Một cửa" in page(browser_of(Role.LEADER), "/giam-sat")
    assert f"/giam-sat/{supervision.code}" in page(browser_of(Role.COORDINATOR), f"/kien-nghi/{made.code}")


def test_days_that_cannot_be_are_told_at_their_field(browser_of: Browsers, cast: dict[str, User]) -> None:
    watcher = browser_of(Role.WATCHER)
    later, before = day(TODAY + timedelta(days=1)), day(TODAY - timedelta(days=1))
    for wrong, words in (
        ({"on": "31/11/2026"}, "31/11/2026"),
        ({"on": later}, "Ngày này chưa đến"),
        ({"source_date": later}, "Ngày này chưa đến"),
        ({"answer_by": before}, "Ngày trả lời trước ngày kiến nghị"),
        ({"on": ""}, "Chưa ghi ngày"),
        ({"text": " "}, "Chưa ghi nội dung kiến nghị"),
    ):
        answer = watcher.post("/kien-nghi/moi", TYPED | wrong)
        assert answer.status_code == 400
        assert words in answer.content.decode()
        assert "21/MTTQ-BTT" in answer.content.decode()
    assert Recommendation.objects.count() == 0


def test_two_at_one_recommendation_lose_nothing(browser_of: Browsers, cast: dict[str, User]) -> None:
    made, watcher = recommended(cast), browser_of(Role.WATCHER)
    sent = {**TYPED, "text": "Bản thứ nhất", "version": "0"}
    assert watcher.post(f"/kien-nghi/{made.code}/sua", sent).status_code == 302
    answer = watcher.post(f"/kien-nghi/{made.code}/sua", {**sent, "text": "Bản thứ hai"})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Nội dung kiến nghị, đang ghi: <b>Bản thứ nhất</b>" in shown
    assert "Bản thứ hai" in shown
    assert 'name="version" value="1"' in shown
    answer = browser_of(Role.COORDINATOR).post(
        f"/kien-nghi/{made.code}/tra-loi", {"viec": "decline", "ly-do": "Thuộc tỉnh", "version": "0"}
    )
    assert answer.status_code == 409
    assert "Thuộc tỉnh" in answer.content.decode()
    made.refresh_from_db()
    assert (made.text, made.state) == ("Bản thứ nhất", "new")


def test_the_coordinator_answers_and_the_task_leads_back(browser_of: Browsers, cast: dict[str, User]) -> None:
    (work,) = give_out(cast, [{"owner": owned_by(cast[Role.OFFICER])}], at=system_clock())
    made, coordinator = recommended(cast), browser_of(Role.COORDINATOR)
    address = f"/kien-nghi/{made.code}"
    assert coordinator.post(f"{address}/tra-loi", {"viec": "receive", "version": "0"}).status_code == 302
    form = page(coordinator, f"{address}/thanh-viec")
    assert "đã duyệt, sẽ mở điều chỉnh" in form
    assert ">Niêm yết lại thủ tục đất đai đã hết hiệu lực</textarea>" in form
    sent = {
        "version": "1",
        "plan": str(work.task.plan_id),
        "text": "Gỡ thủ tục",
        "deliverable": "",
        "owner": "0",
        "due": "31/11/2026",
        "period": "once",
        "group": "Thủ tục",
        "since": day(TODAY),
    }
    refused = coordinator.post(f"{address}/thanh-viec", sent)
    assert refused.status_code == 400
    for words in ("Chưa ghi sản phẩm", "Chưa giao cho ai", "31/11/2026", "Gỡ thủ tục"):
        assert words in refused.content.decode()
    whole = {"deliverable": "Ảnh", "owner": f"person:{cast[Role.OFFICER].pk}", "due": day(TODAY + timedelta(days=9))}
    assert coordinator.post(f"{address}/thanh-viec", sent | whole).status_code == 302
    task = Task.objects.get(recommendations=made)
    assert f'href="{address}"' in page(coordinator, f"/ke-hoach/{work.task.plan.code}/viec/{task.pk}")
    leader = page(browser_of(Role.LEADER), address)
    assert f"/viec/{task.pk}" in leader
    assert "Việc được giao khi lãnh đạo duyệt kế hoạch." in leader
    plan = Plan.objects.get(pk=task.plan_id)
    actions.submit(cast[Role.COORDINATOR], plan, at=system_clock())
    actions.approve(cast[Role.LEADER], plan, at=system_clock())
    given = Occurrence.objects.get(task=task)
    assert f'href="{address}"' in page(browser_of(Role.OFFICER), f"/viec/{given.code}")
    assert f'href="/viec/{given.code}"' in page(browser_of(Role.WATCHER), address)


def test_without_a_plan_the_form_says_what_to_do(browser_of: Browsers, cast: dict[str, User]) -> None:
    made = recommended(cast)
    coordinator = browser_of(Role.COORDINATOR)
    shown = page(coordinator, f"/kien-nghi/{made.code}/thanh-viec")
    assert "Chưa có kế hoạch nào nhận được việc này" in shown
    answer = coordinator.post(f"/kien-nghi/{made.code}/thanh-viec", {"version": "0", "plan": "7"})
    assert answer.status_code == 400
    made.refresh_from_db()
    assert made.state == "new"


def test_posts_of_others_are_refused(browser_of: Browsers, cast: dict[str, User]) -> None:
    made = recommended(cast)
    for who in (Role.OFFICER, Role.LEADER, Role.WATCHER, Role.ADMIN):
        client = browser_of(who)
        for viec in ("receive", "decline"):
            sent = {"viec": viec, "ly-do": "x", "version": "0"}
            assert client.post(f"/kien-nghi/{made.code}/tra-loi", sent).status_code == 403
        assert client.post(f"/kien-nghi/{made.code}/thanh-viec", {"version": "0"}).status_code == 403
    assert browser_of(Role.COORDINATOR).post(f"/kien-nghi/{made.code}/sua", TYPED).status_code == 403
    assert browser_of(Role.COORDINATOR).post(f"/kien-nghi/{made.code}/tra-loi", {"viec": "xoa"}).status_code == 404
    assert browser_of(Role.ENUMERATOR).post(f"/kien-nghi/{made.code}/tra-loi", {"viec": "receive"}).status_code == 404
    made.refresh_from_db()
    assert made.version == 0


def test_filters_pages_and_counts_of_queries(browser_of: Browsers, cast: dict[str, User]) -> None:
    client = browser_of(Role.LEADER)
    supervision = supervised(cast)
    recommended(cast, supervision, text="Kiến nghị đầu", on=TODAY - timedelta(days=30))
    pages = (
        "/kien-nghi",
        "/kien-nghi?tre=1&trang-thai=new",
        "/kien-nghi/in",
        "/giam-sat",
        f"/giam-sat/{supervision.code}",
    )
    late = {"on": TODAY - timedelta(days=20), "answer_by": TODAY - timedelta(days=3)}
    recommended(cast, supervision, text="Kiến nghị trễ", **late)
    client.get("/kien-nghi")  # from here on the organisation is in memory
    few = [queries(client, address) for address in pages]
    for number in range(24):
        recommended(cast, supervised(cast), text=f"Kiến nghị thêm {number}", **late)
    assert [queries(client, address) for address in pages] == few
    assert max(few) <= 10
    first = page(client, "/kien-nghi?tre=1")
    assert first.count("chưa trả lời, trễ 3 ngày") == 20
    assert "tre=1&amp;trang=2" in first
    assert page(client, "/kien-nghi?tre=1&trang=2").count("trễ 3 ngày") == 5
    assert "Kiến nghị đầu" not in first
    assert "Không có kiến nghị nào như vậy" in page(client, "/kien-nghi?trang-thai=done")
    assert "26 kiến nghị" in page(client, "/kien-nghi/in")


def test_workbook_has_every_row_as_data(browser_of: Browsers, cast: dict[str, User]) -> None:
    for number in range(25):
        recommended(cast, text=f"=1+{number}", answer_by=None)
    answer = browser_of(Role.WATCHER).get("/kien-nghi/tai.xlsx?trang-thai=new")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="Kien-nghi-')
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 26
    assert rows[0][4] == "Nội dung kiến nghị"
    assert rows[1][4] == "=1+24"
    assert isinstance(rows[1][0], datetime)
    assert sheet["E2"].data_type == "s"
    taken = AuditEntry.objects.get(act=AuditEntry.Act.RECOMMENDATIONS_DOWNLOADED)
    assert (taken.actor, taken.note) == (cast[Role.WATCHER], "trang-thai=new")
