"""Việc của tôi: what is whose, in which part of the list, how often the database is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.people.models import Group, OwnerKind, Owning, Role
from namro.apps.plans import actions
from namro.core.base.clock import system_clock
from namro.core.timetable import Period, Rhythm
from tests.apps.plans.giving_out import Cast, give_out, owned_by

Browsers = Callable[[str], Client]
DAY = timedelta(days=1)


@pytest.fixture
def now() -> datetime:
    return system_clock()


def text_of(client: Client, address: str = "/viec") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_work_stands_in_the_part_where_it_belongs(cast: Cast, browser_of: Browsers, now: datetime) -> None:
    officer, today = cast[Role.OFFICER], now.date()
    days = [today - 10 * DAY, today + 3 * DAY, today + 40 * DAY, today - 10 * DAY, today + 20 * DAY]
    rows = give_out(cast, [{"owner": owned_by(officer), "due": day} for day in days], at=now)
    actions.act(officer, rows[3], "submit", said="xong", at=now)
    actions.act(officer, rows[4], "submit", said="xong", at=now)
    actions.act(cast[Role.LEADER], rows[4], "return", said="chưa ký số", at=now)
    page = text_of(browser_of(Role.OFFICER))
    titles = [page.index(title) for title in ("Trễ hạn", "Bị trả lại", "Đến hạn trong 7 ngày", "Chờ người khác")]
    assert titles == sorted(titles)
    assert "“chưa ký số”" in page
    assert "5 việc đang mở" in page
    assert "1,25 điểm" in page
    assert "Hôm nay" not in page
    leader = text_of(browser_of(Role.LEADER))
    assert "Chờ tôi duyệt" in leader
    assert leader.count("data-item") == 1


def test_continuous_work_is_one_line(cast: Cast, browser_of: Browsers, now: datetime) -> None:
    rhythm = Rhythm(period=Period.CONTINUOUS)
    given = {"owner": owned_by(cast[Role.OFFICER]), "rhythm": rhythm, "due": None}
    give_out(cast, [given] * 30, at=now)
    client = browser_of(Role.OFFICER)
    page = text_of(client)
    assert "30 việc thường xuyên" in page
    assert page.count("data-item") == 0
    assert text_of(client, "/viec?muc=continuous").count("data-item") == 25
    assert text_of(client, "/viec?muc=continuous&trang=2").count("data-item") == 5


def test_the_database_is_asked_as_often_for_three_times_as_much(
    cast: Cast, browser_of: Browsers, now: datetime
) -> None:
    group = Group.objects.order_by("id").first()
    assert group is not None
    held = cast[Role.OFFICER].holdings.get(until=None)
    owners = [
        owned_by(cast[Role.OFFICER]),
        Owning(OwnerKind.POSITION, held.position_id),
        Owning(OwnerKind.EACH, group.pk),
        Owning(OwnerKind.ANY, group.pk),
    ]
    given = [{"owner": owner, "due": now.date() + 3 * DAY} for owner in owners]
    client = browser_of(Role.OFFICER)
    give_out(cast, given, at=now)
    client.get("/viec")
    few = queries(client, "/viec")
    give_out(cast, given * 3, at=now)
    assert queries(client, "/viec") == few <= 13
    assert queries(browser_of(Role.COORDINATOR), "/viec") <= 13


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)
