"""The private calendar read by a strict reader: titles that break lines, folding, the empty calendar, the zone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from icalendar import Calendar

from namro.apps.people.models import Role, User
from tests.apps.chasing.rfc5545 import read
from tests.apps.chasing.test_feed import made, work

Browsers = Callable[[str], Client]
#: A title and how it comes out: control characters have no place in a line.
TITLES = [
    ("Họp; giao ban, tuần 47: \\n \\ ", None),
    ("Dòng một\r\nDòng hai\nDòng ba", "Dòng một\nDòng hai\nDòng ba"),
    ("Giả mạo\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Bịa", "Giả mạo\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:Bịa"),
    ("Chỉ có CR\rở giữa\x0bvà\x07chuông\x85", "Chỉ có CR\nở giữa và chuông "),
    ("Nghiệm thu 🏆🧑🏽‍💻 " * 9, None),
    ("Ở" * 160, None),
    *(("x" * n + "ệ" * 60, None) for n in range(62, 68)),
    ("a\u2028b\u2029c\u202ed", None),
]


@pytest.mark.parametrize(("title", "told"), TITLES)
def test_any_title_stays_one_property(
    browser_of: Browsers, cast: dict[str, User], title: str, told: str | None
) -> None:
    (row,) = work(cast, 10)
    type(row.task).objects.filter(pk=row.task_id).update(text=title)
    content = Client().get(made(browser_of(Role.OFFICER))).content
    (event,) = read(content).all("VEVENT")
    assert event.properties["SUMMARY"].strip() == (title if told is None else told).strip()
    assert event.properties["DTSTART"] == f"{row.due:%Y%m%d}"
    assert len(event.all("VALARM")) == 2
    assert len(list(Calendar.from_ical(content).walk("VEVENT"))) == 1


def test_an_empty_calendar_is_one_all_the_same(browser_of: Browsers, cast: dict[str, User]) -> None:
    found = read(Client().get(made(browser_of(Role.ADMIN))).content)
    assert found.all("VEVENT") == []


def test_the_zone_has_one_offset_all_year(browser_of: Browsers, cast: dict[str, User]) -> None:
    work(cast, 10)
    (zone,) = read(Client().get(made(browser_of(Role.OFFICER))).content).all("VTIMEZONE")
    (standard,) = zone.parts
    assert zone.properties["TZID"] == "Asia/Ho_Chi_Minh"
    assert (standard.kind, standard.properties["TZOFFSETTO"]) == ("STANDARD", "+0700")
    assert standard.properties["TZOFFSETFROM"] == "+0700"
