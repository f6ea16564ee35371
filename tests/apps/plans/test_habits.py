"""A unit sets how it works: from a day on, on one page, seen by reminders, meetings, extensions and yearly sheets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.chasing.digest import tell_morning
from namro.apps.notices.models import Notice
from namro.apps.people.models import AuditEntry, Role
from namro.apps.plans import actions
from namro.apps.plans.habits import habit_book, habits_of
from namro.apps.plans.models import UnitHabit
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.base.errors import NamroError
from namro.core.improvement.habits import HABITS, default_habits, shown
from namro.core.timetable import national_calendar
from tests.apps.plans.giving_out import Cast, give_out, owned_by, stand

Browsers = Callable[[str], Client]
DAY = timedelta(days=1)
PAGE = "/viec/quy-uoc"


@pytest.fixture
def unit(cast: Cast) -> int:
    today = system_clock().date()
    (found,) = stand(cast, today)[Role.LEADER].standing.units(Role.LEADER)
    return found


def today() -> date:
    return system_clock().astimezone(VIETNAM).date()


def sent(unit: int, **changes: str) -> dict[str, Any]:
    usual = {one.code: shown(one, default_habits()) for one in HABITS}
    return {"don-vi": unit, "da-xem": "0", "tu-ngay": f"{today():%d/%m/%Y}", **usual, **changes}


def test_a_value_holds_from_its_day_on_and_leaves_a_line(cast: Cast, unit: int) -> None:
    at, ahead = system_clock(), today() + 30 * DAY
    leader = cast[Role.LEADER]
    assert actions.set_habits(leader, unit, {"look_days": "7", "again": "5"}, since=ahead, at=at) == 1
    assert (habits_of(unit, today()).look_days, habits_of(unit, ahead).look_days) == (5, 7)
    assert actions.set_habits(leader, unit, {"look_days": "9"}, since=today(), at=at) == 1
    assert (habits_of(unit, today()).look_days, habits_of(unit, ahead).look_days) == (9, 7)
    notes = list(AuditEntry.objects.filter(unit=unit).order_by("pk").values_list("note", flat=True))
    assert notes[0] == f"Từ {ahead:%d/%m/%Y}: Xem phiếu năm trước khi chốt, ngày làm việc: 5 → 7"
    assert len(notes) == 2
    UnitHabit.objects.create(unit=None, code="ask_ahead", value="2", since=today(), by=leader, at=at)
    assert habits_of(unit, today()).ask_ahead == 2
    assert habit_book().on(0, today()).ask_ahead == 2


def test_nobody_sets_what_is_past_or_not_theirs(cast: Cast, unit: int) -> None:
    at = system_clock()
    for since in (today() - DAY, today() + 400 * DAY):
        with pytest.raises(NamroError, match="trong vòng một năm tới"):
            actions.set_habits(cast[Role.LEADER], unit, {"again": "2"}, since=since, at=at)
    with pytest.raises(PermissionDenied):
        actions.set_habits(cast[Role.OFFICER], unit, {"again": "2"}, since=today(), at=at)
    with pytest.raises(NamroError, match="Người khác vừa đổi"):
        actions.set_habits(cast[Role.LEADER], unit, {"again": "2"}, since=today(), at=at, seen=5)
    with pytest.raises(NamroError, match="mỗi số từ 1"):
        actions.set_habits(cast[Role.LEADER], unit, {"look_days": "8", "after": "0"}, since=today(), at=at)
    assert not UnitHabit.objects.exists(), "all of it or nothing"


def test_the_page_takes_all_of_it(browser_of: Browsers, unit: int) -> None:
    leader = browser_of(Role.LEADER)
    assert 'value="7, 3, 1, 0"' in leader.get(PAGE).content.decode()
    refused = leader.post(PAGE, sent(unit, before="ba"))
    assert refused.status_code == 400
    assert "Ghi các số ngày cách nhau bằng dấu phẩy" in refused.content.decode()
    assert 'value="ba"' in refused.content.decode()
    assert leader.post(PAGE, sent(unit, **{"tu-ngay": "31/2/2026"})).status_code == 400
    assert leader.post(PAGE, sent(unit, before="5, 1", look_days="8")).status_code == 302
    page = leader.get(PAGE).content.decode()
    assert 'value="5, 1"' in page
    assert "mặc định 7, 3, 1, 0" in page
    assert leader.post(PAGE, sent(unit, before="4")).status_code == 400, "made of the page of before"
    assert browser_of(Role.COORDINATOR).post(PAGE, sent(0)).status_code == 403
    assert browser_of(Role.OFFICER).get(PAGE).status_code == 403


def test_the_page_asks_as_often_however_much_was_set(browser_of: Browsers, cast: Cast, unit: int) -> None:
    leader = browser_of(Role.LEADER)
    leader.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        leader.get(PAGE)
    for n in range(2, 9):
        actions.set_habits(cast[Role.LEADER], unit, {"again": str(n)}, since=today(), at=system_clock())
    with CaptureQueriesContext(connection) as many:
        leader.get(PAGE)
    assert len(many) == len(few)


def test_reminders_follow_the_unit(cast: Cast, unit: int) -> None:
    calendar = national_calendar()
    day = calendar.next_working_day(today())
    due = day
    for _n in range(4):
        due = calendar.next_working_day(due + DAY)
    morning = datetime.combine(day, time(7), VIETNAM)
    officer = cast[Role.OFFICER]
    give_out(cast, [{"owner": owned_by(officer), "due": due}], at=morning - 20 * DAY)
    stand(cast, today())
    tell_morning(morning)
    assert not Notice.objects.filter(user=officer, kind="digest").exists(), "four days before is no day of the default"
    actions.set_habits(cast[Role.LEADER], unit, {"before": "4"}, since=today(), at=system_clock())
    tell_morning(morning)
    assert "sắp đến hạn" in Notice.objects.get(user=officer, kind="digest").text
