"""Who enters an indicator for a unit: named by the coordinator, may enter, is told once; what is missing is seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from namro.apps.indicators.actions.measuring import Taken, write_values
from namro.apps.indicators.actions.owning import assign_owners
from namro.apps.indicators.deciding import NewValue
from namro.apps.indicators.definitions import indicators
from namro.apps.indicators.entering import ended, tell_owners
from namro.apps.indicators.models import IndicatorOwner, IndicatorValue, ValueSource
from namro.apps.notices.models import Notice
from namro.apps.people.models import AuditEntry, Holding, Role, Unit, User
from namro.apps.people.queries.people import standing_of
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError

Browser = Callable[[str], Client]
NAME, PAGE = "disbursement", "/chi-tieu/phan-cong?dv=suoi-may"


def standing(user: User) -> User:
    user.standing = standing_of(user, system_clock().date())
    return user


def name_owner(cast: dict[str, User], home: Unit, value: str) -> int:
    return assign_owners(standing(cast[Role.COORDINATOR]), home, {NAME: value}, at=system_clock())


def entry(home: Unit) -> str:
    period = ended(indicators()[NAME], system_clock().date())
    return f"/chi-tieu/{NAME}/ghi?dv={home.code}&ky={period.name}"


def typed() -> dict[str, str]:
    last = ended(indicators()[NAME], system_clock().date()).days(indicators()[NAME].window)[1]
    return {"p_paid": "10", "p_plan": "20", "as_of": f"{last:%d/%m/%Y}", "seen": "0"}


def test_who_was_named_enters_and_nobody_else(cast: dict[str, User], home: Unit, browser_of: Browser) -> None:
    client = browser_of(Role.OFFICER)
    assert client.get(entry(home)).status_code == 403
    assert name_owner(cast, home, f"person:{cast[Role.OFFICER].pk}") == 1
    assert client.get(entry(home)).status_code == 200
    assert client.post(entry(home), typed()).status_code == 302
    assert IndicatorValue.objects.get().by == cast[Role.OFFICER]
    assert client.get("/chi-tieu/spending_saved/ghi?dv=suoi-may").status_code == 403, "another indicator is not theirs"
    assert "Ghi số" in client.get(f"/chi-tieu/{NAME}?dv=suoi-may").content.decode()
    name_owner(cast, home, "0")
    assert client.get(entry(home)).status_code == 403


def test_a_position_enters_through_whoever_holds_it(cast: dict[str, User], home: Unit, browser_of: Browser) -> None:
    seat = Holding.objects.get(user=cast[Role.OFFICER], until=None).position
    name_owner(cast, home, f"position:{seat.pk}")
    client = browser_of(Role.OFFICER)
    assert client.get(entry(home)).status_code == 200
    Holding.objects.filter(position=seat).update(until=system_clock().date())
    assert client.get(entry(home)).status_code == 404, "who holds no seat any more does not even read"


def test_the_coordinator_names_on_the_page_and_sees_who_has_not_entered(
    cast: dict[str, User], home: Unit, browser_of: Browser
) -> None:
    client = browser_of(Role.COORDINATOR)
    page = client.get(PAGE).content.decode()
    assert "chưa có số của kỳ vừa qua" in page
    missing = page.count("chưa có số<")
    answer = client.post(PAGE, {f"o.{NAME}": f"person:{cast[Role.OFFICER].pk}"}, follow=True)
    assert "Đã phân công 1 chỉ tiêu" in answer.content.decode()
    assert AuditEntry.objects.filter(act=AuditEntry.Act.INDICATOR_OWNED).count() == 1
    assert IndicatorOwner.objects.get().owner_user == cast[Role.OFFICER]
    assert (
        "Không có gì đổi"
        in client.post(PAGE, {f"o.{NAME}": f"person:{cast[Role.OFFICER].pk}"}, follow=True).content.decode()
    )
    client.post(entry(home), typed())
    assert client.get(PAGE).content.decode().count("chưa có số<") == missing - 1
    read = browser_of(Role.OFFICER).get(PAGE).content.decode()
    assert "<select" not in read.split("<table")[1]
    assert cast[Role.OFFICER].full_name in read


def test_many_units_show_what_each_lacks(cast: dict[str, User], browser_of: Browser) -> None:
    page = browser_of(Role.ADMIN).get("/chi-tieu/phan-cong").content.decode()
    assert "Xã Suối Mây" in page


def test_wrong_names_are_refused_whole(cast: dict[str, User], home: Unit, browser_of: Browser) -> None:
    by = standing(cast[Role.COORDINATOR])
    wanted = {"spending_saved": f"person:{cast[Role.OFFICER].pk}", NAME: "person:999999"}
    with pytest.raises(NamroError, match="không còn ở đơn vị"):
        assign_owners(by, home, wanted, at=system_clock())
    assert not IndicatorOwner.objects.exists()
    with pytest.raises(NamroError, match="không nhập tay"):
        assign_owners(by, home, {"tasks_on_time": f"person:{by.pk}"}, at=system_clock())
    with pytest.raises(PermissionDenied):
        assign_owners(standing(cast[Role.OFFICER]), home, {NAME: "0"}, at=system_clock())
    assert browser_of(Role.OFFICER).post(PAGE, {f"o.{NAME}": "0"}).status_code == 403


def test_the_owner_is_told_once_when_the_period_has_ended_without_figures(cast: dict[str, User], home: Unit) -> None:
    at = datetime(2026, 11, 20, 3, tzinfo=UTC)
    name_owner(cast, home, f"person:{cast[Role.OFFICER].pk}")
    IndicatorOwner.objects.update(at=at)
    assert tell_owners(at) == 1
    notice = Notice.objects.get(user=cast[Role.OFFICER])
    assert "Đến kỳ ghi số: Tỷ lệ giải ngân" in notice.text
    assert tell_owners(at) == 0, "once a period"
    december = datetime(2026, 12, 2, 3, tzinfo=UTC)
    period = ended(indicators()[NAME], december.date())
    value = NewValue(home.pk, NAME, period, {"paid": Decimal(1), "plan": Decimal(2)})
    taken = Taken(ValueSource.ENTRY, "", date(2026, 11, 30), december)
    write_values(cast[Role.COORDINATOR], [value], taken=taken)
    assert tell_owners(december) == 0, "the figures are there"
    assert tell_owners(datetime(2027, 1, 2, 3, tzinfo=UTC)) == 1, "the next period"
