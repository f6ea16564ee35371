"""What people type about a task becomes values, or a reason beside the box."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from namro.apps.people.owning import Choices, Option
from namro.apps.plans.choices import suggestions
from namro.apps.plans.typed import FieldRefused, Typed, read_typed, typed_day
from namro.core.improvement.events import EventTerm
from namro.core.timetable import Period, Rhythm, Term, TermUnit

OFFICE = Option("position:3", "Chánh Văn phòng", "Chánh Văn phòng – Lê Thu An")
CHOICES = Choices((Option("person:1", "Lê Thu An", "Lê Thu An"),), (OFFICE,), (Option("each:5", "Các thôn", ""),), ())


def read(**boxes: object) -> Typed:
    post = QueryDict(urlencode(boxes, doseq=True))
    return read_typed(post, choices=CHOICES, touched=lambda name: name in boxes, year=2026)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("30/11/2026", date(2026, 11, 30)),
        (" 5-1-2027 ", date(2027, 1, 5)),
        ("5/1", date(2026, 1, 5)),
        ("2026-02-28", date(2026, 2, 28)),
        ("29.2.2028", date(2028, 2, 29)),
    ],
)
def test_days(text: str, day: date) -> None:
    assert typed_day(text, 2026) == day


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("31/11/2026", (date(2026, 11, 30), date(2026, 12, 1))),
        ("30/2", (date(2026, 2, 28), date(2026, 3, 1))),
        ("1/13/2026", (date(2026, 12, 31), date(2027, 1, 1))),
    ],
)
def test_a_day_that_cannot_be_has_two_neighbours(text: str, days: tuple[date, date]) -> None:
    with pytest.raises(FieldRefused) as caught:
        typed_day(text, 2026)
    assert caught.value.days == days


@pytest.mark.parametrize("text", ["", "mai", "1/2/3/4", "11/2026", "0000-00-00", "1/1/99999", "32"])
def test_what_is_not_a_day(text: str) -> None:
    with pytest.raises(FieldRefused):
        typed_day(text, 2026)


def test_rhythms() -> None:
    assert read(period="monthly", monthday="20", edge="before").values == {
        "rhythm": Rhythm(period=Period.MONTH, day=20, before=True),
        "due": None,
    }
    assert read(period="weekly", weekday="1", monthday="31", due="30/6/2026").values == {
        "rhythm": Rhythm(period=Period.WEEK, day=1),
        "due": date(2026, 6, 30),
    }
    assert read(period="half-yearly", month="5").values["rhythm"] == Rhythm(period=Period.HALF_YEAR, month=5)
    assert read(period="ongoing", monthday="7").values["rhythm"] == Rhythm(period=Period.CONTINUOUS)
    once = {"rhythm": None, "event": None, "due": date(2026, 11, 9)}
    assert read(period="once", due="10/11", edge="before").values == once
    assert read(due="10/11").values == {"due": date(2026, 11, 10)}


@pytest.mark.parametrize(
    "boxes",
    [
        {"period": "monthly", "monthday": "32"},
        {"period": "monthly", "monthday": "x"},
        {"period": "quarterly", "month": "4"},
        {"period": "every day"},
        {"due": "31/4"},
    ],
)
def test_rhythms_that_cannot_be(boxes: dict[str, str]) -> None:
    typed = read(**boxes)
    assert list(typed.refused) == ["due"]
    assert typed.values == {}


@pytest.mark.parametrize(
    ("box", "text"),
    [
        ("text", " "),
        ("group", ""),
        ("criterion", "1" * 65),
        ("gain", "nhiều"),
        ("gain", "-1"),
        ("gain", "1000"),
        ("gain", "0,12345"),
        ("owner", "person:99"),
        ("owner", ""),
        ("helpers", ["position:3", "each:5"]),
        ("since", "không rõ"),
    ],
)
def test_other_boxes_that_cannot_be(box: str, text: object) -> None:
    assert list(read(**{box: text}).refused) == [box]


def test_one_refusal_keeps_everything_from_being_written() -> None:
    typed = read(gain="0,5", text="Lập sổ", due="31/11")
    assert typed.values == {}
    assert read(gain="0,5", text="Lập sổ").values == {"gain": Decimal("0.5"), "text": "Lập sổ"}


def test_suggestions_are_exact_names_only() -> None:
    printed = [(1, "CHÁNH VĂN PHÒNG"), (2, "lê thu an"), (3, "Lê Thu"), (4, ""), (5, "Chánh  Văn phòng")]
    found = suggestions(printed, CHOICES)
    assert [(one.option.value, one.tasks) for one in found] == [("position:3", (1, 5)), ("person:1", (2,))]


def test_a_name_of_two_is_nobodys() -> None:
    twice = Choices((CHOICES.people[0], Option("person:2", "Lê Thu An", "")), (), (), ())
    assert suggestions([(1, "Lê Thu An")], twice) == ()


def test_a_term_that_runs_from_an_event() -> None:
    found = read(period="event", term="5", term_unit="working_day", event=" nhận đủ  hồ sơ ", due="30/11").values
    begins = EventTerm(Term(Decimal(5), TermUnit.WORKING_DAY), "nhận đủ hồ sơ")
    assert found == {"event": begins, "rhythm": None, "due": None}
    assert "không phải là số" in read(period="event", term="", term_unit="day", event="x").refused["due"].message
    assert "Chưa ghi sự kiện" in read(period="event", term="5", term_unit="day", event="").refused["due"].message


def test_a_quantity_each_time() -> None:
    assert read(quantity="04", measure="tin  bài").values == {"quantity": (Decimal(4), "tin bài")}
    assert read(quantity="1.204", measure="hộ").values == {"quantity": (Decimal(1204), "hộ")}
    assert "không phải một số" in read(quantity="1.2.3", measure="hộ").refused["quantity"].message
    assert read(quantity="", measure="tin").values == {"quantity": (None, "")}
    assert "lớn hơn 0" in read(quantity="0", measure="tin").refused["quantity"].message
