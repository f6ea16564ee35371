"""Who owes a task, and whose product is missing."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from namro.core.improvement.owners import Group, Person, Position, Share, delivered, quota
from namro.core.timetable import due_on, national_calendar

DAY = date(2026, 11, 20)


def people(count: int) -> tuple[Person, ...]:
    return tuple(Person(key=f"p{n}", name=f"Người {n}") for n in range(1, count + 1))


def test_journey_8_nineteen_of_twenty_two_on_monday_with_three_names() -> None:
    """ "Các cán bộ, công chức … trước ngày 05/11": 22 people, due on Monday 4/11/2024."""
    due = due_on("2024-11-05", "before", national_calendar())
    assert due == date(2024, 11, 4)
    assert due.isoweekday() == 1
    staff = Group(key="g", name="Các cán bộ, công chức", members=people(22))
    share = delivered(staff, {f"p{n}" for n in range(1, 23)} - {"p4", "p9", "p21"}, due)
    assert share.words == "19/22"
    assert [person.name for person in share.missing] == ["Người 4", "Người 9", "Người 21"]
    assert due_on("2024-11-10", "before", national_calendar()) == date(2024, 11, 8)


def test_journey_5_one_item_a_month_and_person_and_the_communes_quota() -> None:
    staff = Group(key="g", name="Toàn thể cán bộ, công chức", members=people(23))
    share = delivered(staff, {f"p{n}" for n in range(1, 18)}, date(2022, 5, 25))
    assert (share.words, len(share.missing), share.complete) == ("17/23", 6, False)
    assert quota(3, 4).words == "3/4"
    assert not quota(3, 4).complete
    assert quota(5, 4) == Share(4, 4)


def test_who_waits_for_approval_is_neither_done_nor_missing() -> None:
    staff = Group(key="g", name="Nhóm", members=people(4))
    share = delivered(staff, {"p1"}, DAY, waiting={"p1", "p2", "p3"})
    assert share == Share(1, 4, people(4)[3:], people(4)[1:3])
    assert not share.handed_in
    assert delivered(staff, {"p1"}, DAY, waiting={"p2", "p3", "p4"}).handed_in
    assert not delivered(staff, {"p1", "p2", "p3", "p4"}, DAY).handed_in


def test_any_member_may_deliver_for_all() -> None:
    team = Group(key="g", name="Tổ biên tập", members=people(3), each=False)
    assert delivered(team, (), DAY) == Share(0, 1, people(3))
    assert delivered(team, {"p2"}, DAY) == Share(1, 1)


def test_a_position_is_whoever_holds_it_on_the_day() -> None:
    before = Person(key="a", name="Lò Thị Mơ", until=date(2026, 6, 30))
    now = Person(key="b", name="Giàng A Páo", since=date(2026, 7, 1))
    post = Position(key="vp", name="Chánh Văn phòng", held=(before, now))
    assert post.holders(date(2026, 6, 30)) == (before,)
    assert delivered(post, {"a"}, DAY) == Share(0, 1, (now,))
    assert delivered(post, {"b"}, DAY).complete


def test_who_left_owes_nothing_any_more() -> None:
    gone = Person(key="x", name="Đã nghỉ", until=date(2026, 11, 19))
    staff = Group(key="g", name="Nhóm", members=(*people(2), gone))
    assert delivered(staff, {"p1", "p2", "x"}, DAY) == Share(2, 2)


def test_nobody_owes_nothing_and_that_is_not_complete() -> None:
    assert not delivered(Group(key="g", name="Nhóm", members=()), {"p1"}, DAY).complete


@given(st.integers(0, 30), st.sets(st.integers(1, 40)))
def test_given_and_missing_are_all_members(count: int, numbers: set[int]) -> None:
    share = delivered(Group(key="g", name="Nhóm", members=people(count)), {f"p{n}" for n in numbers}, DAY)
    assert share.done == sum(1 for n in range(1, count + 1) if n in numbers)
    assert share.done + len(share.missing) == share.owed == count
