"""Many tasks changed at once: owner, helpers, day, rhythm, product; what cannot be comes back as it was typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from re import findall

import pytest
from django.test import Client

from namro.apps.people.models import AuditEntry, Group, OwnerKind, Role, User
from namro.apps.plans import actions
from namro.apps.plans.models import Plan, Task
from namro.apps.plans.queries import tasks_in
from namro.core.base.clock import system_clock
from tests.apps.plans.planning import bulk, page

Browsers = Callable[[str], Client]


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
    assert len(findall(r'name="task"[^>]* checked', said)) == len(tasks_in(drafted))
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


def test_a_group_without_anybody_is_refused(browser_of: Browsers, drafted: Plan) -> None:
    group = Group.objects.create(unit=drafted.unit, name="Tổ số hóa")
    sent = bulk(drafted, owner=f"each:{group.pk}")
    answer = browser_of(Role.COORDINATOR).post(f"/ke-hoach/{drafted.code}/sua-loat", sent)
    assert answer.status_code == 400
    assert "Nhóm “Tổ số hóa” chưa có ai" in answer.content.decode()


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


JUNK = ({}, {"task": "x"}, {"task": "9" * 40, "owner": "0"}, {"day": "1|x"}, {"day": "9" * 30 + "|2026-11-30"})


MORE_JUNK = ({"meant": "person:0"}, {"v-" + "9" * 30: "9" * 5000}, {"task": "1", "owner": "person:" + "9" * 40})


@pytest.mark.parametrize("sent", [*JUNK, *MORE_JUNK])
def test_forms_that_no_page_sends_change_nothing(browser_of: Browsers, drafted: Plan, sent: dict[str, str]) -> None:
    client = browser_of(Role.COORDINATOR)
    assert client.post(f"/ke-hoach/{drafted.code}/sua-loat", sent).status_code == 400
    assert client.post(f"/ke-hoach/{drafted.code}/chuyen", {"act": "burn"}).status_code == 404
    assert client.get(f"/ke-hoach/{drafted.code}/viec/{'9' * 30}").status_code == 404
    assert not Task.objects.filter(version__gt=0).exists()


def test_helpers_are_kept_added_to_replaced_or_taken_away(
    browser_of: Browsers, cast: dict[str, User], drafted: Plan
) -> None:
    client, address = browser_of(Role.COORDINATOR), f"/ke-hoach/{drafted.code}/sua-loat"
    officer, leader = cast[Role.OFFICER], cast[Role.LEADER]

    def after(helping: str, *people: User, **more: str) -> set[frozenset[int | None]]:
        sent = bulk(drafted, helping=helping, helpers=[f"person:{one.pk}" for one in people], **more)
        assert client.post(address, sent).status_code == 302
        return {frozenset(one.user_id for one in task.collaborators.all()) for task in tasks_in(drafted)}

    assert after("replace", officer) == {frozenset({officer.pk})}
    assert after("add", leader, officer) == {frozenset({officer.pk, leader.pk})}
    assert after("", deliverable="Báo cáo") == {frozenset({officer.pk, leader.pk})}
    assert after("replace", leader) == {frozenset({leader.pk})}
    Task.objects.filter(plan=drafted).update(helpers_text="Các thôn")
    assert after("add", officer) == {frozenset({officer.pk, leader.pk})}
    assert {task.helpers_text for task in tasks_in(drafted)} == {"Các thôn"}
    assert after("none") == {frozenset()}
    assert {task.helpers_text for task in tasks_in(drafted)} == {""}


@pytest.mark.parametrize(
    ("helping", "ticked", "why"),
    [
        ("", True, "Chọn “Thêm vào” hoặc “Thay bằng”"),
        ("none", True, "hoặc bỏ dấu"),
        ("add", False, "Chưa đánh dấu ai"),
        ("replace", False, "Chưa đánh dấu ai"),
        ("burn", False, "Không hiểu cách ghi"),
    ],
)
def test_ticks_that_do_not_fit_the_choice_are_asked_about(
    browser_of: Browsers, cast: dict[str, User], drafted: Plan, helping: str, ticked: bool, why: str
) -> None:
    who = f"person:{cast[Role.OFFICER].pk}"
    sent = bulk(drafted, helping=helping, helpers=[who] if ticked else [], deliverable="Sổ")
    answer = browser_of(Role.COORDINATOR).post(f"/ke-hoach/{drafted.code}/sua-loat", sent)
    said = answer.content.decode()
    assert answer.status_code == 400
    assert why in said
    assert f'name="helping" value="{helping}" checked' in said or helping == "burn"
    assert (f'value="{who}" checked' in said) == ticked
    assert not Task.objects.filter(version__gt=0).exists()


def test_two_people_who_change_helpers_see_both(browser_of: Browsers, standing: dict[str, User], drafted: Plan) -> None:
    client, maker, officer = browser_of(Role.COORDINATOR), standing[Role.COORDINATOR], standing[Role.OFFICER]
    first = tasks_in(drafted)[0]
    sent = bulk(drafted, helping="add", helpers=[f"person:{officer.pk}"])
    edit = actions.Edit({"helpers": {("user", maker.pk)}})
    actions.edit_tasks(maker, drafted, [first.pk], edit=edit, at=system_clock())
    address = f"/ke-hoach/{drafted.code}/sua-loat"
    answer = client.post(address, sent)
    assert answer.status_code == 409
    assert f"thêm: {officer.full_name}" in answer.content.decode()
    again = sent | {f"v-{first.pk}": 1, "clash": f"{first.pk}:helpers", "keep": "theirs"}
    assert client.post(address, again).status_code == 302
    helping = [{one.user_id for one in task.collaborators.all()} for task in tasks_in(drafted)]
    assert helping[0] == {maker.pk}
    assert set(map(frozenset, helping[1:])) == {frozenset({officer.pk})}
