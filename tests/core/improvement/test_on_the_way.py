"""Work on its way: quantities with their pace, milestones, parts, passing on, names in comments, asking ahead."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from namro.core.base.errors import NamroError
from namro.core.improvement.extensions import asked_late, check_late_reason
from namro.core.improvement.mentions import check_comment, mentioned_in
from namro.core.improvement.milestones import Milestone, Reach, Told, check_milestone, stand_of
from namro.core.improvement.parts import Part, check_part, check_parts_done, rolled_up
from namro.core.improvement.passing import Step, check_pass
from namro.core.improvement.quantities import check_quantity, pace, period_of
from namro.core.improvement.states import State
from namro.core.timetable import national_calendar


def test_three_of_four_items_on_the_upper_site() -> None:
    """Journey 5: on 25/5 the commune has 3 of the 4 items of the month."""
    span = period_of("monthly", date(2026, 5, 31), since=date(2026, 1, 1))
    assert span == (date(2026, 5, 1), date(2026, 5, 31))
    found = pace(Decimal(3), Decimal(4), measure="tin", span=span, today=date(2026, 5, 25))
    assert (found.words, found.behind, found.percent) == ("3/4 tin; đến hôm nay cần 3", False, 75)
    late = pace(Decimal(1), Decimal(4), measure="tin", span=span, today=date(2026, 5, 25))
    assert late.behind
    done = pace(Decimal(5), Decimal(4), measure="tin", span=span, today=date(2026, 5, 25))
    assert (done.words, done.complete, done.behind) == ("5/4 tin", True, False)


@pytest.mark.parametrize(
    ("period", "scheduled", "first"),
    [
        ("", date(2026, 5, 31), date(2026, 1, 10)),
        ("weekly", date(2026, 5, 29), date(2026, 5, 23)),
        ("biweekly", date(2026, 5, 29), date(2026, 5, 16)),
        ("quarterly", date(2026, 6, 30), date(2026, 4, 1)),
        ("yearly", date(2026, 12, 31), date(2026, 1, 10)),
    ],
)
def test_the_days_that_a_time_counts(period: str, scheduled: date, first: date) -> None:
    assert period_of(period, scheduled, since=date(2026, 1, 10)) == (first, scheduled)


@pytest.mark.parametrize("text", ["0", "-1", "NaN", "Infinity", "10000001", "0.0001"])
def test_no_quantity(text: str) -> None:
    with pytest.raises(NamroError, match="Số lượng phải lớn hơn 0"):
        check_quantity(Decimal(text))


def test_disbursement_red_in_august_and_reached_in_november() -> None:
    """Journey 8: 25/8: 58 % < 60 % is red; 30/11: 86 % ≥ 85 % is reached."""
    august, november = Milestone(Decimal(60), date(2024, 8, 25)), Milestone(Decimal(85), date(2024, 11, 30))
    told = [Told(date(2024, 7, 31), Decimal(41)), Told(date(2024, 8, 23), Decimal(58))]
    assert stand_of(august, told, today=date(2024, 8, 24)).reach is Reach.OPEN
    red = stand_of(august, told, today=date(2024, 8, 25))
    assert (red.reach, red.words("%")) == (Reach.MISSED, "58 % < 60 %")
    told.append(Told(date(2024, 11, 30), Decimal(86)))
    assert stand_of(november, told, today=date(2024, 11, 29)).value == 58  # what is entered ahead does not count yet
    reached = stand_of(november, told, today=date(2024, 11, 30))
    assert (reached.reach, reached.words("%"), reached.on) == (Reach.REACHED, "86 % ≥ 85 %", date(2024, 11, 30))
    assert stand_of(august, told, today=date(2024, 11, 30)).reach is Reach.REACHED_LATE
    assert stand_of(august, [], today=date(2024, 9, 1)).words("%") == "chưa có số liệu, cần 60 %"


def test_milestones_rise_and_lie_in_the_time_of_the_work() -> None:
    since, due = date(2026, 1, 1), date(2026, 12, 31)
    first = Milestone(Decimal(60), date(2026, 8, 25))
    check_milestone(Milestone(Decimal(85), date(2026, 11, 30)), [first], since=since, due=due)
    with pytest.raises(NamroError, match="Đã có mốc"):
        check_milestone(Milestone(Decimal(61), first.day), [first], since=since, due=due)
    with pytest.raises(NamroError, match="mốc sau không thấp hơn"):
        check_milestone(Milestone(Decimal(50), date(2026, 11, 30)), [first], since=since, due=due)
    with pytest.raises(NamroError, match="mốc sau không thấp hơn"):
        check_milestone(Milestone(Decimal(70), date(2026, 6, 30)), [first], since=since, due=due)
    with pytest.raises(NamroError, match="ngoài thời gian"):
        check_milestone(Milestone(Decimal(90), date(2027, 1, 2)), [first], since=since, due=due)


def test_parts_add_up() -> None:
    parts = [Part("a", State.ACCEPTED, 100), Part("b", State.DOING, 40), Part("c", State.SUBMITTED, 100)]
    assert rolled_up(parts) == (100 + 40 + 99) // 3
    assert rolled_up([*parts, Part("d", State.CANCELLED, 0)]) == rolled_up(parts)
    assert rolled_up([Part("d", State.CANCELLED, 0)]) is None
    with pytest.raises(NamroError, match="Còn 2 việc con chưa xong: “b”, “c”"):
        check_parts_done(parts)
    check_parts_done(parts[:1])


def test_a_part_is_due_no_later_than_the_whole() -> None:
    since, whole = date(2026, 1, 1), date(2026, 11, 30)
    check_part(whole, whole=whole, since=since, count=0)
    for due, count, told in (
        (date(2026, 12, 1), 0, "sau hạn 30/11/2026"),
        (date(2025, 12, 1), 0, "trước ngày bắt đầu"),
        (None, 0, "chưa có hạn"),
        (whole, 30, "đã có 30 việc con"),
    ):
        with pytest.raises(NamroError, match=told):
            check_part(due, whole=whole, since=since, count=count)


def test_work_does_not_go_in_a_circle() -> None:
    steps = [Step("an", "binh", date(2026, 3, 2), "An"), Step("binh", "chi", date(2026, 4, 1), "Bình")]
    check_pass("chi", "dung", steps, here=True)
    with pytest.raises(NamroError, match="An đã bàn giao chính việc này ngày 02/03/2026"):
        check_pass("chi", "an", steps, here=True)
    with pytest.raises(NamroError, match="đang giữ việc này"):
        check_pass("chi", "chi", steps, here=True)
    with pytest.raises(NamroError, match="không còn làm việc"):
        check_pass("chi", "dung", steps, here=False)


def test_names_called_in_a_comment() -> None:
    names = {"1": "Lê Thu An", "2": "Lê Thu", "3": "Vũ Minh Khuê", "4": "Trần Hà", "5": "Trần Hà"}
    assert mentioned_in("@Lê Thu An xem giúp, @vu minh khue nữa", names) == ("1", "3")
    assert mentioned_in("@Lê Thu, xem giúp; an@example.vn", names) == ("2",)
    assert mentioned_in("@Lê Thuận ơi", names) == ()
    assert mentioned_in("@Trần Hà", names) == ()  # two people bear the name
    with pytest.raises(NamroError, match="Chưa ghi"):
        check_comment("  ")
    with pytest.raises(NamroError, match="quá 2000"):
        check_comment("a" * 2001)


def test_time_is_asked_for_three_working_days_ahead() -> None:
    due, calendar = date(2026, 11, 20), national_calendar()  # a Friday
    assert not asked_late(due, today=date(2026, 11, 17), ahead=3, calendar=calendar)
    assert asked_late(due, today=date(2026, 11, 18), ahead=3, calendar=calendar)
    assert asked_late(due, today=date(2026, 11, 23), ahead=3, calendar=calendar)
    assert not asked_late(due, today=due, ahead=0, calendar=calendar)
    assert not asked_late(None, today=due, ahead=3, calendar=calendar)
    with pytest.raises(NamroError, match="trước hạn ít nhất 3 ngày làm việc"):
        check_late_reason(" ", late=True, ahead=3)
    assert check_late_reason("bận", late=False, ahead=3) == ""
