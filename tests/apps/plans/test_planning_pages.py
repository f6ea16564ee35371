"""The pages on which a plan is made: the list, the table with its bar, one task, a conflict, the way to approval."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from namro.apps.exchange.models import ImportedDocument
from namro.apps.people.models import AuditEntry, Group, Role, User
from namro.apps.plans import actions
from namro.apps.plans.models import Occurrence, OwnerKind, Plan, Task
from namro.apps.plans.queries import tasks_in
from namro.core.base.clock import system_clock

Browsers = Callable[[str], Client]


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def bulk(plan: Plan, **values: object) -> dict[str, object]:
    tasks = tasks_in(plan)
    return {"task": [task.pk for task in tasks], **{f"v-{task.pk}": task.version for task in tasks}, **values}


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
    assert client.post("/ke-hoach/moi", {"unit": unit, "title": "", "year": 2026}).status_code == 400
    answer = client.post("/ke-hoach/moi", {"unit": unit, "title": "Cải cách hành chính năm 2026", "year": 2026})
    plan = Plan.objects.get()
    assert answer.headers["Location"] == f"/ke-hoach/{plan.code}"
    assert (plan.since, plan.last) == (date(2026, 1, 1), date(2026, 12, 31))
    assert "Kế hoạch chưa có việc nào" in page(client, f"/ke-hoach/{plan.code}")


def test_many_tasks_get_an_owner_helpers_and_a_day_at_once(
    browser_of: Browsers, cast: dict[str, User], drafted: Plan
) -> None:
    client = browser_of(Role.COORDINATOR)
    officer, leader = cast[Role.OFFICER], cast[Role.LEADER]
    sent = bulk(drafted, owner=f"person:{officer.pk}", helpers=[f"person:{leader.pk}"], due="30/11/2026")
    answer = client.post(f"/ke-hoach/{drafted.code}/sua-loat", sent)
    assert answer.status_code == 302
    tasks = tasks_in(drafted)
    assert {(task.owner_user_id, task.due) for task in tasks} == {(officer.pk, date(2026, 11, 30))}
    assert all(task.collaborators.get().user_id == leader.pk for task in tasks)
    assert {task.deliverable for task in tasks} != {""}  # what was not filled in stays
    assert AuditEntry.objects.get(act=AuditEntry.Act.TASKS_CHANGED).subject == drafted.code


def test_a_rhythm_for_a_group_of_which_everybody_owes(browser_of: Browsers, drafted: Plan) -> None:
    group = Group.objects.filter(unit=drafted.unit).order_by("id").first()
    assert group is not None
    sent = bulk(drafted, owner=f"each:{group.pk}", period="quarterly", month="3", monthday="3", edge="before")
    assert browser_of(Role.COORDINATOR).post(f"/ke-hoach/{drafted.code}/sua-loat", sent).status_code == 302
    task = tasks_in(drafted)[0]
    assert (task.owner_kind, task.owner_group_id) == (OwnerKind.EACH, group.pk)
    assert (task.period, task.day, task.month, task.before) == ("quarterly", 3, 3, True)


def test_before_a_day_is_the_day_before(browser_of: Browsers, drafted: Plan) -> None:
    sent = bulk(drafted, due="10/11", edge="before")
    assert browser_of(Role.COORDINATOR).post(f"/ke-hoach/{drafted.code}/sua-loat", sent).status_code == 302
    assert tasks_in(drafted)[0].due == date(drafted.year, 11, 9)


def test_an_impossible_day_is_answered_with_its_neighbours_and_nothing_is_lost(
    browser_of: Browsers, cast: dict[str, User], drafted: Plan
) -> None:
    client = browser_of(Role.COORDINATOR)
    sent = bulk(drafted, owner=f"person:{cast[Role.OFFICER].pk}", due="31/11/2026", deliverable="Sổ theo dõi")
    answer = client.post(f"/ke-hoach/{drafted.code}/sua-loat", sent)
    said = answer.content.decode()
    assert answer.status_code == 400
    assert 'name="chosen_day" value="2026-11-30"' in said
    assert 'name="chosen_day" value="2026-12-01"' in said
    assert "Sổ theo dõi</textarea>" in said
    assert f'value="person:{cast[Role.OFFICER].pk}" selected' in said
    assert said.count(" checked") == len(tasks_in(drafted))
    assert not Task.objects.filter(version__gt=0).exists()
    assert client.post(f"/ke-hoach/{drafted.code}/sua-loat", sent | {"chosen_day": "2026-11-30"}).status_code == 302
    assert {task.due for task in tasks_in(drafted)} == {date(2026, 11, 30)}


def test_a_printed_impossible_day_is_chosen_with_one_button(browser_of: Browsers, drafted: Plan) -> None:
    client = browser_of(Role.COORDINATOR)
    task = next(task for task in tasks_in(drafted) if task.due_token)
    said = page(client, f"/ke-hoach/{drafted.code}")
    assert "Không có ngày 31/11/2026. Hãy chọn 30/11/2026 hoặc 01/12/2026." in said
    button = f'name="day" value="{task.pk}|2026-11-30"'
    assert button in said
    client.post(f"/ke-hoach/{drafted.code}/sua-loat", {"day": f"{task.pk}|2026-11-30", f"v-{task.pk}": 0})
    task.refresh_from_db()
    assert (task.due, task.due_token) == (date(2026, 11, 30), "")
    assert button not in page(client, f"/ke-hoach/{drafted.code}")


def test_a_day_that_both_neighbours_lead_to_is_said(browser_of: Browsers, drafted: Plan) -> None:
    task = tasks_in(drafted)[0]
    Task.objects.filter(pk=task.pk).update(due=None, due_token="invalid:2024-11-31")
    said = page(browser_of(Role.COORDINATOR), f"/ke-hoach/{drafted.code}")
    assert "Cả hai đều về ngày làm việc 29/11/2024." in said


def test_whom_the_document_names_is_suggested_and_given_only_on_a_press(
    browser_of: Browsers, cast: dict[str, User], drafted: Plan
) -> None:
    client = browser_of(Role.COORDINATOR)
    officer = cast[Role.OFFICER]
    Task.objects.filter(plan=drafted).update(lead_text=officer.full_name.upper())
    said = page(client, f"/ke-hoach/{drafted.code}")
    value = f"person:{officer.pk}"
    assert f'name="meant" value="{value}"' in said
    assert not Task.objects.exclude(owner_kind="").exists()
    client.post(f"/ke-hoach/{drafted.code}/sua-loat", {"meant": value})
    assert {task.owner_user_id for task in tasks_in(drafted)} == {officer.pk}


def test_somebody_of_another_unit_is_no_choice(browser_of: Browsers, cast: dict[str, User], drafted: Plan) -> None:
    sent = bulk(drafted, owner=f"person:{cast[Role.APPRAISER].pk}")
    answer = browser_of(Role.COORDINATOR).post(f"/ke-hoach/{drafted.code}/sua-loat", sent)
    assert answer.status_code == 400
    assert "không còn trong danh sách" in answer.content.decode()


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


def test_a_group_without_anybody_is_refused(browser_of: Browsers, drafted: Plan) -> None:
    group = Group.objects.create(unit=drafted.unit, name="Tổ số hóa")
    sent = bulk(drafted, owner=f"each:{group.pk}")
    answer = browser_of(Role.COORDINATOR).post(f"/ke-hoach/{drafted.code}/sua-loat", sent)
    assert answer.status_code == 400
    assert "Nhóm “Tổ số hóa” chưa có ai" in answer.content.decode()


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


def test_two_people_in_many_tasks(browser_of: Browsers, standing: dict[str, User], drafted: Plan) -> None:
    client = browser_of(Role.COORDINATOR)
    first, second = tasks_in(drafted)[:2]
    sent = bulk(drafted, deliverable="Tờ trình", query="loc=chua-nguoi")
    edit = actions.Edit({"deliverable": "Báo cáo"})
    actions.edit_tasks(standing[Role.COORDINATOR], drafted, [first.pk], edit=edit, at=system_clock())
    address = f"/ke-hoach/{drafted.code}/sua-loat"
    answer = client.post(address, sent)
    said = answer.content.decode()
    assert answer.status_code == 409
    assert f'name="v-{first.pk}" value="1"' in said
    assert f'name="clash" value="{first.pk}:deliverable"' in said
    again = sent | {f"v-{first.pk}": 1, "clash": f"{first.pk}:deliverable", "keep": "theirs"}
    assert client.post(address, again).headers["Location"] == f"/ke-hoach/{drafted.code}?loc=chua-nguoi"
    assert [task.deliverable for task in tasks_in(drafted)][:2] == ["Báo cáo", "Tờ trình"]
    second.refresh_from_db()
    mine = bulk(drafted, deliverable="Biên bản") | {f"v-{first.pk}": 1, f"v-{second.pk}": 1, "keep": "mine"}
    assert client.post(address, mine).status_code == 302
    assert {task.deliverable for task in tasks_in(drafted)} == {"Biên bản"}


def test_somebody_who_left_is_named(browser_of: Browsers, cast: dict[str, User], drafted: Plan) -> None:
    officer = cast[Role.OFFICER]
    officer.holdings.filter(until=None).update(until=date(drafted.year, 12, 1))
    sent = bulk(drafted, owner=f"person:{officer.pk}", due=f"18/12/{drafted.year}")
    answer = browser_of(Role.COORDINATOR).post(f"/ke-hoach/{drafted.code}/sua-loat", sent)
    assert answer.status_code == 400
    assert f"{officer.full_name} (nghỉ sau ngày 30/11/{drafted.year}) không làm việc" in answer.content.decode()


def test_a_day_off_says_which_working_day_counts(browser_of: Browsers, drafted: Plan) -> None:
    client = browser_of(Role.COORDINATOR)
    Task.objects.filter(plan=drafted).update(since=date(2024, 1, 1))
    client.post(f"/ke-hoach/{drafted.code}/sua-loat", bulk(drafted, due="10/11/2024", edge="before"))
    said = page(client, f"/ke-hoach/{drafted.code}")
    assert "09/11/2024" in said
    assert "ngày làm việc 08/11/2024" in said


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


def test_a_long_plan_is_shown_in_parts_and_can_be_given_out_at_once(
    browser_of: Browsers, cast: dict[str, User], drafted: Plan
) -> None:
    client = browser_of(Role.COORDINATOR)
    rows = [Task(plan=drafted, place=n, group="Thêm", text=f"Việc {n}", since=drafted.since) for n in range(10, 140)]
    Task.objects.bulk_create(rows)
    count = len(tasks_in(drafted))
    address = f"/ke-hoach/{drafted.code}"
    first = page(client, address)
    assert first.count('name="task"') == 60
    assert "trang 1 / 3" in first
    assert page(client, f"{address}?trang=3").count('name="task"') == count - 120
    sent = {"all": "1", "owner": f"person:{cast[Role.OFFICER].pk}", "query": "tim=viec"}
    answer = client.post(f"{address}/sua-loat", sent)
    assert answer.headers["Location"] == f"{address}?tim=viec"
    assert Task.objects.filter(plan=drafted, owner_user=cast[Role.OFFICER]).count() == 130


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


JUNK = ({}, {"task": "x"}, {"task": "9" * 40, "owner": "0"}, {"day": "1|x"}, {"day": "9" * 30 + "|2026-11-30"})
MORE_JUNK = ({"meant": "person:0"}, {"v-" + "9" * 30: "9" * 5000}, {"task": "1", "owner": "person:" + "9" * 40})


@pytest.mark.parametrize("sent", [*JUNK, *MORE_JUNK])
def test_forms_that_no_page_sends_change_nothing(browser_of: Browsers, drafted: Plan, sent: dict[str, str]) -> None:
    client = browser_of(Role.COORDINATOR)
    assert client.post(f"/ke-hoach/{drafted.code}/sua-loat", sent).status_code == 400
    assert client.post(f"/ke-hoach/{drafted.code}/chuyen", {"act": "burn"}).status_code == 404
    assert client.get(f"/ke-hoach/{drafted.code}/viec/{'9' * 30}").status_code == 404
    assert not Task.objects.filter(version__gt=0).exists()


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
