"""The pages on which a plan is made: the list, one task, a conflict, the way to approval, the letterhead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from namro.apps.exchange.models import ImportedDocument
from namro.apps.people.models import AuditEntry, Role, User
from namro.apps.plans import actions
from namro.apps.plans.models import Occurrence, Plan, Task
from namro.apps.plans.queries import tasks_in
from namro.core.base.clock import system_clock
from tests.apps.plans.planning import bulk, page

Browsers = Callable[[str], Client]


def test_an_empty_list_says_what_to_do_first(browser_of: Browsers) -> None:
    said = page(browser_of(Role.COORDINATOR), "/ke-hoach")
    assert "Nhập phiếu chấm điểm năm trước" in said
    assert "Khi đầu mối" in page(browser_of(Role.LEADER), "/ke-hoach")


def test_the_list_counts_what_is_missing(browser_of: Browsers, drafted: Plan) -> None:
    said = page(browser_of(Role.LEADER), "/ke-hoach")
    assert drafted.title in said
    assert f"/ke-hoach/{drafted.code}?loc=chua-nguoi" in said


def test_a_document_gives_one_plan(browser_of: Browsers, document: ImportedDocument) -> None:
    client = browser_of(Role.COORDINATOR)
    assert "Lập kế hoạch" in page(client, f"/nhap-van-ban/{document.code}")
    first = client.post(f"/nhap-van-ban/{document.code}/lap-ke-hoach")
    again = client.post(f"/nhap-van-ban/{document.code}/lap-ke-hoach")
    assert first.status_code == again.status_code == 302
    assert first.headers["Location"] == again.headers["Location"]
    plan = Plan.objects.get()
    assert (plan.source, plan.lost) == (document.code, 2)
    assert AuditEntry.objects.filter(act=AuditEntry.Act.PLAN_MADE).count() == 1


def test_causes_say_what_was_lost_beside_what_comes_back(browser_of: Browsers, document: ImportedDocument) -> None:
    client = browser_of(Role.COORDINATOR)
    client.post(f"/nhap-van-ban/{document.code}/lap-ke-hoach")
    plan = Plan.objects.get()
    assert plan.lost_to == {"missing_proof": "1", "not_signed": "1"}
    causes = client.get(f"/ke-hoach/{plan.code}").context["page"].causes
    assert [(cause.lost, cause.gain, cause.tasks) for cause in causes] == [("−1,00", "+1,00", 1)] * 2
    Task.objects.filter(plan=plan, cause="not_signed").update(gain=Decimal("0.25"))
    Task.objects.filter(plan=plan, cause="missing_proof").update(dropped=True)
    causes = client.get(f"/ke-hoach/{plan.code}").context["page"].causes
    assert [(cause.lost, cause.gain, cause.tasks) for cause in causes] == [("−1,00", "+0,25", 1), ("−1,00", "", 0)]
    said = page(client, f"/ke-hoach/{plan.code}")
    assert "lấy lại +0,25" in said
    assert "chưa có việc lấy lại" in said


def test_only_a_coordinator_makes_plans(browser_of: Browsers, document: ImportedDocument) -> None:
    for role in (Role.LEADER, Role.ADMIN, Role.WATCHER):
        client = browser_of(role)
        assert "lap-ke-hoach" not in page(client, f"/nhap-van-ban/{document.code}")
        assert client.post(f"/nhap-van-ban/{document.code}/lap-ke-hoach").status_code == 403
        assert client.get("/ke-hoach/moi").status_code == 403
    assert not Plan.objects.exists()


def test_an_empty_plan(browser_of: Browsers, standing: dict[str, User]) -> None:
    client = browser_of(Role.COORDINATOR)
    (unit,) = standing[Role.COORDINATOR].standing.units()
    assert client.post("/ke-hoach/moi", {"unit": unit, "title": "", "year": ""}).status_code == 400
    answer = client.post("/ke-hoach/moi", {"unit": unit, "title": "Cải cách hành chính năm 2026", "year": 2026})
    plan = Plan.objects.get()
    assert answer.headers["Location"] == f"/ke-hoach/{plan.code}"
    assert (plan.since, plan.last) == (date(2026, 1, 1), date(2026, 12, 31))
    assert "Kế hoạch chưa có việc nào" in page(client, f"/ke-hoach/{plan.code}")


def single(task: Task, **changes: object) -> dict[str, object]:
    """What the page of a task sends when some boxes are changed."""
    values = {"text": task.text, "deliverable": task.deliverable, "criterion": task.criterion, "group": task.group}
    values |= {"gain": "", "since": f"{task.since:%d/%m/%Y}", "owner": "0", "period": "once", "due": ""}
    was = {f"was-{name}": text for name, text in values.items()}
    return {f"v-{task.pk}": task.version, **was, **values, **changes}


def test_two_people_in_one_field_see_both_values(
    browser_of: Browsers, standing: dict[str, User], drafted: Plan
) -> None:
    client = browser_of(Role.COORDINATOR)
    task = tasks_in(drafted)[0]
    mine = single(task, deliverable="Tờ trình", text="Lập sổ theo dõi")
    edit = actions.Edit({"deliverable": "Báo cáo"})
    actions.edit_tasks(standing[Role.COORDINATOR], drafted, [task.pk], edit=edit, at=system_clock())
    address = f"/ke-hoach/{drafted.code}/viec/{task.pk}"
    answer = client.post(address, mine)
    said = answer.content.decode()
    assert answer.status_code == 409
    assert "Báo cáo" in said
    assert "Tờ trình" in said
    back = mine | {f"v-{task.pk}": 1, "clash": f"{task.pk}:deliverable"}
    assert client.post(address, back | {"keep": "theirs"}).status_code == 302
    task.refresh_from_db()
    assert (task.deliverable, task.text) == ("Báo cáo", "Lập sổ theo dõi")
    mine = single(task, deliverable="Tờ trình")
    assert client.post(address, mine).status_code == 302
    task.refresh_from_db()
    assert task.deliverable == "Tờ trình"
    assert "Báo cáo → <b>Tờ trình</b>" in page(client, address)


def test_a_refusal_stands_at_its_field_and_everything_typed_stays(browser_of: Browsers, drafted: Plan) -> None:
    client = browser_of(Role.COORDINATOR)
    task = tasks_in(drafted)[0]
    sent = single(task, deliverable="Sổ mới", since="01/06/2026", due="01/05/2026")
    answer = client.post(f"/ke-hoach/{drafted.code}/viec/{task.pk}", sent)
    said = answer.content.decode()
    assert answer.status_code == 400
    assert "trước ngày bắt đầu 01/06/2026" in said
    assert "Sổ mới</textarea>" in said
    assert 'value="01/05/2026"' in said
    task.refresh_from_db()
    assert task.version == 0


def test_a_task_is_added_dropped_and_taken_back(browser_of: Browsers, drafted: Plan) -> None:
    client = browser_of(Role.COORDINATOR)
    address = f"/ke-hoach/{drafted.code}"
    assert client.post(f"{address}/viec-moi", {"text": " "}).status_code == 400
    sent = {"text": "Họp giao ban", "group": "Điều hành", "since": "01/01/2026", "due": "30/11/2026", "owner": "0"}
    assert client.post(f"{address}/viec-moi", sent).status_code == 302
    task = Task.objects.get(text="Họp giao ban")
    assert (task.group, task.due) == ("Điều hành", date(2026, 11, 30))
    dropped = client.post(f"{address}/viec/{task.pk}/bo")
    assert dropped.headers["Location"] == f"{address}?vua-bo={task.pk}"
    said = page(client, dropped.headers["Location"])
    assert "Họp giao ban" not in said
    assert f"/viec/{task.pk}/dua-lai" in said
    assert "Họp giao ban" in page(client, f"{address}?loc=da-bo")
    client.post(f"{address}/viec/{task.pk}/dua-lai")
    assert "Họp giao ban" in page(client, address)


def test_from_draft_to_an_amended_plan(browser_of: Browsers, cast: dict[str, User], drafted: Plan) -> None:
    coordinator, leader = browser_of(Role.COORDINATOR), browser_of(Role.LEADER)
    address = f"/ke-hoach/{drafted.code}"
    refused = coordinator.post(f"{address}/chuyen", {"act": "submit"})
    assert refused.headers["Location"] == f"{address}?loc=can-sua"
    assert "chưa giao được" in page(coordinator, refused.headers["Location"])
    sent = bulk(drafted, owner=f"person:{cast[Role.OFFICER].pk}", due="18/12/2026")
    coordinator.post(f"{address}/sua-loat", sent)
    assert leader.post(f"{address}/sua-loat", sent).status_code == 403
    coordinator.post(f"{address}/chuyen", {"act": "submit"})
    assert coordinator.post(f"{address}/chuyen", {"act": "approve"}).status_code == 403
    leader.post(f"{address}/chuyen", {"act": "send_back", "reason": "Ghi rõ sản phẩm"})
    assert "Ghi rõ sản phẩm" in page(coordinator, address)
    coordinator.post(f"{address}/chuyen", {"act": "submit"})
    leader.post(f"{address}/chuyen", {"act": "approve"})
    drafted.refresh_from_db()
    assert drafted.status == Plan.Status.APPROVED
    assert Occurrence.objects.count() == len(tasks_in(drafted))
    coordinator.post(f"{address}/chuyen", {"act": "amend", "reason": "Chờ hướng dẫn"})
    task = tasks_in(drafted)[0]
    coordinator.post(f"{address}/sua-loat", {"task": [task.pk], "deliverable": "Sổ theo dõi báo cáo"})
    coordinator.post(f"{address}/chuyen", {"act": "submit"})
    leader.post(f"{address}/chuyen", {"act": "approve"})
    said = page(leader, f"{address}/cac-ban")
    assert "Chờ hướng dẫn" in said
    assert "sửa 1" in said
    assert "Sổ theo dõi báo cáo" in said


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx"])
def test_an_approved_version_is_downloaded_as_it_was(
    browser_of: Browsers, cast: dict[str, User], drafted: Plan, tmp_path: Path, kind: str
) -> None:
    coordinator = browser_of(Role.COORDINATOR)
    address = f"/ke-hoach/{drafted.code}"
    coordinator.post(f"{address}/sua-loat", bulk(drafted, owner=f"person:{cast[Role.OFFICER].pk}", due="18/12/2026"))
    coordinator.post(f"{address}/chuyen", {"act": "submit"})
    browser_of(Role.LEADER).post(f"{address}/chuyen", {"act": "approve"})
    coordinator.post(f"{address}/chuyen", {"act": "amend", "reason": "Thêm việc"})
    coordinator.post(f"{address}/sua-loat", bulk(drafted, due="25/12/2026"))
    answer = browser_of(Role.WATCHER).get(f"{address}/tai.{kind}?ban=1")
    assert answer.status_code == 200
    assert f"-ban-1.{kind}" in answer.headers["Content-Disposition"]
    assert AuditEntry.objects.latest("id").note == f"annex {kind} 1"
    for missing in ("tai.exe", "tai.docx?layout=xyz", "tai.docx?ban=7", "tai.docx?ban=x"):
        assert coordinator.get(f"{address}/{missing}").status_code == 404


def test_filters_find_and_keep_one_another(browser_of: Browsers, drafted: Plan) -> None:
    client = browser_of(Role.COORDINATOR)
    address = f"/ke-hoach/{drafted.code}"
    first, second = tasks_in(drafted)[:2]
    said = page(client, f"{address}?nguyen-nhan={first.cause}")
    assert first.text in said
    assert second.text not in said
    assert "nguyen-nhan=&amp;" not in said
    assert f"?nguyen-nhan={first.cause}&amp;loc=chua-nguoi" in said
    assert first.text in page(client, f"{address}?nhom=1&loc=chua-nguoi&tim=SO%20THEO%20DOI")
    assert "Không có việc nào như vậy" in page(client, f"{address}?tim=khong-co")
    assert first.text in page(client, f"{address}?nhom=999999999999&trang=abc&vua-bo=x")


def test_the_letterhead(browser_of: Browsers, cast: dict[str, User], drafted: Plan) -> None:
    client = browser_of(Role.COORDINATOR)
    address = f"/ke-hoach/{drafted.code}/phan-dau"
    form = client.get(address).context["form"]
    sent = dict(form.initial) | {"doc_code": "12/KH-UBND", "date": "16/3/2026", "bases": "Căn cứ A\n\nCăn cứ B\n"}
    assert client.post(address, sent | {"last": "31/11/2026"}).status_code == 400
    assert client.post(address, sent | {"last": "1/1/2020"}).status_code == 400
    assert client.post(address, sent).status_code == 302
    drafted.refresh_from_db()
    head = drafted.head
    assert (head["doc_code"], head["date"], head["bases"]) == ("12/KH-UBND", "2026-03-16", ["Căn cứ A", "Căn cứ B"])
    late = client.post(address, sent | {"place": "Suối Mây"})
    assert late.status_code == 400
    assert "Người khác vừa sửa" in late.content.decode()
    assert 'value="Suối Mây"' in late.content.decode()


def test_an_approved_plan_still_gets_its_number_and_day(
    browser_of: Browsers, cast: dict[str, User], drafted: Plan
) -> None:
    client = browser_of(Role.COORDINATOR)
    address = f"/ke-hoach/{drafted.code}"
    client.post(f"{address}/sua-loat", bulk(drafted, owner=f"person:{cast[Role.OFFICER].pk}", due="18/12/2026"))
    client.post(f"{address}/chuyen", {"act": "submit"})
    browser_of(Role.LEADER).post(f"{address}/chuyen", {"act": "approve"})
    said = page(client, f"{address}/phan-dau")
    assert 'name="doc_code"' in said
    assert 'name="title"' not in said
    drafted.refresh_from_db()
    sent = {"doc_code": "12/KH-UBND", "date": "16/3/2026", "title": "Khác", "version": drafted.version}
    assert client.post(f"{address}/phan-dau", sent).status_code == 302
    title = drafted.title
    drafted.refresh_from_db()
    assert (drafted.head["doc_code"], drafted.title) == ("12/KH-UBND", title)
    assert drafted.status == Plan.Status.APPROVED


def test_tasks_of_other_plans_are_out_of_reach(browser_of: Browsers, drafted: Plan) -> None:
    client = browser_of(Role.COORDINATOR)
    other = Plan.objects.create(
        unit=drafted.unit,
        title="Khác",
        year=2026,
        since=drafted.since,
        last=drafted.last,
        created_by=drafted.created_by,
        created_at=system_clock(),
    )
    foreign = Task.objects.create(plan=other, place=1, group="A", text="Việc khác", since=drafted.since)
    sent = {"task": [foreign.pk], "deliverable": "x"}
    assert client.post(f"/ke-hoach/{drafted.code}/sua-loat", sent).status_code == 400
    assert client.get(f"/ke-hoach/{drafted.code}/viec/{foreign.pk}").status_code == 404
    assert client.post(f"/ke-hoach/{drafted.code}/viec/{foreign.pk}/bo").status_code == 404
    foreign.refresh_from_db()
    assert (foreign.deliverable, foreign.dropped) == ("", False)
