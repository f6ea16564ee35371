"""A department's plan given down to communes, progress in counts; bonus items judged by the work from above."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from namro.apps.people.models import Role, Unit
from namro.apps.plans import actions
from namro.apps.plans.actions.editing import Edit
from namro.apps.plans.extras import extras_of
from namro.apps.plans.handings import plan_progress, units_below
from namro.apps.plans.models import Handing, Occurrence, Plan, Task
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.demo.province import HOME
from tests.apps.plans.aiming import extra_of, upper_plan
from tests.apps.plans.giving_out import Cast, owned_by
from tests.apps.plans.planning import page

Browsers = Callable[[str], Client]


def given(standing: Cast, count: int) -> tuple[Plan, list[Handing]]:
    """A department's plan of so many tasks, all given to the home commune."""
    now = system_clock()
    writer, plan = upper_plan([f"Báo cáo rà soát số {n}" for n in range(1, count + 1)], at=now)
    home = Unit.objects.get(code=HOME)
    actions.give_down(writer, plan, list(plan.tasks.values_list("pk", flat=True)), [home.pk], at=now)
    return plan, list(Handing.objects.filter(upper__plan=plan).order_by("upper__place"))


def taken(standing: Cast, handings: list[Handing]) -> Plan:
    """All of it taken into one plan of the commune, which is put in force."""
    coordinator, now = standing[Role.COORDINATOR], system_clock()
    plan = None
    for handing in handings:
        plan = actions.take_given(coordinator, handing, plan, at=now).plan
    assert plan is not None
    values = {"owner": owned_by(standing[Role.OFFICER])}
    actions.edit_tasks(coordinator, plan, list(plan.tasks.values_list("pk", flat=True)), edit=Edit(values), at=now)
    actions.submit(coordinator, plan, at=now)
    actions.approve(standing[Role.LEADER], plan, at=now)
    plan.refresh_from_db()
    return plan


def test_a_department_gives_to_the_communes_of_its_province(standing: Cast) -> None:
    today = system_clock().date()
    department, home = Unit.objects.get(code="so-noi-vu"), Unit.objects.get(code=HOME)
    assert units_below(department.pk, today) == [(home.pk, "Xã Suối Mây")]
    assert units_below(home.pk, today) == []


def test_a_task_from_above_is_taken_into_the_plan_of_its_kind(standing: Cast, browser_of: Browsers) -> None:
    upper, handings = given(standing, 2)
    client = browser_of(Role.COORDINATOR)
    assert "2 nhiệm vụ cấp trên giao chưa trả lời" in page(client, "/ke-hoach")
    shown = page(client, "/ke-hoach/cap-tren-giao")
    assert "Báo cáo rà soát số 1" in shown
    assert "Lập kế hoạch mới cùng loại" in shown
    client.post(f"/ke-hoach/cap-tren-giao/{handings[0].pk}", {"act": "take", "plan": "0"})
    made = Task.objects.get(from_above=handings[0])
    assert (made.plan.kind, made.plan.year, made.text) == ("reform", upper.year, "Báo cáo rà soát số 1")
    assert made.due == handings[0].due
    client.post(f"/ke-hoach/cap-tren-giao/{handings[1].pk}", {"act": "take", "plan": str(made.plan.pk)})
    assert made.plan.tasks.count() == 2
    again = client.post(f"/ke-hoach/cap-tren-giao/{handings[1].pk}", {"act": "take", "plan": "0"}, follow=True)
    assert "đã được trả lời rồi" in again.content.decode()


def test_a_task_is_sent_back_only_with_a_reason(standing: Cast, browser_of: Browsers) -> None:
    upper, (handing,) = given(standing, 1)
    client = browser_of(Role.COORDINATOR)
    address = f"/ke-hoach/cap-tren-giao/{handing.pk}"
    refused = client.post(address, {"act": "return", "reason": " "}, follow=True).content.decode()
    assert "Chưa ghi lý do gửi trả" in refused
    client.post(address, {"act": "return", "reason": "Đã nộp theo Công văn 415"})
    handing.refresh_from_db()
    assert handing.state == Handing.State.RETURNED
    council = browser_of(Role.COUNCIL)
    assert "Đã nộp theo Công văn 415" in page(council, f"/ke-hoach/{upper.code}/giao-xuong")


def test_only_who_writes_the_upper_plan_gives_and_only_the_unit_answers(standing: Cast, browser_of: Browsers) -> None:
    upper, (handing,) = given(standing, 1)
    now = system_clock()
    with pytest.raises(PermissionDenied):
        actions.give_down(standing[Role.COORDINATOR], upper, [handing.upper_id], [handing.unit_id], at=now)
    with pytest.raises(PermissionDenied, match="nhận hoặc gửi trả"):
        actions.take_given(standing[Role.LEADER], handing, None, at=now)
    assert browser_of(Role.LEADER).post(f"/ke-hoach/cap-tren-giao/{handing.pk}", {"act": "take"}).status_code == 403


def test_what_cannot_be_given_is_answered(standing: Cast) -> None:
    now = system_clock()
    writer, upper = upper_plan(["Báo cáo"], at=now)
    task, home = upper.tasks.get(), Unit.objects.get(code=HOME)
    for tasks, units, said in (
        ([], [home.pk], "Chưa chọn nhiệm vụ"),
        ([task.pk], [], "Chưa chọn đơn vị"),
        ([task.pk], [upper.unit_id], "không thuộc cấp dưới"),
    ):
        with pytest.raises(NamroError, match=said):
            actions.give_down(writer, upper, tasks, units, at=now)
    assert actions.give_down(writer, upper, [task.pk], [home.pk], at=now) == 1
    assert actions.give_down(writer, upper, [task.pk], [home.pk], at=now) == 0


def test_progress_of_a_quarter_is_counts_of_the_plan_and_its_units(standing: Cast, browser_of: Browsers) -> None:
    """Journey 10: seven fields of the department's plan roll into the report of the fourth quarter."""
    upper, handings = given(standing, 3)
    own = taken(standing, handings)
    Occurrence.objects.filter(task__plan=own).update(due=date(own.year, 11, 20))
    first = Occurrence.objects.filter(task__plan=own).order_by("task__place")[0]
    Occurrence.objects.filter(pk=first.pk).update(
        state="accepted", submitted_on=date(own.year, 11, 18), accepted_on=date(own.year, 11, 19)
    )
    upper.tasks.filter(place=1).update(group="Cải cách thể chế")
    found = plan_progress(upper, date(own.year, 12, 31))
    assert list(found.fields) == ["Cải cách thể chế", "Cải cách thủ tục hành chính"]
    assert {name: count.done for name, count in found.fields.items()} == {
        "Cải cách thể chế": 1,
        "Cải cách thủ tục hành chính": 0,
    }
    below = [count.times for count in found.fields.values()]
    assert sum(below) == found.total.times
    shown = page(browser_of(Role.COUNCIL), f"/ke-hoach/{upper.code}/giao-xuong?den=31/12/{own.year}")
    assert "không lấy trung bình tỷ lệ" in shown
    assert "1/3 xong" in shown
    wrong = browser_of(Role.COUNCIL).get(f"/ke-hoach/{upper.code}/giao-xuong?den=31/11/{own.year}")
    assert wrong.status_code == 400


def test_one_extension_of_forty_tasks_loses_the_bonus_by_name(standing: Cast, browser_of: Browsers) -> None:
    """Journey 9: 40 tasks from above, 14 early (35 %), none late, 1 extended → bonus 2 not given."""
    _upper, handings = given(standing, 40)
    plan = taken(standing, handings)
    works = list(Occurrence.objects.filter(task__plan=plan).order_by("task__place"))
    year_end = date(plan.year, 12, 25)
    for n, work in enumerate(works):
        early = year_end - timedelta(days=2) if n < 14 else year_end
        Occurrence.objects.filter(pk=work.pk).update(
            due=year_end, state="accepted", submitted_on=early, accepted_on=year_end
        )
    moved = works[20]
    moved.moves.create(
        by=standing[Role.OFFICER], at=system_clock(), old=year_end - timedelta(days=9), wanted=year_end, new=year_end,
        reason="Chờ hướng dẫn", outcome="granted", decided_by=standing[Role.LEADER], decided_at=system_clock(),
    )  # fmt: skip
    actions.amend(standing[Role.COORDINATOR], plan, reason="Thêm mục thưởng", at=system_clock())
    extra_of(standing, plan)
    (judging,) = extras_of(plan, today=plan.last)
    assert (judging.counted.total, judging.counted.early, judging.counted.late) == (40, 14, ())
    assert judging.found.holds is False
    assert judging.found.reasons == ("số việc gia hạn 1, không đúng điều kiện = 0: “Báo cáo rà soát số 21”",)
    shown = page(browser_of(Role.COORDINATOR), f"/ke-hoach/{plan.code}/thuong-tru")
    assert "Chưa được thưởng" in shown
    assert "Báo cáo rà soát số 21" in shown


def test_extra_items_are_typed_and_taken_out(standing: Cast, drafted: Plan, browser_of: Browsers) -> None:
    client = browser_of(Role.COORDINATOR)
    sent = {"kind": "penalty", "text": "Có việc trễ", "points": "0,5", "of_above": "0", "owner": "0", "version": "0"}
    half = client.post(f"/ke-hoach/{drafted.code}/thuong-tru/moi", sent | {"measure1": "late", "op1": ">"})
    assert half.status_code == 400
    assert "Chưa ghi mức của phần này" in half.content.decode()
    parts = {"measure1": "late", "op1": ">", "limit1": "0"}
    assert client.post(f"/ke-hoach/{drafted.code}/thuong-tru/moi", sent | parts).status_code == 302
    item = drafted.extras.get()
    assert item.limits == [["late", ">", "0"]]
    address = f"/ke-hoach/{drafted.code}/thuong-tru/{item.pk}"
    assert 'value="0,5"' in page(client, address)
    assert client.post(f"{address}/bo").status_code == 302
    assert client.get(address).status_code == 404


def test_costs_are_added_up_and_what_is_typed_stays(standing: Cast, drafted: Plan, browser_of: Browsers) -> None:
    client = browser_of(Role.COORDINATOR)
    first, second = drafted.tasks.order_by("place")[:2]
    address = f"/ke-hoach/{drafted.code}/kinh-phi"
    boxes = {f"planned-{first.pk}": "12.000.000", f"spent-{first.pk}": "", f"planned-{second.pk}": "3000000"}
    assert client.post(address, boxes).status_code == 302
    shown = page(client, address)
    assert "Đã chi 0 / 15.000.000 đồng" in shown
    wrong = client.post(address, boxes | {f"spent-{second.pk}": "ba triệu"})
    assert wrong.status_code == 400
    text = wrong.content.decode()
    assert "“ba triệu” không phải số nguyên" in text
    assert 'value="ba triệu"' in text
    over = client.post(address, {f"spent-{second.pk}": "3.500.000"}, follow=True).content.decode()
    assert "vượt dự kiến" in over
    assert "còn 11.500.000" in over


def test_a_plan_of_another_kind_is_made_and_found_in_the_list(
    standing: Cast, drafted: Plan, browser_of: Browsers
) -> None:
    client = browser_of(Role.COORDINATOR)
    sent = {"unit": str(drafted.unit_id), "kind": "inspection", "title": "", "year": "2026"}
    client.post("/ke-hoach/moi", sent)
    plan = Plan.objects.get(kind="inspection")
    assert plan.title == "Kiểm tra công tác cải cách hành chính năm 2026"
    shown = page(client, "/ke-hoach?loai=inspection")
    assert plan.title in shown
    assert drafted.title not in shown


def test_the_kind_of_a_plan_from_a_document_can_be_changed(standing: Cast, drafted: Plan, browser_of: Browsers) -> None:
    client = browser_of(Role.COORDINATOR)
    address = f"/ke-hoach/{drafted.code}/phan-dau"
    assert '<option value="index" selected>' in page(client, address)
    sent = {"kind": "iso", "title": drafted.title, "since": "1/1/2026", "last": "31/12/2026", "version": "0"}
    assert client.post(address, sent).status_code == 302
    drafted.refresh_from_db()
    assert drafted.kind == "iso"
    assert client.post(address, sent | {"kind": "khac", "version": "1"}).status_code == 400
