"""A watcher recommends and the coordinator makes it a task: without script, and by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from namro.apps.people.models import Role, User
from namro.apps.plans.models import Plan, Recommendation
from namro.core.base.clock import system_clock
from namro.demo.province import ACCOUNTS
from namro.ui.formats import day
from tests.apps.plans.giving_out import give_out, owned_by
from tests.apps.plans.watching import recommended
from tests.browser.conftest import SIZES, log_in
from tests.browser.test_every_page import check

#: The whole loop and the year's walk stay with the quick tests; these are looked at with the slow ones.
pytestmark = pytest.mark.slow


@pytest.fixture
def cast(site: str) -> dict[str, User]:
    """The people of the demo, with a plan in force."""
    users = User.objects.in_bulk([account.username for account in ACCOUNTS], field_name="username")
    cast = {account.role: users[account.username] for account in ACCOUNTS}
    give_out(cast, [{"owner": owned_by(cast[Role.OFFICER])}], at=system_clock())
    return cast


def test_recommended_and_made_a_task_without_script(open_page: Callable[..., Page], cast: dict[str, User]) -> None:
    watcher = open_page(java_script_enabled=False)
    log_in(watcher, "theodoi")
    watcher.get_by_role("link", name="Kiến nghị", exact=True).first.click()
    watcher.get_by_role("link", name="Ghi kiến nghị").click()
    watcher.get_by_label("Nội dung kiến nghị").fill("Niêm yết lại thủ tục đất đai")
    watcher.get_by_role("button", name="Ghi kiến nghị").click()
    assert watcher.get_by_text("Đã ghi kiến nghị").is_visible()
    coordinator = open_page("phone", java_script_enabled=False)
    log_in(coordinator)
    coordinator.goto("/kien-nghi")
    coordinator.get_by_role("link", name="Niêm yết lại thủ tục đất đai").click()
    coordinator.get_by_role("link", name="Lập thành nhiệm vụ").click()
    coordinator.get_by_label("Sản phẩm").fill("Ảnh bảng niêm yết")
    coordinator.get_by_label("Chủ trì").select_option(f"person:{cast[Role.OFFICER].pk}")
    coordinator.get_by_label("Ngày hạn").fill(day(system_clock().date() + timedelta(days=9)))
    coordinator.get_by_role("button", name="Lập thành nhiệm vụ").last.click()
    coordinator.get_by_role("link", name="Niêm yết lại thủ tục đất đai").click()
    coordinator.get_by_role("link", name="Kiến nghị của").click()
    assert coordinator.get_by_text("Đã thành nhiệm vụ").is_visible()
    made = Recommendation.objects.get()
    assert made.task is not None
    assert made.task.plan.status == Plan.Status.AMENDING


def test_declined_by_keyboard(open_page: Callable[..., Page], cast: dict[str, User]) -> None:
    made = recommended(cast)
    page = open_page()
    log_in(page)
    page.goto(f"/kien-nghi/{made.code}")
    page.get_by_role("button", name="Tiếp nhận, xem xét sau").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Thuộc thẩm quyền của tỉnh")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Không tiếp nhận, vì").wait_for()
    made.refresh_from_db()
    assert (made.state, made.answer) == ("declined", "Thuộc thẩm quyền của tỉnh")


@pytest.mark.parametrize("size", SIZES)
def test_states_that_an_address_does_not_show(open_page: Callable[..., Page], cast: dict[str, User], size: str) -> None:
    late = {"on": system_clock().date() - timedelta(days=20), "answer_by": system_clock().date() - timedelta(days=3)}
    made = recommended(cast, **late)
    page = open_page(size)
    log_in(page)
    found = {}
    for name, address in (("tre", "/kien-nghi?tre=1"), ("khong-co", "/kien-nghi?trang-thai=done")):
        page.goto(address)
        found[name] = check(page, f"{size}-kien-nghi-{name}", size)
    page.goto(f"/kien-nghi/{made.code}/thanh-viec")
    page.get_by_role("button", name="Lập thành nhiệm vụ").last.click()
    page.get_by_text("Chưa giao cho ai. Chọn").wait_for()
    found["thieu"] = check(page, f"{size}-kien-nghi-thieu", size)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
