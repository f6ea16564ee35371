"""What watchers write down and what the unit answers: who may, what is kept, and how it follows the task."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from namro.apps.people.models import AuditEntry, OwnerKind, Owning, Role, User
from namro.apps.people.queries.people import standing_of
from namro.apps.plans import actions
from namro.apps.plans.actions import Taking
from namro.apps.plans.models import Occurrence, Plan, Recommendation, Supervision, Task
from namro.apps.plans.permissions import seats_watching
from namro.apps.plans.recommendations import Sought, recommendations_for, sought_in, standing_in, with_work
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.improvement.recommendations import Standing
from namro.core.improvement.states import State
from tests.apps.plans.giving_out import give_out, owned_by
from tests.apps.plans.watching import asked, recommended, supervised, watcher_in

NOW = system_clock


def task_values(cast: dict[str, User]) -> dict[str, Any]:
    return {
        "text": "Gỡ thủ tục hết hiệu lực",
        "deliverable": "Ảnh bảng niêm yết mới",
        "owner": Owning(OwnerKind.PERSON, cast[Role.OFFICER].pk),
        "due": NOW().date() + timedelta(days=20),
    }


def taken_up(standing: dict[str, User], plan: Plan) -> tuple[Recommendation, Task]:
    made = recommended(standing)
    taking = Taking(plan, task_values(standing))
    task = actions.take_up(standing[Role.COORDINATOR], made, taking=taking, version=0, at=NOW())
    return fresh(made), task


def fresh(row: Recommendation) -> Recommendation:
    return with_work(Recommendation.objects.filter(pk=row.pk)).get()


def approve(cast: dict[str, User], plan: Plan) -> None:
    coordinator, officer = cast[Role.COORDINATOR], cast[Role.OFFICER]
    for task in plan.tasks.filter(dropped=False, owner_kind=""):
        edit = actions.Edit({"owner": owned_by(officer), "due": NOW().date() + timedelta(days=9)})
        actions.edit_tasks(coordinator, plan, [task.pk], edit=edit, at=NOW())
    actions.submit(coordinator, plan, at=NOW())
    actions.approve(cast[Role.LEADER], plan, at=NOW())
    plan.refresh_from_db()


def test_a_watcher_records_and_the_body_is_kept(cast: dict[str, User]) -> None:
    supervision = supervised(cast)
    made = recommended(cast, supervision)
    assert made.body.code == "suoi-may-mat-tran"
    assert made.unit.code == "suoi-may"
    assert made.as_who == "Chủ tịch Ủy ban Mặt trận Tổ quốc xã"
    assert standing_in(fresh(made)) == Standing.NEW
    acts = list(AuditEntry.objects.order_by("id").values_list("act", "subject"))
    assert acts == [("supervision_recorded", supervision.code), ("recommendation_recorded", made.code)]


OTHERS = [Role.OFFICER, Role.COORDINATOR, Role.LEADER, Role.ADMIN, Role.APPRAISER, Role.COUNCIL, Role.ENUMERATOR]


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_records(standing: dict[str, User], role: str) -> None:
    (seat,) = seats_watching(watcher_in(standing))
    assert seats_watching(standing[role]) == []
    with pytest.raises(PermissionDenied):
        actions.record_recommendation(standing[role], seat, values=asked(), at=NOW())
    with pytest.raises(PermissionDenied):
        actions.record_supervision(standing[role], seat, values={}, at=NOW())
    assert (Recommendation.objects.count(), Supervision.objects.count()) == (0, 0)


#: Who may: change, receive, decline, make it a task. Cell by cell; ENUMERATOR does not even read it.
MAY = {
    Role.OFFICER: (False, False, False, False),
    Role.COORDINATOR: (False, True, True, True),
    Role.LEADER: (False, False, False, False),
    Role.ADMIN: (False, False, False, False),
    Role.APPRAISER: (False, False, False, False),
    Role.COUNCIL: (False, False, False, False),
    Role.ENUMERATOR: (False, False, False, False),
    Role.WATCHER: (True, False, False, False),
}


@pytest.mark.parametrize("role", MAY)
def test_who_may_do_what(standing: dict[str, User], drafted: Plan, role: str) -> None:
    user, made = standing[role], recommended(standing)
    values = asked(text="Nội dung khác")
    acts: tuple[Callable[[], object], ...] = (
        lambda: actions.change_recommendation(user, made, values=values, version=0, at=NOW()),
        lambda: actions.receive(user, made, version=0, at=NOW()),
        lambda: actions.decline(user, made, reason="Không thuộc xã", version=0, at=NOW()),
        lambda: actions.take_up(user, made, taking=Taking(drafted, task_values(standing)), version=0, at=NOW()),
    )
    assert tuple(does(act) for act in acts) == MAY[Role(role)]
    reads = role != Role.ENUMERATOR
    assert recommendations_for(user).exists() is reads


def does(act: Callable[[], object]) -> bool:
    """Whether the act is allowed; what it did is undone."""
    try:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)
    except PermissionDenied:
        return False
    return True


def test_it_becomes_a_task_with_owner_day_and_product(standing: dict[str, User], drafted: Plan) -> None:
    row, task = taken_up(standing, drafted)
    assert (row.task_id, row.answered_on) == (task.pk, NOW().date())
    assert standing_in(row) == Standing.TASK
    assert (task.owner_user, task.deliverable) == (standing[Role.OFFICER], "Ảnh bảng niêm yết mới")
    assert list(row.events.order_by("version").values_list("act", flat=True)) == ["record", "take_up"]
    answered = AuditEntry.objects.get(act=AuditEntry.Act.RECOMMENDATION_ANSWERED)
    assert (answered.subject, answered.note) == (row.code, f"{drafted.code} {task.pk}")


def test_done_follows_from_the_task_and_is_not_stored(standing: dict[str, User], drafted: Plan) -> None:
    row, task = taken_up(standing, drafted)
    approve(standing, drafted)
    (work,) = Occurrence.objects.filter(task=task)
    assert standing_in(fresh(row)) == Standing.TASK
    officer = standing[Role.OFFICER]
    actions.add_link(officer, work, "https://vanban.example/1", at=NOW())
    actions.act(officer, work, "submit", at=NOW())
    actions.act(standing[Role.LEADER], work, "accept", at=NOW())
    assert standing_in(fresh(row)) == Standing.DONE
    actions.act(standing[Role.LEADER], work, "reopen", said="Ảnh mờ", at=NOW())
    assert standing_in(fresh(row)) == Standing.TASK


def test_the_link_outlives_amendments_and_a_dropped_task_asks_again(standing: dict[str, User], drafted: Plan) -> None:
    coordinator = standing[Role.COORDINATOR]
    row, task = taken_up(standing, drafted)
    approve(standing, drafted)
    actions.amend(coordinator, drafted, reason="Thêm việc", at=NOW())
    actions.add_task(coordinator, drafted, values={**task_values(standing), "text": "Việc khác"}, at=NOW())
    approve(standing, drafted)
    assert drafted.versions.count() == 2
    assert fresh(row).task_id == task.pk
    actions.amend(coordinator, drafted, reason="Bỏ việc", at=NOW())
    actions.drop_task(coordinator, drafted, task, at=NOW())
    assert standing_in(fresh(row)) == Standing.DROPPED
    actions.decline(coordinator, row, reason="Đã có quy định mới", version=1, at=NOW())
    assert standing_in(fresh(row)) == Standing.DECLINED
    assert fresh(row).task is None


def test_a_plan_in_force_is_opened_for_changes(standing: dict[str, User]) -> None:
    (work,) = give_out(standing, [{"owner": owned_by(standing[Role.OFFICER])}], at=NOW())
    row, task = taken_up(standing, work.task.plan)
    plan = Plan.objects.get(pk=task.plan_id)
    assert plan.status == Plan.Status.AMENDING
    assert plan.reason == f"Tiếp thu kiến nghị: {row.text}"


def test_a_refused_task_leaves_everything_as_it_was(standing: dict[str, User]) -> None:
    (work,) = give_out(standing, [{"owner": owned_by(standing[Role.OFFICER])}], at=NOW())
    made = recommended(standing)
    values = task_values(standing) | {"due": NOW().date() - timedelta(days=900)}
    with pytest.raises(NamroError):
        actions.take_up(standing[Role.COORDINATOR], made, taking=Taking(work.task.plan, values), version=0, at=NOW())
    assert Plan.objects.get().status == Plan.Status.APPROVED
    assert fresh(made).version == 0
    assert Task.objects.count() == 1


def test_declining_needs_a_reason_and_happens_once(standing: dict[str, User]) -> None:
    coordinator, made = standing[Role.COORDINATOR], recommended(standing)
    with pytest.raises(NamroError, match="Chưa ghi lý do"):
        actions.decline(coordinator, made, reason="  ", version=0, at=NOW())
    actions.decline(coordinator, made, reason="Thuộc thẩm quyền tỉnh", version=0, at=NOW())
    with pytest.raises(NamroError) as refused:
        actions.decline(coordinator, made, reason="Lần nữa", version=1, at=NOW())
    assert refused.value.code == "state"
    assert fresh(made).answer == "Thuộc thẩm quyền tỉnh"


def test_who_has_not_seen_the_last_act_is_told_and_writes_nothing(standing: dict[str, User]) -> None:
    coordinator, watcher = standing[Role.COORDINATOR], watcher_in(standing)
    made = recommended(standing)
    actions.change_recommendation(watcher, made, values=asked(text="Nội dung đã sửa"), version=0, at=NOW())
    with pytest.raises(actions.RecommendationConflict, match="vừa làm: Sửa"):
        actions.receive(coordinator, made, version=0, at=NOW())
    assert standing_in(fresh(made)) == Standing.NEW
    assert fresh(made).events.get(version=1).said == "Nội dung kiến nghị: Niêm yết lại thủ tục đất đai đã hết hiệu lực"


def test_what_was_received_is_no_longer_changed(standing: dict[str, User]) -> None:
    made = recommended(standing)
    actions.receive(standing[Role.COORDINATOR], made, version=0, at=NOW())
    with pytest.raises(NamroError) as refused:
        actions.change_recommendation(watcher_in(standing), made, values=asked(), version=1, at=NOW())
    assert refused.value.code == "state"


def test_nothing_changed_writes_nothing(standing: dict[str, User]) -> None:
    made = recommended(standing)
    before = AuditEntry.objects.count()
    actions.change_recommendation(watcher_in(standing), made, values=asked(), version=0, at=NOW())
    assert fresh(made).version == 0
    assert AuditEntry.objects.count() == before


def test_who_comes_after_in_the_body_may_mend_it(standing: dict[str, User]) -> None:
    made, watcher, officer = recommended(standing), watcher_in(standing), standing[Role.OFFICER]
    seat = watcher.holdings.get(until=None)
    seat.user = officer
    seat.save()
    officer.standing = standing_of(officer, NOW().date())
    actions.change_recommendation(officer, made, values=asked(text="Người mới sửa"), version=0, at=NOW())
    assert fresh(made).text == "Người mới sửa"
    watcher.standing = standing_of(watcher, NOW().date())
    with pytest.raises(PermissionDenied):
        actions.change_recommendation(watcher, made, values=asked(), version=1, at=NOW())


def test_the_database_holds_the_rules(standing: dict[str, User]) -> None:
    made = recommended(standing)
    for wrong in ({"state": "task"}, {"state": "declined"}, {"answer_by": made.on - timedelta(days=1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Recommendation.objects.filter(pk=made.pk).update(**wrong)
    assert fresh(made).state == "new"


def test_the_filters_of_the_database_agree_with_the_core(standing: dict[str, User], drafted: Plan) -> None:
    coordinator, today = standing[Role.COORDINATOR], NOW().date()
    rows = {standing_in(taken_up(standing, drafted)[0])}
    for act in (None, "receive", "decline"):
        made = recommended(standing, on=today - timedelta(days=9), answer_by=today - timedelta(days=2))
        if act == "receive":
            actions.receive(coordinator, made, version=0, at=NOW())
        if act == "decline":
            actions.decline(coordinator, made, reason="Đã làm", version=0, at=NOW())
        rows.add(standing_in(fresh(made)))
    done, dropped = taken_up(standing, drafted)[0], taken_up(standing, drafted)[0]
    Task.objects.filter(pk=dropped.task_id).update(dropped=True)
    for state, on in ((State.ACCEPTED, 1), (State.CANCELLED, 2)):
        Occurrence.objects.create(task_id=done.task_id, scheduled=today + timedelta(days=on), state=state)
    every = recommendations_for(coordinator)
    found = {
        one: list(sought_in(every, Sought(standing=one), today=today).values_list("pk", flat=True)) for one in Standing
    }
    assert {one: sorted(keys) for one, keys in found.items()} == {
        one: sorted(row.pk for row in every if standing_in(row) == one) for one in Standing
    }
    assert all(found.values())
    assert rows == {Standing.TASK, Standing.NEW, Standing.RECEIVED, Standing.DECLINED}
    late = sought_in(every, Sought(late=True), today=today)
    assert late.count() == 3
    assert sought_in(every, Sought(body=made.body_id), today=today).count() == every.count()
    assert sought_in(every, Sought(body=made.unit_id), today=today).count() == 0


def test_a_reason_too_long_is_refused_not_cut(standing: dict[str, User]) -> None:
    made, user = recommended(standing), standing[Role.COORDINATOR]
    with pytest.raises(NamroError, match="4001 ký tự"):
        actions.decline(user, made, reason="a" * 4001, version=0, at=NOW())
    # A browser counts a line's end once, a form sends it as two characters.
    lines = "\r\n".join(["a"] * 2000)
    assert actions.decline(user, made, reason=lines, version=0, at=NOW()).answer == "\n".join(["a"] * 2000)
