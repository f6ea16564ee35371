"""Two administrators at once: the second one sees what the first one wrote, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from namro.apps.people import actions
from namro.apps.people.models import AuditEntry, Group, Kind, Role, UnitSpan, User
from namro.core.base.clock import system_clock
from namro.demo.filling import fill_people
from namro.demo.offices import HAMLET_HEADS
from namro.demo.province import HOME
from tests.apps.people.places import NOW, TODAY, seat, unit

Browsers = Callable[[str], Client]
RENAME = f"/to-chuc/{HOME}-kinh-te/doi-ten"


def seen_on(client: Client, address: str) -> str:
    page = client.get(address).content.decode()
    return page.split('name="seen" value="')[1].split('"')[0]


def test_the_second_name_waits_until_the_first_was_seen(browser_of: Browsers) -> None:
    one, two = browser_of(Role.ADMIN), browser_of(Role.ADMIN)
    today = system_clock().date().isoformat()
    seen = seen_on(one, RENAME)
    form = {"kind": "division", "on": today, "seen": seen}
    assert one.post(RENAME, {**form, "name": "Phòng Kinh tế số"}).status_code == 302
    clash = two.post(RENAME, {**form, "name": "Phòng Kinh tế và Đô thị"})
    page = clash.content.decode()
    assert clash.status_code == 409
    assert "Phòng Kinh tế → Phòng Kinh tế số" in page
    assert "Đỗ Hải Yến" in page
    assert 'value="Phòng Kinh tế và Đô thị"' in page
    assert "Vẫn ghi: Ghi tên mới" in page
    assert UnitSpan.objects.get(unit__code=f"{HOME}-kinh-te", until=None).name == "Phòng Kinh tế số"
    again = page.split('name="seen" value="')[1].split('"')[0]
    assert two.post(RENAME, {**form, "name": "Phòng Kinh tế và Đô thị", "seen": again}).status_code == 302
    notes = list(AuditEntry.objects.order_by("id").values_list("note", flat=True))
    assert [note.rsplit(",", 1)[0] for note in notes] == [
        "Phòng Kinh tế → Phòng Kinh tế số",
        "Phòng Kinh tế số → Phòng Kinh tế và Đô thị",
    ]


@pytest.mark.parametrize("act", ["doi-ten", "chuyen", "ket-thuc", "bo-nhiem"])
def test_every_form_of_a_position_waits(browser_of: Browsers, cast: dict[str, User], act: str) -> None:
    position = seat("van-phong", "Công chức Văn phòng – Thống kê")
    address = f"/to-chuc/chuc-danh/{position.pk}/{act}"
    admin, today = browser_of(Role.ADMIN), system_clock().date().isoformat()
    seen = seen_on(admin, address)
    actions.end_holding(cast[Role.ADMIN], position.holdings.get(), until=system_clock().date(), at=system_clock())
    form = {
        "on": today,
        "since": today,
        "seats": "1",
        "name": "Mới",
        "to": unit(f"{HOME}-kinh-te").pk,
        "person": "congchuc",
    }
    clash = admin.post(address, {**form, "seen": seen})
    assert clash.status_code == 409
    assert "Thôi giữ chức danh" in clash.content.decode()
    assert AuditEntry.objects.count() == 1
    assert admin.post(address, {**form, "seen": AuditEntry.objects.get().pk}).status_code == 302


def test_two_fill_one_group(browser_of: Browsers, cast: dict[str, User]) -> None:
    group = Group.objects.get(unit__code=HOME, name=HAMLET_HEADS)
    address = f"/to-chuc/nhom/{group.pk}/them"
    coordinator, admin = browser_of(Role.COORDINATOR), browser_of(Role.ADMIN)
    clerk, head = seat("van-hoa", "Công chức Nội vụ"), seat("kinh-te", "Trưởng phòng Kinh tế")
    form = {"on": system_clock().date().isoformat(), "seen": seen_on(admin, address)}
    assert coordinator.post(address, {**form, "positions": [clerk.pk]}).status_code == 302
    clash = admin.post(address, {**form, "positions": [head.pk]})
    assert clash.status_code == 409
    assert "Công chức Nội vụ" in clash.content.decode()
    assert f'value="{head.pk}" id="id_positions' in clash.content.decode()
    assert "checked" in clash.content.decode()


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30])
def test_what_cannot_be_a_line_is_taken_as_now(browser_of: Browsers, seen: str) -> None:
    form = {"name": "Phòng Mới", "kind": "division", "on": system_clock().date().isoformat(), "seen": seen}
    assert browser_of(Role.ADMIN).post(RENAME, form).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_two_rename_one_unit_at_the_same_moment() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time: there is nothing to race for")
    fill_people("mot-mat-khau-de-thu", lambda: NOW, communes=1)
    admin, home = User.objects.get(username="quantri"), unit()
    start, refused = Barrier(2), []

    def try_to(name: str) -> None:
        start.wait(10)
        try:
            with actions.as_seen(home, 0):
                actions.rename_unit(admin, home, name=name, kind=Kind.COMMUNE, on=TODAY, at=NOW)
        except actions.Stale as stale:
            refused.append((name, stale.entries[0].note))
        finally:
            connection.close()

    threads = [Thread(target=try_to, args=[name]) for name in ("Xã Một", "Xã Hai")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ((lost, shown),) = refused
    won = home.spans.get(until=None).name
    assert {lost, won} == {"Xã Một", "Xã Hai"}
    assert won in shown
