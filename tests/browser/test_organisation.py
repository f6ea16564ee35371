"""The organisation in both sizes and both themes, as an administrator sees it; and one appointment by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from namro.apps.people import actions
from namro.apps.people.models import Group, Position, Unit, User
from namro.core.base.clock import system_clock
from namro.demo.province import HOME
from tests.browser.conftest import SIZES, log_in
from tests.browser.test_every_page import check

#: The whole loop and the year's walk stay with the quick tests; these are looked at with the slow ones.
pytestmark = pytest.mark.slow


@pytest.fixture
def addresses(site: str) -> dict[str, str]:
    """Every page of the organisation by the name of its picture."""
    seat = Position.objects.get(unit__code=f"{HOME}-van-phong", name="Công chức Văn phòng – Thống kê")
    person = User.objects.get(username="dieuphoi")
    holding = seat.holdings.get()
    group, empty = Group.objects.filter(unit__code=HOME).earliest("id"), make_empty_group()
    body = f"/to-chuc/{HOME}-kinh-te"
    return {
        "xa": f"/to-chuc/{HOME}",
        "xa-sua": f"/to-chuc/{HOME}?sua=1",
        "lich-su": f"/to-chuc/{HOME}/lich-su",
        "don-vi-moi": "/to-chuc/tinh-van-son/don-vi-moi",
        "don-vi-dau": "/to-chuc/don-vi-moi",
        "bo-phan-moi": f"/to-chuc/{HOME}/bo-phan-moi",
        "doi-ten": f"{body}/doi-ten",
        "chuyen": f"/to-chuc/{HOME}/chuyen",
        "chuc-danh-moi": f"{body}/chuc-danh-moi",
        "chuc-danh-doi-ten": f"/to-chuc/chuc-danh/{seat.pk}/doi-ten",
        "chuc-danh-chuyen": f"/to-chuc/chuc-danh/{seat.pk}/chuyen",
        "nhom": f"/to-chuc/nhom/{group.pk}",
        "nhom-trong": f"/to-chuc/nhom/{empty.pk}",
        "nhom-moi": f"/to-chuc/{HOME}/nhom-moi",
        "nhom-doi-ten": f"/to-chuc/nhom/{group.pk}/doi-ten",
        "nhom-them": f"/to-chuc/nhom/{group.pk}/them",
        "nhom-bot": f"/to-chuc/nhom/{group.pk}/bot",
        "nguoi-moi": "/to-chuc/nguoi/moi",
        "tinh": "/to-chuc/tinh-van-son",
        "xa-cu": "/to-chuc/may-ha",
        "chuc-danh": f"/to-chuc/chuc-danh/{seat.pk}",
        "nguoi": f"/to-chuc/nguoi/{person.pk}",
        "bo-nhiem": f"/to-chuc/chuc-danh/{seat.pk}/bo-nhiem",
        "ket-thuc-chuc-danh": f"/to-chuc/chuc-danh/{seat.pk}/ket-thuc",
        "ket-thuc-bo-phan": f"/to-chuc/{HOME}-kinh-te/ket-thuc",
        "thoi-giu": f"/to-chuc/giu-chuc-danh/{holding.pk}/ket-thuc",
    }


def make_empty_group() -> Group:
    """A group without members, and a body with another name since today."""
    admin, now = User.objects.get(username="quantri"), system_clock()
    body = Unit.objects.get(code=f"{HOME}-kinh-te")
    actions.rename_unit(admin, body, name="Phòng Kinh tế và Môi trường", kind="division", on=now.date(), at=now)
    return actions.make_group(admin, Unit.objects.get(code=HOME), name="Tổ chuyển đổi số cộng đồng", at=now)


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_pages_are_sound(open_page: Callable[..., Page], addresses: dict[str, str], size: str, theme: str) -> None:
    page = open_page(size, color_scheme=theme)
    log_in(page, "quantri")
    found = {}
    for name, address in addresses.items():
        page.goto(address)
        found[name] = check(page, f"{size}-{theme}-to-chuc-{name}", size)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_one_person_leaves_and_another_comes_with_the_keyboard_and_without_script(
    open_page: Callable[..., Page], addresses: dict[str, str]
) -> None:
    page = open_page(java_script_enabled=False)
    log_in(page, "quantri")
    page.goto(addresses["thoi-giu"])
    page.get_by_role("button", name="Ghi ngày thôi").press("Enter")
    page.wait_for_url("**/to-chuc/nguoi/*")
    page.goto(addresses["bo-nhiem"])
    page.get_by_label("Người giữ chức danh").fill("congchuc")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{addresses['chuc-danh']}")
    assert "Lê Thu An" in page.locator("main").inner_text()
    page.goto(addresses["xa"])
    row = page.get_by_role("row", name="Công chức Văn phòng – Thống kê").first
    assert "Lê Thu An" in row.inner_text()


def test_a_coordinator_fills_a_group_with_the_keyboard_and_without_script(
    open_page: Callable[..., Page], addresses: dict[str, str]
) -> None:
    page = open_page("phone", java_script_enabled=False)
    log_in(page, "dieuphoi")
    page.goto(addresses["nhom-trong"])
    page.get_by_role("link", name="Thêm vào nhóm").press("Enter")
    page.get_by_label("Công chức Nội vụ").press("Space")
    page.get_by_role("main").get_by_role("button", name="Thêm vào nhóm").press("Enter")
    page.wait_for_url(f"**{addresses['nhom-trong']}")
    assert "Công chức Nội vụ" in page.locator("main").inner_text()
    assert "không đến ai" not in page.locator("main").inner_text()


def test_the_second_of_two_sees_both_names_and_still_has_what_was_typed(
    open_page: Callable[..., Page], addresses: dict[str, str]
) -> None:
    first, second = open_page(java_script_enabled=False), open_page("phone")
    for page, name in ((first, "Phòng Văn hóa"), (second, "Phòng Xã hội")):
        log_in(page, "quantri")
        page.goto(f"/to-chuc/{HOME}-van-hoa/doi-ten")
        page.get_by_label("Tên mới").fill(name)
    first.keyboard.press("Enter")
    first.wait_for_url(f"**/to-chuc/{HOME}")
    second.get_by_role("button", name="Ghi tên mới").click()
    assert "Phòng Văn hóa – Xã hội → Phòng Văn hóa" in second.get_by_role("alert").inner_text()
    assert second.get_by_label("Tên mới").input_value() == "Phòng Xã hội"
    assert check(second, "phone-light-to-chuc-hai-nguoi", "phone") == []
    second.get_by_role("button", name="Vẫn ghi: Ghi tên mới").click()
    second.wait_for_url(f"**/to-chuc/{HOME}")
    assert "Phòng Xã hội" in second.locator("main").inner_text()
