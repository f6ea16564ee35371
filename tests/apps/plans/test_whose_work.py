"""Whose work it is: positions that change hands, groups, people who left; and journey 8's group of 22."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from namro.apps.people.models import Group, Holding, OwnerKind, Owning, Position, Role, Unit, User
from namro.apps.people.queries.people import standing_of
from namro.apps.plans import actions
from namro.apps.plans.agenda import agenda, duties_of
from namro.apps.plans.desk import desk_of
from namro.apps.plans.models import Occurrence
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.improvement.agenda import Section
from namro.core.improvement.states import State
from tests.apps.plans.giving_out import Cast, give_out, owned_by

Browsers = Callable[[str], Client]
NOW = datetime(2026, 3, 16, 9, 0, tzinfo=VIETNAM)
DAY = timedelta(days=1)


def owes(user: User, day: date) -> dict[int, Section]:
    """What the person owes on a day, by the id of the time."""
    user.standing = standing_of(user, day)
    return {entry.pk: entry.section for entry in agenda(duties_of(user))}


def test_work_follows_the_position_and_not_who_held_it(cast: Cast) -> None:
    held = cast[Role.OFFICER].holdings.get(until=None)
    owner = Owning(OwnerKind.POSITION, held.position_id)
    (row,) = give_out(cast, [{"owner": owner, "due": date(2026, 6, 30)}], at=NOW)
    change = date(2026, 4, 1)
    held.until = change
    held.save()
    successor = cast[Role.WATCHER]
    Holding.objects.create(user=successor, position_id=held.position_id, since=change)
    assert row.pk in owes(cast[Role.OFFICER], change - DAY)
    assert row.pk not in owes(cast[Role.OFFICER], change)
    assert row.pk not in owes(successor, change - DAY)
    assert row.pk in owes(successor, change)


def test_who_left_owes_nothing_by_name(cast: Cast, browser_of: Browsers) -> None:
    officer = cast[Role.OFFICER]
    (row,) = give_out(cast, [{"owner": owned_by(officer), "due": date(2026, 6, 30)}], at=NOW)
    officer.holdings.update(until=date(2026, 5, 1))
    assert row.pk in owes(officer, date(2026, 4, 30))
    assert owes(officer, date(2026, 5, 1)) == {}
    assert browser_of(Role.OFFICER).get(f"/viec/{row.code}").status_code == 404
    page = browser_of(Role.LEADER).get(f"/viec/{row.code}").content.decode()
    assert "Lê Thu An" in page  # who it was stays


@pytest.fixture
def group(cast: Cast) -> Group:
    """The officer's group."""
    held = cast[Role.OFFICER].holdings.get(until=None)
    found = Group.objects.filter(members__position=held.position_id).first()
    assert found is not None
    return found


def test_any_member_of_today_may_deliver_for_the_group(cast: Cast, group: Group) -> None:
    (row,) = give_out(cast, [{"owner": Owning(OwnerKind.ANY, group.pk), "due": date(2026, 6, 30)}], at=NOW)
    officer = cast[Role.OFFICER]
    position = officer.holdings.get(until=None).position
    assert row.pk in owes(officer, NOW.date())
    group.members.filter(position=position).update(until=date(2026, 5, 1))
    assert row.pk not in owes(officer, date(2026, 5, 1))


def test_each_member_of_the_due_day_owes_a_product_until_it_is_accepted(cast: Cast, group: Group) -> None:
    officer, leader = cast[Role.OFFICER], cast[Role.LEADER]
    given = {"owner": Owning(OwnerKind.EACH, group.pk)}
    early, late = give_out(cast, [{**given, "due": date(2026, 4, 30)}, {**given, "due": date(2026, 6, 30)}], at=NOW)
    position = officer.holdings.get(until=None).position
    group.members.filter(position=position).update(until=date(2026, 6, 1))
    assert owes(officer, NOW.date()) == {early.pk: Section.LATER}  # nobody has begun: there is no row of a product
    actions.act(officer, early, "submit", said="đã gửi", at=NOW)
    assert owes(officer, NOW.date()) == {early.pk: Section.WAITING}
    actions.act(leader, early, "return", said="thiếu chữ ký", at=NOW, member=officer.pk)
    assert owes(officer, NOW.date()) == {early.pk: Section.RETURNED}
    actions.act(officer, early, "submit", said="đã ký", at=NOW)
    actions.act(leader, early, "accept", at=NOW, member=officer.pk)
    assert owes(officer, NOW.date()) == {}
    assert late.pk not in owes(officer, NOW.date())


def test_a_members_own_product_is_told_apart_from_the_whole(cast: Cast, browser_of: Browsers, group: Group) -> None:
    officer, leader = cast[Role.OFFICER], cast[Role.LEADER]
    (row,) = give_out(cast, [{"owner": Owning(OwnerKind.EACH, group.pk), "due": date(2026, 6, 30)}], at=NOW)
    actions.act(officer, row, "submit", said="đã gửi", at=NOW)
    actions.act(leader, row, "accept", at=NOW, member=officer.pk)
    share = desk_of(leader, row.code).share
    assert share is not None
    assert share.missing  # others still owe theirs
    own = browser_of(Role.OFFICER).get(f"/viec/{row.code}").content.decode()
    assert "Phần của bạn: đã xong" in own
    assert f"Cả nhóm: {share.words}, trễ " in own
    other = browser_of(Role.LEADER).get(f"/viec/{row.code}?nguoi={officer.pk}").content.decode()
    assert f"Phần của {officer.full_name}: đã xong" in other
    whole = browser_of(Role.LEADER).get(f"/viec/{row.code}?nguoi=0").content.decode()
    assert "Phần của" not in whole
    assert f"Cả nhóm: {share.words}" in whole


def test_a_group_without_members_is_not_given_work(cast: Cast) -> None:
    (unit,) = cast[Role.COORDINATOR].holdings.filter(until=None).values_list("position__unit__home", flat=True)
    empty = Group.objects.create(unit_id=unit, name="Tổ chưa có người")
    with pytest.raises(NamroError, match="“Tổ chưa có người” chưa có ai"):
        give_out(cast, [{"owner": Owning(OwnerKind.EACH, empty.pk), "due": date(2026, 6, 30)}], at=NOW)


def test_work_whose_members_all_left_owes_nothing_and_says_so(cast: Cast, browser_of: Browsers, group: Group) -> None:
    (row,) = give_out(cast, [{"owner": Owning(OwnerKind.EACH, group.pk), "due": date(2026, 6, 30)}], at=NOW)
    group.members.update(until=date(2026, 5, 1))
    desk = desk_of(cast[Role.LEADER], row.code)
    assert desk.share is not None
    assert (desk.share.words, desk.share.complete) == ("0/0", False)
    answer = browser_of(Role.LEADER).get(f"/viec/{row.code}")
    assert answer.status_code == 200
    assert "Nhóm không có ai vào ngày đến hạn" in answer.content.decode()


def test_cancelled_work_of_a_group_rests_until_it_is_restored(cast: Cast, browser_of: Browsers, group: Group) -> None:
    officer, leader = cast[Role.OFFICER], cast[Role.LEADER]
    (row,) = give_out(cast, [{"owner": Owning(OwnerKind.EACH, group.pk), "due": date(2026, 6, 30)}], at=NOW)
    actions.act(officer, row, "submit", said="đã gửi", at=NOW)
    row = actions.act(leader, row, "cancel", said="không cần nữa", at=NOW)
    assert row.state == State.CANCELLED
    assert owes(officer, NOW.date()) == {}
    with pytest.raises(NamroError, match="cả nhóm đã hủy"):
        actions.add_link(officer, row, "https://example.vn/1", at=NOW)
    assert 'name="anh"' not in browser_of(Role.OFFICER).get(f"/viec/{row.code}").content.decode()
    row = actions.act(leader, row, "restore", said="vẫn cần", at=NOW)
    assert row.state == State.DOING
    assert owes(officer, NOW.date()) == {row.pk: Section.WAITING}


def test_somebody_else_cannot_act_for_a_member(cast: Cast, group: Group) -> None:
    (row,) = give_out(cast, [{"owner": Owning(OwnerKind.EACH, group.pk), "due": date(2026, 6, 30)}], at=NOW)
    with pytest.raises(NamroError, match="Chỉ người thực hiện hoặc đầu mối"):
        actions.add_link(cast[Role.WATCHER], row, "https://x.vn", at=NOW, member=cast[Role.OFFICER].pk)


@pytest.fixture
def twenty_two(cast: Cast) -> Group:
    """22 officers of the commune, here since 2021, in one group."""
    since = date(2021, 7, 1)
    home = Unit.objects.get(code="suoi-may")
    group = Group.objects.create(unit=home, name="Cán bộ, công chức xã")
    for n in range(1, 23):
        position = Position.objects.create(unit=home, name=f"Công chức số {n}", role=Role.OFFICER, since=since)
        user = User.objects.create_user(f"cc{n}", full_name=f"Người thứ {n:02d}")
        Holding.objects.create(user=user, position=position, since=since)
        group.members.create(position=position, since=since)
    return group


def test_journey_8_nineteen_of_twenty_two_and_three_names(
    cast: Cast, browser_of: Browsers, twenty_two: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    Holding.objects.filter(user__in=cast.values()).exclude(until=None).delete()
    for held in Holding.objects.filter(user__in=cast.values()):
        Position.objects.filter(pk=held.position_id).update(since=date(2021, 7, 1))
        Holding.objects.filter(pk=held.pk).update(since=date(2021, 7, 1))
    october = datetime(2024, 10, 1, 8, 0, tzinfo=VIETNAM)
    # "Trước ngày 05/11": the last day is Monday 4/11.
    owner = Owning(OwnerKind.EACH, twenty_two.pk)
    (row,) = give_out(cast, [{"owner": owner, "due": date(2024, 11, 4), "text": "Đăng ký nêu gương"}], at=october)
    monday = datetime(2024, 11, 4, 10, 0, tzinfo=VIETNAM)
    members = list(User.objects.filter(username__startswith="cc").exclude(username="congchuc").order_by("pk"))
    assert len(members) == 22
    for user in members[:19]:
        user.standing = standing_of(user, monday.date())
        actions.act(user, row, "submit", said="đã đăng ký", at=monday)
    leader = cast[Role.LEADER]
    leader.standing = standing_of(leader, monday.date())
    row = actions.accept_many(leader, row, [user.pk for user in members[:19]], at=monday)
    assert (row.due, row.state, row.progress) == (date(2024, 11, 4), State.DOING, 86)
    monkeypatch.setattr("namro.apps.people.requests.system_clock", lambda: monday)
    browser = browser_of(Role.LEADER)
    page = browser.get(f"/viec/{row.code}").content.decode()
    assert "19/22" in page
    assert "Còn thiếu: Người thứ 20, Người thứ 21, Người thứ 22" in page
    board = browser.get("/bang").content.decode()
    assert "Đã có 19/22, còn thiếu 3: Người thứ 20, Người thứ 21, Người thứ 22" in board  # the text for a chat
    assert "(hạn 04/11/2024, hôm nay)" in board
    late = User.objects.get(username="cc20")
    assert owes(late, monday.date()) == {row.pk: Section.SOON}
    assert owes(late, date(2024, 11, 5)) == {row.pk: Section.LATE}
    for user in members[19:]:
        user.standing = standing_of(user, monday.date())
        actions.act(user, row, "submit", said="đã đăng ký", at=monday)
        row = actions.act(leader, row, "accept", at=monday, member=user.pk)
    assert (row.state, row.submitted_on) == (State.ACCEPTED, date(2024, 11, 4))


def test_journey_5_the_text_for_a_chat_names_who_is_missing(
    cast: Cast, browser_of: Browsers, twenty_two: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ "1 tin/tháng/người" for 23 people: on 25/5 17/23 delivered, six names."""
    home = twenty_two.unit
    extra = Position.objects.create(unit=home, name="Công chức số 23", role=Role.OFFICER, since=date(2021, 7, 1))
    user = User.objects.create_user("cc23", full_name="Người thứ 23")
    Holding.objects.create(user=user, position=extra, since=date(2021, 7, 1))
    twenty_two.members.create(position=extra, since=date(2021, 7, 1))
    may = datetime(2026, 5, 25, 9, 0, tzinfo=VIETNAM)
    owner = Owning(OwnerKind.EACH, twenty_two.pk)
    (row,) = give_out(cast, [{"owner": owner, "due": date(2026, 5, 29), "text": "Viết 1 tin trong tháng"}], at=may)
    members = list(User.objects.filter(full_name__startswith="Người thứ").order_by("full_name"))
    for one in members[:17]:
        one.standing = standing_of(one, may.date())
        actions.add_link(one, row, f"https://suoimay.example.vn/tin/{one.pk}", at=may)
        actions.act(one, row, "submit", at=may)
    actions.accept_many(cast[Role.LEADER], row, [one.pk for one in members[:17]], at=may)
    monkeypatch.setattr("namro.apps.people.requests.system_clock", lambda: may)
    board = browser_of(Role.COORDINATOR).get("/bang").content.decode()
    names = ", ".join(one.full_name for one in members[17:])
    assert f"Đã có 17/23, còn thiếu 6: {names}" in board
    assert f"http://testserver/viec/{row.code}" in board
    assert Occurrence.objects.get(pk=row.pk).state == State.DOING
