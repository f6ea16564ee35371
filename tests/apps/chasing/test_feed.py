"""The private calendar: read back by a parser, secret, told of once, the same bytes for the same work."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from namro.apps.chasing.models import Feed
from namro.apps.people.models import Role, User
from namro.apps.plans.models import Occurrence
from namro.config.log_filter import WithoutTokens
from namro.core.base.clock import system_clock
from tests.apps.plans.giving_out import give_out, owned_by

Browsers = Callable[[str], Client]
_ADDRESS = re.compile(r'value="http://testserver(/lich/[\w-]+\.ics)"')


def made(client: Client) -> str:
    page = client.post("/tai-khoan/lich").content.decode()
    found = _ADDRESS.search(page)
    assert found
    return found[1]


def work(cast: dict[str, User], *days: int, owner: str = Role.OFFICER) -> list[Occurrence]:
    today = system_clock().date()
    values = [{"owner": owned_by(cast[owner]), "due": today + timedelta(days=n)} for n in days]
    return give_out(cast, values, at=system_clock())


def events(content: bytes) -> list[object]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_a_calendar_reads_open_work_without_login(browser_of: Browsers, cast: dict[str, User]) -> None:
    late, soon = work(cast, -9, 10)
    work(cast, 5, owner=Role.LEADER)
    text = "Việc; có, dấu \\ và\nhai dòng " + "rất dài " * 30
    type(soon.task).objects.filter(pk=soon.task_id).update(text=text)
    address = made(browser_of(Role.OFFICER))
    answer = Client().get(address)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert max(len(line) for line in answer.content.split(b"\r\n")) <= 75
    first, second = events(answer.content)
    assert [str(one["UID"]) for one in (first, second)] == [f"viec-{late.code}@namro", f"viec-{soon.code}@namro"]
    assert str(first["SUMMARY"]).startswith("Trễ hạn: ")
    assert str(second["SUMMARY"]) == text
    assert second["DTSTART"].dt == soon.due
    assert type(second["DTSTART"].dt) is date
    assert second["DTEND"].dt == soon.due + timedelta(days=1)
    assert str(second["URL"]) == f"http://testserver/viec/{soon.code}"
    alarms = [one["TRIGGER"].dt for one in second.walk("VALARM")]
    assert alarms == [timedelta(hours=-64), timedelta(hours=-16)]
    assert cast[Role.LEADER].full_name not in answer.content.decode()


def test_uids_stay_and_the_same_work_is_not_sent_again(browser_of: Browsers, cast: dict[str, User]) -> None:
    (row,) = work(cast, 10)
    address, client = made(browser_of(Role.OFFICER)), Client()
    answer = client.get(address)
    again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Occurrence.objects.filter(pk=row.pk).update(due=row.due + timedelta(days=7))
    moved = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert moved.status_code == 200
    assert [str(one["UID"]) for one in events(moved.content)] == [str(one["UID"]) for one in events(answer.content)]
    Occurrence.objects.filter(pk=row.pk).update(state="accepted")
    assert events(client.get(address).content) == []


def test_the_address_is_shown_once_and_kept_nowhere(browser_of: Browsers, cast: dict[str, User]) -> None:
    client = browser_of(Role.OFFICER)
    address = made(client)
    token = address.removeprefix("/lich/").removesuffix(".ics")
    assert len(token) >= 43
    assert token not in client.get("/tai-khoan/lich").content.decode()
    assert token not in str(list(Feed.objects.values()))


def test_a_new_address_ends_the_old_one_and_revoking_ends_both(browser_of: Browsers, cast: dict[str, User]) -> None:
    client = browser_of(Role.OFFICER)
    first, second = made(client), made(client)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    client.post("/tai-khoan/lich", {"thu-hoi": "1"})
    assert Client().get(second).status_code == 404


@pytest.mark.parametrize("address", ["/lich/" + "a" * 43 + ".ics", "/lich/ngan.ics", "/lich/../viec.ics"])
def test_a_guessed_address_says_nothing(db: None, address: str) -> None:
    assert Client().get(address).status_code in (302, 404)


def test_who_left_has_no_calendar(browser_of: Browsers, cast: dict[str, User]) -> None:
    address = made(browser_of(Role.OFFICER))
    User.objects.filter(pk=cast[Role.OFFICER].pk).update(is_active=False)
    assert Client().get(address).status_code == 404


def test_queries_do_not_grow(browser_of: Browsers, cast: dict[str, User]) -> None:
    address, client = made(browser_of(Role.OFFICER)), Client()

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    work(cast, 5)
    client.get(address)
    few = asked()
    work(cast, *range(6, 30))
    assert asked() == few <= 18  # plans, and each of those who register what is due


def test_the_token_never_stands_in_the_log() -> None:
    import logging

    line = logging.LogRecord("x", logging.ERROR, "", 1, "Internal Server Error: %s", ("/lich/abc-DEF_1.ics",), None)
    assert WithoutTokens().filter(line)
    assert line.getMessage() == "Internal Server Error: /lich/….ics"
