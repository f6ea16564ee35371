"""Work on its way: events, lists, values, parts, comments, passing on; each from the action to the page."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from namro.apps.people.models import AuditEntry, Group, OwnerKind, Owning, Role, User
from namro.apps.people.queries.people import people_of, standing_of
from namro.apps.plans import actions, agenda
from namro.apps.plans.actions import Began, NewPart, Value
from namro.apps.plans.models import Comment, HandOver, Occurrence, Plan, Task, Tick
from namro.apps.plans.news import handed_over, mentioned
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.improvement.events import event_term
from namro.core.improvement.milestones import Milestone
from namro.core.improvement.states import State
from tests.apps.plans.giving_out import Cast, give_out, owned_by

NOW = datetime(2026, 11, 17, 9, 0, tzinfo=VIETNAM)
TODAY, DUE = NOW.date(), date(2026, 11, 27)
FIVE_DAYS = event_term("5", "working_day", "nhận đủ hồ sơ")


@pytest.fixture
def work(cast: Cast) -> Occurrence:
    (row,) = give_out(cast, [{"owner": owned_by(cast[Role.OFFICER]), "due": DUE}], at=NOW)
    return row


@pytest.fixture
def waiting(cast: Cast) -> Task:
    """A task that waits for events, beside an ordinary one."""
    given = [
        {"owner": owned_by(cast[Role.OFFICER]), "event": FIVE_DAYS},
        {"owner": owned_by(cast[Role.LEADER]), "due": DUE},
    ]
    give_out(cast, given, at=NOW)
    return Task.objects.get(event="nhận đủ hồ sơ")


def another(cast: Cast, work: Occurrence) -> User:
    """Somebody else of the unit, who is neither coordinator nor leader."""
    known = [user.pk for user in cast.values()]
    people = people_of(work.task.plan.unit_id, TODAY).filter(holdings__position__role=Role.OFFICER)
    user = people.exclude(pk__in=known).order_by("pk").first()
    assert user is not None
    user.standing = standing_of(user, TODAY)
    return user


def happened(cast: Cast, task: Task, what: str, on: date = date(2026, 11, 16)) -> Occurrence:
    began = Began(on=on, what=what, document="Giấy tiếp nhận 12")
    return actions.record_event(cast[Role.OFFICER], task, began, at=NOW)


def test_each_event_gives_out_work_with_its_own_day(cast: Cast, waiting: Task) -> None:
    assert waiting.occurrences.count() == 0
    first = happened(cast, waiting, "nhận đủ hồ sơ của hộ A")
    second = happened(cast, waiting, "nhận đủ hồ sơ của hộ B")
    assert (first.due, first.scheduled, first.nth) == (date(2026, 11, 23), date(2026, 11, 23), 0)
    assert (second.scheduled, second.nth) == (date(2026, 11, 23), 1)
    assert first.happening.document == "Giấy tiếp nhận 12"
    with pytest.raises(NamroError, match="đã được ghi"):
        happened(cast, waiting, "Nhận đủ hồ sơ của hộ A")
    assert len(agenda.agenda(agenda.duties_of(cast[Role.OFFICER]))) == 2
    assert AuditEntry.objects.filter(subject=first.code).count() == 1


@pytest.mark.parametrize(
    ("what", "on", "told"),
    [
        (" ", TODAY, "Chưa ghi việc gì"),
        ("x" * 501, TODAY, "Dài quá"),
        ("nhận", TODAY + timedelta(days=1), "chưa đến"),
        ("nhận", date(2020, 1, 1), "trước ngày bắt đầu"),
    ],
)
def test_an_event_that_cannot_be(cast: Cast, waiting: Task, what: str, on: date, told: str) -> None:
    with pytest.raises(NamroError, match=told):
        happened(cast, waiting, what, on)


def test_who_records_an_event_and_takes_it_back(cast: Cast, waiting: Task, work: Occurrence) -> None:
    made = happened(cast, waiting, "nhận đủ hồ sơ")
    with pytest.raises(PermissionDenied):
        actions.record_event(cast[Role.WATCHER], waiting, Began(on=TODAY, what="khác"), at=NOW)
    with pytest.raises(NamroError, match="không tính hạn theo sự kiện"):
        actions.record_event(cast[Role.OFFICER], work.task, Began(on=TODAY, what="khác"), at=NOW)
    kept = happened(cast, waiting, "hồ sơ thứ hai")
    actions.tell_progress(cast[Role.OFFICER], kept, 20, at=NOW)
    with pytest.raises(NamroError, match="đã có người làm"):
        actions.take_event_back(cast[Role.OFFICER], kept, at=NOW)
    actions.take_event_back(cast[Role.OFFICER], made, at=NOW)
    assert list(waiting.occurrences.all()) == [kept]


def test_events_stay_when_the_plan_is_approved_again(cast: Cast, waiting: Task) -> None:
    made = happened(cast, waiting, "nhận đủ hồ sơ")
    actions.amend(cast[Role.COORDINATOR], waiting.plan, reason="điều chỉnh", at=NOW)
    plan = Plan.objects.get(pk=waiting.plan_id)
    actions.submit(cast[Role.COORDINATOR], plan, at=NOW)
    actions.approve(cast[Role.LEADER], plan, at=NOW)
    assert list(waiting.occurrences.all()) == [made]


def test_a_list_is_ticked_anew_each_time(cast: Cast, work: Occurrence) -> None:
    officer = cast[Role.OFFICER]
    first, second = actions.add_items(officer, work, "Lập danh sách\n\n  Ký   số ", at=NOW)
    assert second.text == "Ký số"
    actions.tick(officer, work, first.pk, done=True, at=NOW)
    actions.tick(officer, work, first.pk, done=True, at=NOW)  # pressed twice
    assert list(Tick.objects.values_list("item", "by")) == [(first.pk, officer.pk)]
    actions.tick(officer, work, first.pk, done=False, at=NOW)
    assert Tick.objects.count() == 0
    assert list(work.events.order_by("id").values_list("act", flat=True)) == ["ticked", "unticked"]
    actions.remove_item(officer, work, second.pk, at=NOW)
    with pytest.raises(NamroError, match="không còn trong danh sách"):
        actions.tick(officer, work, second.pk, done=True, at=NOW)
    with pytest.raises(NamroError, match="Chỉ người thực hiện"):
        actions.add_items(cast[Role.WATCHER], work, "x", at=NOW)
    with pytest.raises(NamroError, match="tối đa 50"):
        actions.add_items(officer, work, "x\n" * 50, at=NOW)


def test_values_on_the_way_and_goals(cast: Cast, work: Occurrence) -> None:
    officer, leader = cast[Role.OFFICER], cast[Role.LEADER]
    goal = actions.add_goal(leader, work, Milestone(Decimal(60), date(2026, 11, 25)), at=NOW)
    told = actions.tell_amount(officer, work, Value(number=Decimal("58.5"), on=TODAY, said="kho bạc"), at=NOW)
    work.refresh_from_db()
    assert (work.state, told.value) == (State.DOING, Decimal("58.5"))
    for number, on, message in (
        (Decimal(-1), TODAY, "Giá trị"),
        (Decimal(1), TODAY + timedelta(days=1), "đến hôm nay"),
    ):
        with pytest.raises(NamroError, match=message):
            actions.tell_amount(officer, work, Value(number=number, on=on), at=NOW)
    with pytest.raises(NamroError, match="đặt mốc"):
        actions.add_goal(officer, work, Milestone(Decimal(70), date(2026, 11, 26)), at=NOW)
    actions.take_value_back(officer, told, at=NOW)
    with pytest.raises(NamroError, match="đã được rút"):
        actions.take_value_back(officer, told, at=NOW)
    actions.remove_goal(leader, work, goal.pk, at=NOW)
    with pytest.raises(NamroError, match="Mốc này không còn"):
        actions.remove_goal(leader, work, goal.pk, at=NOW)


def split(cast: Cast, work: Occurrence, due: date, owner: Any = None) -> Occurrence:
    owning = owner or owned_by(cast[Role.COORDINATOR])
    return actions.split_off(cast[Role.OFFICER], work, NewPart(text="Thu thập số liệu", owner=owning, due=due), at=NOW)


def test_parts_roll_up_and_come_first(cast: Cast, work: Occurrence) -> None:
    one, two = split(cast, work, date(2026, 11, 20)), split(cast, work, DUE)
    assert agenda.agenda(agenda.duties_of(cast[Role.COORDINATOR]))  # it is owed by its own owner
    actions.tell_progress(cast[Role.COORDINATOR], one, 50, at=NOW)
    work.refresh_from_db()
    assert (work.progress, work.state) == (25, State.DOING)
    with pytest.raises(NamroError, match="Còn 2 việc con"):
        actions.act(cast[Role.OFFICER], work, "submit", said="xong", at=NOW)
    with pytest.raises(NamroError, match="cộng từ các việc con"):
        actions.tell_progress(cast[Role.OFFICER], work, 90, at=NOW)
    for part in (one, two):
        actions.act(cast[Role.COORDINATOR], part, "submit", said="xong", at=NOW)
        actions.act(cast[Role.LEADER], part, "accept", at=NOW)
    work.refresh_from_db()
    assert work.progress == 100
    actions.act(cast[Role.OFFICER], work, "submit", said="xong", at=NOW)


def test_a_part_that_cannot_be(cast: Cast, work: Occurrence) -> None:
    with pytest.raises(NamroError, match="sau hạn 27/11/2026"):
        split(cast, work, date(2026, 11, 30))
    with pytest.raises(NamroError, match="không còn trong danh sách"):
        split(cast, work, DUE, Owning(OwnerKind.PERSON, cast[Role.APPRAISER].pk))
    part = split(cast, work, DUE)
    with pytest.raises(NamroError, match="không chia nhỏ nữa"):
        actions.split_off(
            cast[Role.COORDINATOR], part, NewPart(text="x", owner=owned_by(cast[Role.OFFICER]), due=DUE), at=NOW
        )
    with pytest.raises(NamroError, match="sau hạn"):
        actions.move_due(cast[Role.LEADER], part, date(2026, 12, 4), reason="chờ", at=NOW)


def test_with_the_whole_its_parts_are_cancelled_and_the_plan_prints_none(cast: Cast, work: Occurrence) -> None:
    from namro.apps.plans.queries import tasks_in

    part = split(cast, work, DUE)
    assert tasks_in(work.task.plan) == [work.task]
    actions.act(cast[Role.LEADER], work, "cancel", said="không cần nữa", at=NOW)
    part.refresh_from_db()
    assert part.state == State.CANCELLED


def test_a_comment_calls_people(cast: Cast, work: Occurrence) -> None:
    officer, leader = cast[Role.OFFICER], cast[Role.LEADER]
    heard: list[tuple[int, ...]] = []

    def hear(people: tuple[int, ...], **_rest: object) -> None:
        heard.append(people)

    mentioned.connect(hear)
    try:
        text = f"Nhờ @{leader.full_name} cho ý kiến"
        made = actions.comment_on(officer, work, text, called=[cast[Role.COORDINATOR].pk], at=NOW)
    finally:
        mentioned.disconnect(hear)
    assert heard == [(cast[Role.COORDINATOR].pk, leader.pk)]
    assert set(made.called.all()) == {cast[Role.COORDINATOR], leader}
    with pytest.raises(NamroError, match="không còn ở đơn vị"):
        actions.comment_on(officer, work, "xem", called=[cast[Role.APPRAISER].pk], at=NOW)
    with pytest.raises(PermissionDenied):
        actions.comment_on(cast[Role.APPRAISER], work, "xem", at=NOW)
    with pytest.raises(PermissionDenied):
        actions.remove_comment(cast[Role.COORDINATOR], made, at=NOW)
    actions.remove_comment(leader, made, at=NOW)
    kept = Comment.objects.get()
    assert (kept.removed_by, kept.text) == (leader, text)
    with pytest.raises(NamroError, match="đã được gỡ"):
        actions.remove_comment(officer, made, at=NOW)


def test_work_is_offered_and_taken(cast: Cast, work: Occurrence) -> None:
    officer, other = cast[Role.OFFICER], another(cast, work)
    states: list[str] = []

    def hear(hand_over: HandOver, **_rest: object) -> None:
        states.append(hand_over.state)

    handed_over.connect(hear)
    try:
        actions.offer_work(officer, work, other.pk, reason="đi học", at=NOW)
        with pytest.raises(NamroError, match="đang chờ người nhận"):
            actions.offer_work(officer, work, other.pk, reason="đi học", at=NOW)
        with pytest.raises(NamroError, match="Chỉ người được đề nghị"):
            actions.answer_offer(officer, work, taken=True, answer="", at=NOW)
        with pytest.raises(NamroError, match="Chưa ghi lý do"):
            actions.answer_offer(other, work, taken=False, answer=" ", at=NOW)
        actions.answer_offer(other, work, taken=True, answer="", at=NOW)
    finally:
        handed_over.disconnect(hear)
    assert states == ["offered", "taken"]
    work.task.refresh_from_db()
    assert work.task.owner_user == other
    assert agenda.agenda(agenda.duties_of(officer)) == []
    assert [entry.pk for entry in agenda.agenda(agenda.duties_of(other))] == [work.pk]
    assert "đi học" in work.events.latest("id").said
    with pytest.raises(NamroError, match="giao lại thì thành vòng"):
        actions.offer_work(other, work, officer.pk, reason="trả lại", at=NOW)


def test_a_leader_orders_work_over_and_a_group_is_not_passed_on(cast: Cast, work: Occurrence) -> None:
    other = another(cast, work)
    row = actions.offer_work(cast[Role.LEADER], work, other.pk, reason="phân công lại", at=NOW)
    assert row.state == "ordered"
    with pytest.raises(NamroError, match="không còn làm việc"):
        actions.offer_work(other, work, cast[Role.APPRAISER].pk, reason="x", at=NOW)
    with pytest.raises(NamroError, match="Chỉ người thực hiện"):
        actions.offer_work(cast[Role.OFFICER], work, cast[Role.COORDINATOR].pk, reason="x", at=NOW)
    actions.offer_work(other, work, cast[Role.COORDINATOR].pk, reason="x", at=NOW)
    actions.withdraw_offer(other, work, at=NOW)
    assert list(HandOver.objects.order_by("id").values_list("state", flat=True)) == ["ordered", "withdrawn"]
    group = Group.objects.order_by("id").first()
    assert group is not None
    Task.objects.filter(pk=work.task_id).update(owner_kind=OwnerKind.ANY, owner_user=None, owner_group=group)
    with pytest.raises(NamroError, match="cả nhóm"):
        actions.offer_work(cast[Role.LEADER], work, other.pk, reason="x", at=NOW)


def test_time_asked_for_late_needs_a_reason_and_is_marked(cast: Cast, work: Occurrence) -> None:
    officer, late = cast[Role.OFFICER], NOW + timedelta(days=8)  # two working days before
    wanted = date(2026, 12, 11)
    with pytest.raises(NamroError, match="trước hạn ít nhất 3 ngày làm việc"):
        actions.ask_for_time(officer, work, wanted, reason="chờ tỉnh", at=late)
    wish = actions.ask_for_time(officer, work, wanted, reason="chờ tỉnh", at=late, late_why="mới nhận văn bản")
    assert (wish.late, wish.late_why) == (True, "mới nhận văn bản")
    assert "xin muộn: mới nhận văn bản" in work.events.latest("id").said
    with pytest.raises(NamroError, match="Chưa ghi lý do"):
        actions.grant_time(cast[Role.LEADER], work, wanted, answer="", at=late, asked=wish.pk)


def test_a_unit_sets_how_far_ahead_time_is_asked_for(cast: Cast, work: Occurrence) -> None:
    unit = work.task.plan.unit_id
    with pytest.raises(PermissionDenied):
        actions.set_habits(cast[Role.OFFICER], unit, {"ask_ahead": "1"}, since=NOW.date(), at=NOW)
    with pytest.raises(NamroError, match="từ 0 đến 30"):
        actions.set_habits(cast[Role.LEADER], unit, {"ask_ahead": "99"}, since=NOW.date(), at=NOW)
    actions.set_habits(cast[Role.LEADER], unit, {"ask_ahead": "1"}, since=NOW.date(), at=NOW)
    wish = actions.ask_for_time(
        cast[Role.OFFICER], work, date(2026, 12, 11), reason="chờ tỉnh", at=NOW + timedelta(days=8)
    )
    assert not wish.late
