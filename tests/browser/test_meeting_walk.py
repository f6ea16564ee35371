"""Journey 5 in a browser: from a meeting to tasks, 17 of 23 articles, six names for Zalo, and the next meeting."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from namro.apps.meetings.models import Meeting
from namro.apps.people.models import User
from namro.apps.plans import actions
from namro.apps.plans.models import Occurrence
from namro.core.base.clock import VIETNAM, system_clock
from tests.apps.meetings.commune_of_23 import Commune, commune_of_23
from tests.browser.conftest import PASSWORD, SIZES, log_in
from tests.browser.test_every_page import check

#: Beside the journeys of the part that is being built: with the slow ones.
pytestmark = pytest.mark.slow

Open = Callable[..., Page]
ARTICLES = "Viết tin về cải cách hành chính, 01 tin/tháng/người"


@pytest.fixture
def commune(site: str) -> Commune:
    """23 who write, a coordinator and a chair who can log in."""
    made = commune_of_23()
    for user in (made.chair, made.coordinator):
        user.set_password(PASSWORD)
        User.objects.filter(pk=user.pk).update(password=user.password)
    return made.on(system_clock().date())


def write_meeting(page: Page, commune: Commune, title: str, *, clock: str, previous: str = "") -> str:
    """Fill the form with the keyboard; return the address of the meeting."""
    page.goto("/hop")
    page.get_by_role("link", name="Lập cuộc họp").press("Enter")
    page.get_by_label("Họp về", exact=True).fill(title)
    page.get_by_label("Loại họp").select_option(Meeting.Kind.BRIEFING)
    page.get_by_label("Ngày", exact=True).fill(f"{system_clock().astimezone(VIETNAM):%d/%m/%Y}")
    page.get_by_label("Giờ", exact=True).fill(clock)
    page.get_by_label("Chủ tọa").select_option(str(commune.chair.pk))
    if previous:
        page.get_by_label("Tiếp theo cuộc họp").select_option(
            label=page.locator("option", has_text=previous).inner_text()
        )
    page.get_by_role("button", name="Lập cuộc họp").press("Enter")
    page.wait_for_url(lambda url: "/hop/" in url and not url.endswith("/moi"))
    return page.url


def conclude(page: Page, commune: Commune) -> None:
    """Type the conclusion: each of the 23 owes an article by today."""
    page.get_by_role("link", name="Ghi kết luận").press("Enter")
    page.get_by_label("Nội dung").fill(ARTICLES)
    page.get_by_label("Ai nhận").select_option(f"each:{commune.group.pk}")
    page.get_by_label("Hạn", exact=False).last.fill(f"{system_clock().astimezone(VIETNAM):%d/%m/%Y}")
    page.get_by_role("button", name="Lưu", exact=True).press("Enter")
    page.get_by_role("button", name="Đưa kết luận thành việc").press("Enter")
    page.wait_for_url("**/ke-hoach/*")
    page.get_by_role("button", name="Trình lãnh đạo").press("Enter")
    expect(page.locator("main")).to_contain_text("Chờ duyệt")


def deliver(commune: Commune) -> None:
    """17 of 23 hand in a link."""
    work = Occurrence.objects.get(task__text=ARTICLES)
    for number, writer in enumerate(commune.writers[:17]):
        parcel = actions.Parcel(link=f"https://vi-du.vn/tin/{number}")
        actions.hand_in(writer, work, parcel, at=system_clock(), submit=True, member=writer.pk)


@pytest.mark.parametrize("size", SIZES)
def test_from_the_conclusion_to_the_next_meeting(open_page: Open, commune: Commune, size: str) -> None:
    page, chair, found = open_page(size), open_page(size), {}
    log_in(page, "tam")
    log_in(chair, "hong")
    meeting = write_meeting(page, commune, "Đánh giá kết quả năm", clock="00:01")
    found["hop"] = check(page, f"{size}-hanh-trinh-5-hop", size)
    conclude(page, commune)
    plan = page.url
    chair.goto(plan)
    chair.get_by_role("button", name="Duyệt", exact=True).press("Enter")
    expect(chair.locator("main")).to_contain_text("Đã duyệt")
    deliver(commune)
    page.goto(meeting)
    expect(page.locator("main")).to_contain_text("17/23")
    page.locator(".chat summary").last.press("Enter")
    text = page.locator("[data-chat]").last.input_value()
    assert "17/23" in text
    missing = [writer.full_name for writer in commune.writers[17:]]
    assert [name for name in missing if name not in text] == []
    assert not any(writer.full_name in text for writer in commune.writers[:17])
    found["17-23"] = check(page, f"{size}-hanh-trinh-5-17-23", size)
    write_meeting(page, commune, "Giao ban tháng sau", clock="00:02", previous="Đánh giá kết quả năm")
    expect(page.locator("main")).to_contain_text("Còn thiếu:")
    expect(page.locator("main")).to_contain_text("17/23")
    found["hop-sau"] = check(page, f"{size}-hanh-trinh-5-hop-sau", size)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
