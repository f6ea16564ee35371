"""Whose work of a year it was and how it stood, against a slow twin that asks every person on every day."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from namro.core.base.errors import NamroError
from namro.core.base.spans import Span
from namro.core.improvement.owners import Group, Owner, Person, Position
from namro.core.improvement.timeliness import Event, When, timeliness
from namro.core.improvement.yearly import Material, Passed, Product, Return, Wish, Work, rows_by_person
from namro.core.improvement.yearly_figures import (
    Corrected,
    Figure,
    Row,
    changes,
    counted,
    movable,
    of_figure,
    packed,
    unpacked,
    with_corrections,
)
from namro.core.improvement.yearly_states import TABLE, Role, State, check_close, first_day_to_close, rules, state_after
from namro.core.timetable import national_calendar

CALENDAR = national_calendar()
TODAY = date(2026, 11, 20)
ALL_YEAR = (Span(date(2020, 1, 1)),)
AN, BINH = Person(key="1", name="An"), Person(key="2", name="Bình")


def work(due: date | None, product: Product, owner: Owner, ref: str = "work:a", **more: object) -> Work:
    return Work(ref=ref, text="Lập sổ", path="/viec/a", owner=owner, due=due, product=product, **more)  # type: ignore[arg-type]


def wish(
    ref: str, owner: Owner, *, by: str, granted: bool = False, late: bool = False, on: date = date(2026, 5, 5)
) -> Wish:
    return Wish(ref=ref, text="x", path="", owner=owner, on=on, by=by, granted=granted, late=late, outcome="")


def figures_of(material: Material) -> dict[str, list[tuple[Figure, ...]]]:
    found = rows_by_person(material, today=TODAY, calendar=CALENDAR)
    return {key: [row.figures for row in rows] for key, rows in found.items()}


def of_two(*things: Work, first: tuple[Span, ...] = ALL_YEAR, **more: object) -> Material:
    return Material(year=2026, stays={"1": first, "2": ALL_YEAR}, work=things, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("due", "product", "figure"),
    [
        (date(2026, 6, 12), Product(date(2026, 6, 10), date(2026, 6, 20)), Figure.EARLY),
        (date(2026, 6, 12), Product(date(2026, 6, 12), date(2026, 6, 20)), Figure.ON_TIME),
        (date(2026, 6, 12), Product(date(2026, 6, 13), date(2026, 6, 20)), Figure.LATE),  # a Saturday: one day late
        (date(2026, 6, 12), Product(), Figure.LATE),
        (date(2026, 6, 12), Product(date(2026, 6, 12)), Figure.OPEN),  # it is the reviewer's turn
        (date(2026, 12, 18), Product(), Figure.OPEN),
        (None, Product(date(2026, 3, 2), date(2026, 3, 3)), Figure.NO_DAY),
    ],
)
def test_how_work_stands(due: date | None, product: Product, figure: Figure) -> None:
    assert figures_of(of_two(work(due, product, AN)))["1"] == [(figure,)]


def test_what_does_not_count() -> None:
    cancelled = work(date(2026, 6, 12), Product(cancelled=True), AN)
    other_year = work(date(2025, 12, 31), Product(date(2026, 1, 2), date(2026, 1, 3)), AN)
    nobody = work(date(2026, 6, 12), Product(), None)  # type: ignore[arg-type]
    assert figures_of(of_two(cancelled, other_year, nobody)) == {"1": [], "2": []}


def test_late_work_stays_with_whom_the_due_day_found() -> None:
    post = Position(
        key="9",
        name="Công chức",
        held=(
            Person(key="1", name="An", until=date(2026, 6, 30)),
            Person(key="2", name="Bình", since=date(2026, 7, 1)),
        ),
    )
    late = work(date(2026, 6, 26), Product(date(2026, 7, 6), date(2026, 7, 7)), post)
    early = work(date(2026, 7, 31), Product(date(2026, 6, 29), date(2026, 7, 2)), post, ref="work:b")
    never = work(date(2026, 7, 31), Product(), post, ref="work:c")
    assert figures_of(of_two(late, early, never)) == {
        "1": [(Figure.LATE,), (Figure.EARLY,)],
        "2": [(Figure.LATE,)],
    }


def test_of_a_group_everybody_answers_for_the_own_product_and_all_for_a_common_one() -> None:
    members = (AN, BINH)
    each = work(
        date(2026, 6, 12), Product(), Group(key="5", name="Trưởng thôn", members=members), ref="work:each",
        pieces={"1": Product(date(2026, 6, 1), date(2026, 6, 2))},
    )  # fmt: skip
    common = work(
        date(2026, 6, 12), Product(date(2026, 6, 12), date(2026, 6, 15)),
        Group(key="5", name="Trưởng thôn", members=members, each=False), ref="work:any",
    )  # fmt: skip
    found = rows_by_person(of_two(each, common), today=TODAY, calendar=CALENDAR)
    assert [row.figures for row in found["1"]] == [(Figure.EARLY,), (Figure.ON_TIME,)]
    assert [row.figures for row in found["2"]] == [(Figure.LATE,), (Figure.ON_TIME,)]
    assert "việc chung của nhóm" in found["2"][1].detail


def test_who_moved_keeps_the_time_in_the_unit() -> None:
    until_june = (Span(date(2020, 1, 1), date(2026, 7, 1)),)
    before = work(date(2026, 6, 12), Product(), AN)
    after = work(date(2026, 7, 10), Product(), AN, ref="work:b")
    found = rows_by_person(of_two(before, after, first=until_june), today=TODAY, calendar=CALENDAR)
    assert [row.ref for row in found["1"]] == ["work:a"]


def test_what_was_handed_over_counts_for_each_in_the_own_time() -> None:
    passed = (Passed(date(2026, 6, 1), "1"),)
    spring = work(date(2026, 4, 10), Product(), BINH, passed=passed)
    autumn = work(date(2026, 9, 10), Product(), BINH, ref="work:b", passed=passed)
    found = rows_by_person(of_two(spring, autumn), today=TODAY, calendar=CALENDAR)
    assert [row.ref for row in found["1"]] == ["work:a"]
    assert [row.ref for row in found["2"]] == ["work:b"]


def test_wishes_and_returns() -> None:
    group = Group(key="5", name="Nhóm", members=(AN, BINH))
    wishes = (
        wish("wish:1", AN, by="9", granted=True, late=True),
        wish("wish:2", group, by="2"),
        wish("wish:3", AN, by="1", on=date(2025, 5, 5)),
    )
    returns = (
        Return(ref="return:1", text="x", path="", owner=group, on=date(2026, 5, 6), said="thiếu chữ ký", member="2"),
        Return(ref="return:2", text="x", path="", owner=AN, on=date(2026, 5, 6), said="thiếu chữ ký"),
    )
    found = rows_by_person(of_two(wishes=wishes, returns=returns), today=TODAY, calendar=CALENDAR)
    assert counted(found["1"], ()) | {Figure.FEEDBACK: None} == {
        **dict.fromkeys(Figure, 0), Figure.RETURNED: 1, Figure.ASKED: 1, Figure.GRANTED: 1, Figure.ASKED_LATE: 1,
        Figure.INITIATIVES: None, Figure.FEEDBACK: None, Figure.EVALUATED: None,
    }  # fmt: skip
    assert [row.ref for row in found["2"]] == ["return:1", "wish:2"]


def slow_twin(material: Material) -> dict[str, Counter[When]]:
    """Every person is asked about every piece of work, on the day that decides, with the whole history of acts."""
    found: dict[str, Counter[When]] = {key: Counter() for key in material.stays}
    for key, one in ((key, one) for key in material.stays for one in material.work):
        if one.due is None or one.due.year != material.year or one.product.cancelled:
            continue
        each = isinstance(one.owner, Group) and one.owner.each
        product = one.pieces.get(key, Product()) if each else one.product
        day = date(2019, 1, 1)
        while day < one.due and (each or day != product.submitted):
            day += timedelta(days=1)
        history = [Event("start", date(2026, 1, 1))]
        history += [Event("submit", product.submitted), Event("return", product.submitted)] if product.submitted else []
        history += [Event("submit", product.submitted)] if product.submitted else []
        history += [Event("accept", product.accepted)] if product.accepted else []
        assert one.owner is not None
        owes = any(person.key == key for person in one.owner.holders(day))
        there = any(span.since <= day and (span.until is None or day < span.until) for span in material.stays[key])
        if owes and there:
            found[key][timeliness(history, due=one.due, today=TODAY, calendar=CALENDAR).when] += 1
    return found


@pytest.mark.parametrize("seed", range(12))
def test_the_slow_twin_counts_the_same(seed: int) -> None:
    chance = random.Random(seed)

    def day() -> date:
        return date(2025, 11, 1) + timedelta(days=chance.randrange(440))

    def span(first: date) -> Span:
        return Span(first, first + timedelta(days=chance.randrange(20, 300))) if chance.random() < 0.5 else Span(first)

    keys = [str(n) for n in range(1, 6)]
    stays = {key: tuple(span(day()) for _ in range(chance.randrange(1, 3))) for key in keys}

    def somebody() -> Person:
        days = span(day())
        until = days.until - timedelta(days=1) if days.until else None
        return Person(key=chance.choice(keys), name="x", since=days.since, until=until)

    def owner() -> Owner:
        people = tuple({one.key: one for one in (somebody() for _ in range(3))}.values())
        return chance.choice(
            [people[0], Position(key="p", name="x", held=people), Group(key="g", name="x", members=people),
             Group(key="g", name="x", members=people, each=False)]
        )  # fmt: skip

    def product() -> Product:
        submitted = day() if chance.random() < 0.7 else None
        accepted = submitted + timedelta(days=4) if submitted and chance.random() < 0.8 else None
        return Product(submitted, accepted, chance.random() < 0.1)

    things = tuple(
        work(day(), product(), owner(), ref=f"work:{n}", pieces={key: product() for key in keys[:3]}) for n in range(60)
    )
    material = Material(year=2026, stays=stays, work=things)
    names = {When.EARLY: Figure.EARLY, When.ON_TIME: Figure.ON_TIME, When.LATE: Figure.LATE, When.OPEN: Figure.OPEN}
    slow = {key: {names[when]: n for when, n in counts.items()} for key, counts in slow_twin(material).items()}
    rows = rows_by_person(material, today=TODAY, calendar=CALENDAR)
    fast = {key: dict(Counter(row.figures[0] for row in found)) for key, found in rows.items()}
    assert fast == slow
    assert sum(len(found) for found in rows.values()) > 0


ROWS = (
    Row(ref="work:a", figures=(Figure.LATE,), text="Lập sổ", on=date(2026, 6, 12)),
    Row(ref="wish:1", figures=(Figure.ASKED, Figure.ASKED_LATE), text="Gửi báo cáo"),
)


def test_every_number_is_the_length_of_its_list() -> None:
    numbers = counted(ROWS, ())
    assert {one: n for one, n in numbers.items() if n is not None} == {
        one: len(of_figure(ROWS, one)) for one in Figure if numbers[one] is not None
    }


def test_what_has_no_source_is_not_zero() -> None:
    assert counted(ROWS, ())[Figure.INITIATIVES] is None
    assert counted(ROWS, {Figure.INITIATIVES})[Figure.INITIATIVES] == 0


def test_corrections_lie_over_the_rows_one_after_the_other() -> None:
    moved = Corrected(ref="work:a", figure=Figure.ON_TIME, said="nộp bản giấy ngày 12/6")
    added = Corrected(ref="added:x", figure=Figure.INITIATIVES, text="Một cửa lưu động")
    taken = Corrected(ref="wish:1", figure=None)
    found = with_corrections(ROWS, (moved, added, taken))
    assert [(row.ref, row.figures) for row in found] == [
        ("work:a", (Figure.ON_TIME,)),
        ("added:x", (Figure.INITIATIVES,)),
    ]
    assert found[0].said == "nộp bản giấy ngày 12/6"
    again = with_corrections(ROWS, (added, Corrected(ref="added:x", figure=None)))
    assert again == ROWS
    assert counted(found, ())[Figure.INITIATIVES] == 1


def test_where_a_row_can_go() -> None:
    assert movable(ROWS[0]) == (Figure.EARLY, Figure.ON_TIME)
    assert movable(ROWS[1]) == ()


def test_a_snapshot_gives_back_what_was_put_in() -> None:
    numbers = counted(ROWS, ())
    assert unpacked(packed(ROWS, numbers)) == (ROWS, numbers)
    assert changes(numbers, {**numbers, Figure.LATE: 2}) == ((Figure.LATE, 1, 2),)


def test_who_may_take_which_step() -> None:
    assert TABLE.acts_open(State.SHOWN, {Role.PERSON}) == ("confirm", "ask")
    assert TABLE.acts_open(State.DISPUTED, {Role.LEADER}) == ("accept", "refuse")
    with pytest.raises(NamroError, match="lý do không đồng ý"):
        TABLE.after(State.DISPUTED, "refuse", {Role.LEADER})
    with pytest.raises(NamroError, match="Chỉ đầu mối hoặc lãnh đạo"):
        TABLE.after(State.SHOWN, "close", {Role.PERSON})
    assert state_after("accept", State.DISPUTED, waiting=1) == State.DISPUTED
    assert state_after("accept", State.DISPUTED, waiting=0) == State.SETTLED


def test_the_person_has_whole_working_days_to_look() -> None:
    shown = date(2026, 11, 13)  # a Friday
    assert rules().look_days == 5
    assert first_day_to_close(shown, 5, CALENDAR) == date(2026, 11, 23)
    with pytest.raises(NamroError, match="Chốt từ 23/11/2026"):
        check_close(shown, confirmed=False, today=date(2026, 11, 22), days=5, calendar=CALENDAR)
    check_close(shown, confirmed=True, today=date(2026, 11, 14), days=5, calendar=CALENDAR)
    check_close(shown, confirmed=False, today=date(2026, 11, 23), days=5, calendar=CALENDAR)
