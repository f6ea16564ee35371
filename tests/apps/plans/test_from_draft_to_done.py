"""The whole way of a plan: drafted, given people and days, approved, worked on, accepted."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from namro.apps.people.models import AuditEntry, Group, OwnerKind, Owning, Position, Role, User, on_day
from namro.apps.people.queries.people import standing_of
from namro.apps.plans import actions, generating
from namro.apps.plans.actions.editing import Edit, Refused
from namro.apps.plans.models import Occurrence, Plan, Task
from namro.apps.plans.queries import tasks_in
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.improvement import draft_plan
from namro.core.improvement.states import State
from namro.core.timetable import Period, Rhythm
from namro.documents import read_file

NOW = datetime(2026, 3, 16, 9, 0, tzinfo=VIETNAM)


@pytest.fixture
def people(cast: dict[str, User]) -> dict[str, User]:
    for user in cast.values():
        user.standing = standing_of(user, NOW.date())
    return cast


@pytest.fixture
def plan(people: dict[str, User], sheet_file: Path) -> Plan:
    coordinator = people[Role.COORDINATOR]
    (unit,) = coordinator.standing.units()
    made, fresh = actions.make_plan(coordinator, unit, draft_plan(read_file(sheet_file)), at=NOW)
    assert fresh
    return made


def owned_by(user: User) -> Owning:
    return Owning(OwnerKind.PERSON, user.pk)


def approved(people: dict[str, User], plan: Plan, values: dict) -> Plan:
    ids = [task.pk for task in tasks_in(plan)]
    actions.edit_tasks(people[Role.COORDINATOR], plan, ids, edit=Edit(values), at=NOW)
    actions.submit(people[Role.COORDINATOR], plan, at=NOW)
    actions.approve(people[Role.LEADER], plan, at=NOW)
    plan.refresh_from_db()
    return plan


def test_a_plan_is_approved_only_when_somebody_owes_every_task(people: dict[str, User], plan: Plan) -> None:
    with pytest.raises(actions.Faulty) as caught:
        actions.submit(people[Role.COORDINATOR], plan, at=NOW)
    codes = {fault.code for found in caught.value.found.values() for fault in found}
    assert codes == {"owner_missing", "date_impossible"}
    plan.refresh_from_db()
    assert plan.status == Plan.Status.DRAFT


def test_work_is_handed_in_returned_and_accepted(people: dict[str, User], plan: Plan) -> None:
    officer, leader = people[Role.OFFICER], people[Role.LEADER]
    approved(people, plan, {"owner": owned_by(officer), "due": date(2026, 3, 29)})
    work = Occurrence.objects.order_by("task__place").first()
    assert work is not None
    assert (work.scheduled, work.due) == (date(2026, 3, 29), date(2026, 3, 27))  # a Sunday: the Friday before
    with pytest.raises(NamroError, match="Chưa có minh chứng"):
        actions.act(officer, work, "submit", at=NOW)
    actions.add_link(officer, work, "https://example.vn/van-ban/1", at=NOW)
    actions.act(officer, work, "submit", at=NOW)
    with pytest.raises(NamroError, match="lý do trả lại"):
        actions.act(leader, work, "return", at=NOW)
    actions.act(leader, work, "return", at=NOW, said="chưa ký số")
    work.refresh_from_db()
    assert (work.state, work.submitted_on) == (State.RETURNED, None)
    actions.act(officer, work, "submit", at=datetime(2026, 3, 20, 8, 0, tzinfo=VIETNAM))
    actions.act(leader, work, "accept", at=datetime(2026, 4, 2, 8, 0, tzinfo=VIETNAM))
    work.refresh_from_db()
    assert (work.state, work.submitted_on, work.accepted_on) == (State.ACCEPTED, date(2026, 3, 20), date(2026, 4, 2))
    assert [event.act for event in work.events.order_by("id")] == ["proof", "submit", "return", "submit", "accept"]
    assert AuditEntry.objects.filter(subject=work.code).count() == 5


def test_every_member_of_a_group_owes_a_product(people: dict[str, User], plan: Plan) -> None:
    group = Group.objects.filter(unit=plan.unit).order_by("id").first()
    assert group is not None
    approved(people, plan, {"owner": Owning(OwnerKind.EACH, group.pk), "due": date(2026, 11, 5)})
    work = Occurrence.objects.order_by("task__place").first()
    assert work is not None
    members = User.objects.filter(
        on_day(NOW.date(), "holdings__"), holdings__position__in=group.members.values("position")
    ).distinct()
    assert len(members) > 2
    for member in members:
        member.standing = standing_of(member, NOW.date())
        actions.act(member, work, "submit", at=NOW, said="đã gửi")
        work.refresh_from_db()
        assert work.state == State.DOING
        actions.act(people[Role.LEADER], work, "accept", at=NOW, member=member.pk)
    work.refresh_from_db()
    assert (work.state, work.progress) == (State.ACCEPTED, 100)


def test_monthly_work_comes_back_until_the_plan_ends(people: dict[str, User], plan: Plan) -> None:
    rhythm = Rhythm(period=Period.MONTH, day=20)
    approved(people, plan, {"owner": owned_by(people[Role.OFFICER]), "rhythm": rhythm, "due": None})
    first = Task.objects.filter(plan=plan).order_by("place").first()
    assert first is not None
    assert first.occurrences.count() == 2  # 60 days ahead
    generating.generate(date(2026, 12, 1))
    days = list(first.occurrences.order_by("scheduled").values_list("scheduled", "due"))
    assert len(days) == 10  # March to December
    assert days[5] == (date(2026, 8, 20), date(2026, 8, 20))
    assert days[8] == (date(2026, 11, 20), date(2026, 11, 20))
    assert days[2] == (date(2026, 5, 20), date(2026, 5, 20))
    assert days[4] == (date(2026, 7, 20), date(2026, 7, 20))
    assert days[3] == (date(2026, 6, 20), date(2026, 6, 19))  # a Saturday


def test_work_of_which_no_time_is_left_is_not_given_out(people: dict[str, User], plan: Plan) -> None:
    late = datetime(2026, 12, 21, 9, 0, tzinfo=VIETNAM)
    coordinator, leader = people[Role.COORDINATOR], people[Role.LEADER]
    task, *others = tasks_in(plan)
    monthly = {"owner": owned_by(people[Role.OFFICER]), "rhythm": Rhythm(period=Period.MONTH, day=20), "due": None}
    once = {"owner": owned_by(people[Role.OFFICER]), "rhythm": None, "due": date(2026, 12, 30)}
    actions.edit_tasks(coordinator, plan, [task.pk], edit=Edit(monthly), at=late)  # people may write it down
    actions.edit_tasks(coordinator, plan, [one.pk for one in others], edit=Edit(once), at=late)
    with pytest.raises(actions.Faulty, match=task.text[:40]) as caught:
        actions.submit(coordinator, plan, at=late)
    assert {key: [one.code for one in said] for key, said in caught.value.found.items()} == {task.pk: ["times_over"]}
    actions.submit(coordinator, plan, at=NOW)  # laid before the leader in time, approved too late
    with pytest.raises(actions.Faulty):
        actions.approve(leader, plan, at=late)
    assert not Occurrence.objects.exists()
    actions.send_back(leader, plan, reason="không còn kỳ", at=late)
    actions.drop_task(coordinator, plan, task, at=late)
    actions.submit(coordinator, plan, at=late)
    actions.approve(leader, plan, at=late)
    assert Occurrence.objects.count() == len(others)


def test_work_that_was_done_in_its_times_stays_in_an_amended_plan(people: dict[str, User], plan: Plan) -> None:
    late = datetime(2026, 12, 21, 9, 0, tzinfo=VIETNAM)
    rhythm = Rhythm(period=Period.MONTH, day=20)
    approved(people, plan, {"owner": owned_by(people[Role.OFFICER]), "rhythm": rhythm, "due": None})
    actions.amend(people[Role.COORDINATOR], plan, reason="cuối năm", at=late)
    actions.submit(people[Role.COORDINATOR], plan, at=late)
    actions.approve(people[Role.LEADER], plan, at=late)
    plan.refresh_from_db()
    assert plan.status == Plan.Status.APPROVED


def test_what_somebody_else_changed_is_shown_and_not_overwritten(people: dict[str, User], plan: Plan) -> None:
    coordinator = people[Role.COORDINATOR]
    task = tasks_in(plan)[0]
    seen = {task.pk: task.version}
    actions.edit_tasks(coordinator, plan, [task.pk], edit=Edit({"deliverable": "báo cáo"}, seen), at=NOW)
    with pytest.raises(actions.Conflict) as caught:
        actions.edit_tasks(coordinator, plan, [task.pk], edit=Edit({"deliverable": "tờ trình"}, seen), at=NOW)
    assert caught.value.theirs[task.pk][0].new == "báo cáo"
    actions.edit_tasks(coordinator, plan, [task.pk], edit=Edit({"text": "Lập sổ"}, seen), at=NOW)
    task.refresh_from_db()
    assert (task.deliverable, task.text, task.version) == ("báo cáo", "Lập sổ", 2)


def test_a_due_day_before_the_start_is_refused(people: dict[str, User], plan: Plan) -> None:
    task = tasks_in(plan)[0]
    values = {"since": date(2026, 5, 1), "due": date(2026, 4, 1)}
    with pytest.raises(Refused) as caught:
        actions.edit_tasks(people[Role.COORDINATOR], plan, [task.pk], edit=Edit(values), at=NOW)
    assert [fault.code for fault in caught.value.found[task.pk]] == ["due_before_start"]
    task.refresh_from_db()
    assert task.version == 0


def test_a_plan_in_force_is_changed_only_as_an_amendment(people: dict[str, User], plan: Plan) -> None:
    officer, coordinator = people[Role.OFFICER], people[Role.COORDINATOR]
    plan = approved(people, plan, {"owner": owned_by(officer), "due": date(2026, 6, 30)})
    task = tasks_in(plan)[0]
    with pytest.raises(NamroError, match="Điều chỉnh"):
        actions.edit_tasks(coordinator, plan, [task.pk], edit=Edit({"due": date(2026, 7, 31)}), at=NOW)
    work = task.occurrences.get()
    actions.act(officer, work, "start", at=NOW)
    actions.amend(coordinator, plan, reason="Chờ hướng dẫn của tỉnh", at=NOW)
    actions.edit_tasks(coordinator, plan, [task.pk], edit=Edit({"due": date(2026, 7, 31)}), at=NOW)
    actions.submit(coordinator, plan, at=NOW)
    version = actions.approve(people[Role.LEADER], plan, at=NOW)
    assert (version.number, version.reason) == (2, "Chờ hướng dẫn của tỉnh")
    work.refresh_from_db()
    assert (work.scheduled, work.due, work.state) == (date(2026, 6, 30), date(2026, 7, 31), State.DOING)


def test_rights(people: dict[str, User], plan: Plan) -> None:
    with pytest.raises(PermissionDenied):
        actions.edit_tasks(people[Role.OFFICER], plan, [tasks_in(plan)[0].pk], edit=Edit({"text": "x"}), at=NOW)
    with pytest.raises(PermissionDenied):
        actions.approve(people[Role.COORDINATOR], plan, at=NOW)


def test_a_position_keeps_its_work_when_the_person_changes(people: dict[str, User], plan: Plan) -> None:
    held = people[Role.OFFICER].holdings.get(until=None)
    owner = Owning(OwnerKind.POSITION, held.position_id)
    approved(people, plan, {"owner": owner, "due": date(2026, 6, 30)})
    work = Occurrence.objects.order_by("task__place").first()
    assert work is not None
    held.until = date(2026, 4, 1)
    held.save()
    successor = people[Role.WATCHER]
    Position.objects.get(pk=held.position_id).holdings.create(user=successor, since=date(2026, 4, 1))
    later = datetime(2026, 4, 6, 8, 0, tzinfo=VIETNAM)
    for user in (people[Role.OFFICER], successor):
        user.standing = standing_of(user, later.date())
    with pytest.raises((NamroError, Occurrence.DoesNotExist)):
        actions.act(people[Role.OFFICER], work, "start", at=later)
    actions.act(successor, work, "start", at=later)
    work.refresh_from_db()
    assert work.state == State.DOING
