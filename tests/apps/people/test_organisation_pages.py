"""The pages of the organisation: who holds what on a day, and the administrator's forms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.people.models import AuditEntry, Holding, OrganisationVersion, Position, Role, Unit, UnitSpan, User
from namro.apps.people.queries.organisation import touch
from namro.core.base.clock import system_clock
from namro.demo.province import HOME

Browsers = Callable[[str], Client]
UNIT = f"/to-chuc/{HOME}"


def seat(body: str, name: str) -> Position:
    return Position.objects.get(unit__code=f"{HOME}-{body}", name=name)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_everybody_begins_in_the_own_unit(browser_of: Browsers) -> None:
    assert browser_of(Role.OFFICER).get("/to-chuc").headers["Location"] == UNIT
    assert browser_of(Role.COUNCIL).get("/to-chuc").headers["Location"] == "/to-chuc/so-noi-vu"


def test_without_an_organisation_the_page_says_what_comes_first(db: None, client: Client) -> None:
    client.force_login(User.objects.create_user("moi", full_name="Hà Mới"))
    assert "Chưa có đơn vị nào" in text(client, "/to-chuc")


def test_a_unit_shows_who_holds_what(browser_of: Browsers) -> None:
    page = text(browser_of(Role.OFFICER), UNIT)
    for words in ("Xã Suối Mây", "Văn phòng HĐND và UBND", "Vũ Minh Khuê", "Công chức Văn phòng – Thống kê", "Thôn Hạ"):
        assert words in page
    assert "Xã Mây Hạ" in page
    assert "/ket-thuc" not in page
    admin = browser_of(Role.ADMIN)
    assert "/ket-thuc" not in text(admin, UNIT)
    assert "/ket-thuc" in text(admin, f"{UNIT}?sua=1")
    assert "/ket-thuc" not in text(browser_of(Role.COORDINATOR), f"{UNIT}?sua=1")


def test_another_day_shows_what_was_then(browser_of: Browsers) -> None:
    client = browser_of(Role.OFFICER)
    old = text(client, "/to-chuc/may-ha?ngay=2025-06-30")
    assert "Bộ phận Tiếp nhận và Trả kết quả" in old
    assert "Vũ Minh Khuê" in old
    now = text(client, "/to-chuc/may-ha")
    assert "không hoạt động" in now
    assert "Xã Suối Mây" in now
    assert "(60 %)" in now
    wrong = client.get(f"{UNIT}?ngay=2026-11-31")
    assert wrong.status_code == 400
    assert "Ngày này không có" in wrong.content.decode()


def test_a_body_leads_to_its_unit(browser_of: Browsers) -> None:
    answer = browser_of(Role.OFFICER).get(f"{UNIT}-kinh-te?ngay=2026-01-05")
    assert answer.headers["Location"] == f"{UNIT}?ngay=2026-01-05"


def test_a_person_has_positions_in_time(browser_of: Browsers, cast: dict[str, User]) -> None:
    page = text(browser_of(Role.OFFICER), f"/to-chuc/nguoi/{cast[Role.COORDINATOR].pk}")
    assert page.index("Xã Suối Mây") < page.index("Xã Mây Hạ")
    assert "01/07/2021 đến trước 01/07/2025" in page
    assert page.count("đang giữ</span>") == 1
    assert browser_of(Role.OFFICER).get("/to-chuc/nguoi/99999999999999999999").status_code == 404


def test_a_position_shows_what_came_before_it(browser_of: Browsers) -> None:
    position = seat("van-phong", "Công chức Văn phòng – Thống kê")
    page = text(browser_of(Role.OFFICER), f"/to-chuc/chuc-danh/{position.pk}")
    assert "Nhận việc từ" in page
    assert "Văn phòng – Thống kê, Xã Mây Hạ" in page


def test_an_administrator_ends_a_holding_and_appoints_without_script(
    browser_of: Browsers, cast: dict[str, User]
) -> None:
    admin, position = browser_of(Role.ADMIN), seat("van-phong", "Công chức Văn phòng – Thống kê")
    today = system_clock().date().isoformat()
    holding = position.holdings.get()
    appoint = f"/to-chuc/chuc-danh/{position.pk}/bo-nhiem"
    refused = admin.post(appoint, {"person": "congchuc", "since": today})
    assert refused.status_code == 400
    assert "đã đủ người: Vũ Minh Khuê" in refused.content.decode()
    assert 'value="congchuc"' in refused.content.decode()
    done = admin.post(f"/to-chuc/giu-chuc-danh/{holding.pk}/ket-thuc", {"on": today}, follow=True)
    assert "Đã ghi ngày thôi" in done.content.decode()
    done = admin.post(appoint, {"person": "lê thu an", "since": today, "leaves": "on"}, follow=True)
    assert done.status_code == 200
    assert "Lê Thu An" in done.content.decode()
    assert Holding.objects.get(user=cast[Role.OFFICER], until=None).position == position
    assert list(AuditEntry.objects.order_by("id").values_list("act", flat=True)) == ["holding_ended", "moved"]


@pytest.mark.parametrize(
    ("person", "said"),
    [("", "Chưa ghi người nào"), ("Không Ai Cả", "Không có tài khoản"), ("Hai Người", "hai.1, hai.2")],
)
def test_a_person_who_cannot_be_found_is_said(browser_of: Browsers, person: str, said: str) -> None:
    for n in (1, 2):
        User.objects.create_user(f"hai.{n}", full_name="Hai Người")
    position = seat("van-phong", "Công chức Văn phòng – Thống kê")
    form = {"person": person, "since": "2026-11-20"}
    answer = browser_of(Role.ADMIN).post(f"/to-chuc/chuc-danh/{position.pk}/bo-nhiem", form)
    assert answer.status_code == 400
    assert said in answer.content.decode()


def test_an_administrator_ends_a_body_with_successors(browser_of: Browsers) -> None:
    admin, to = browser_of(Role.ADMIN), {u.code: u.pk for u in Unit.objects.all()}
    address = f"{UNIT}-kinh-te/ket-thuc"
    today = system_clock().date()
    form = {"on": today.isoformat(), "to_1": to[f"{HOME}-van-hoa"], "to_2": to[f"{HOME}-van-phong"], "part_1": "62,5"}
    missing = admin.post(address, form)
    assert missing.status_code == 400
    assert "Ghi phần việc của nơi này" in missing.content.decode()
    done = admin.post(address, {**form, "part_2": "37.5"}, follow=True)
    assert "Đã kết thúc" in done.content.decode()
    assert "(62,50 %)" in done.content.decode() or "(62,5 %)" in done.content.decode()
    assert not UnitSpan.objects.get(unit__code=f"{HOME}-kinh-te").span.covers(today)
    assert admin.post(address, {"on": "2026-11-31"}).status_code == 400
    stranger = admin.post(f"{UNIT}-van-hoa/ket-thuc", {"on": today.isoformat(), "to_1": "999999"})
    assert stranger.status_code == 400


def test_an_administrator_ends_a_position(browser_of: Browsers) -> None:
    head, other = seat("thon-1", "Trưởng thôn"), seat("thon-2", "Trưởng thôn")
    form = {"on": system_clock().date().isoformat(), "to_1": other.pk}
    done = browser_of(Role.ADMIN).post(f"/to-chuc/chuc-danh/{head.pk}/ket-thuc", form, follow=True)
    assert "Đã kết thúc chức danh" in done.content.decode()
    assert "Thôn Hạ" in done.content.decode()


def test_nobody_else_changes_anything(browser_of: Browsers) -> None:
    position = seat("van-phong", "Công chức Văn phòng – Thống kê")
    holding = position.holdings.get()
    addresses = [
        f"/to-chuc/chuc-danh/{position.pk}/bo-nhiem",
        f"/to-chuc/chuc-danh/{position.pk}/ket-thuc",
        f"/to-chuc/giu-chuc-danh/{holding.pk}/ket-thuc",
        f"{UNIT}-kinh-te/ket-thuc",
    ]
    for role in (Role.OFFICER, Role.LEADER, Role.COUNCIL):
        for address in addresses:
            assert browser_of(role).post(address, {"on": "2026-11-20"}).status_code == 403
    assert not AuditEntry.objects.exists()


def test_pages_ask_as_often_for_three_times_as_much(browser_of: Browsers, cast: dict[str, User]) -> None:
    client, home = browser_of(Role.ADMIN), Unit.objects.get(code=HOME)
    position = seat("van-phong", "Công chức Tư pháp – Hộ tịch")
    pages = [
        UNIT,
        f"/to-chuc/chuc-danh/{position.pk}",
        f"/to-chuc/nguoi/{cast[Role.OFFICER].pk}",
        f"/to-chuc/chuc-danh/{position.pk}/bo-nhiem",
        f"/to-chuc/chuc-danh/{position.pk}/ket-thuc",
        f"{UNIT}-kinh-te/ket-thuc",
    ]
    few = [queries(client, page) for page in pages]
    multiply(home, position, cast[Role.OFFICER])
    many = [queries(client, page) for page in pages]
    assert many == few
    assert max(few) <= 17


def multiply(home: Unit, position: Position, person: User) -> None:
    """Three times as many bodies, positions and holdings."""
    begin = position.since
    for n in range(33):
        body = Unit.objects.create(code=f"them-{n}", home=home)
        UnitSpan.objects.create(unit=body, parent=home, kind="division", name=f"Phòng thêm {n}", since=begin)
        for m in range(3):
            made = Position.objects.create(unit=body, name=f"Chức danh {m}", role=Role.OFFICER, since=begin, seats=2)
            Holding.objects.create(position=made, user=person, since=begin)
        past = begin - timedelta(days=10 * (n + 1))
        Holding.objects.create(position=position, user=person, since=past, until=past + timedelta(days=5))
    touch()


def queries(client: Client, address: str) -> int:
    touch()
    assert OrganisationVersion.objects.count() == 1
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)
