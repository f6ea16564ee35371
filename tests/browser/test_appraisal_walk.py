"""One commune through all stages of a round, four people at their screens: from the hand-in to next year's plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from namro.apps.assessments.models import Round
from namro.apps.people.models import User
from namro.demo.province import ACCOUNTS
from tests.apps.assessments.sheets import edition_in_force
from tests.apps.assessments.story import Story
from tests.browser.conftest import log_in
from tests.browser.test_every_page import check
from tests.browser.walking import BEGIN, round_before_hand_in

Open = Callable[..., Page]
AT = "/phieu/2026/suoi-may"
in_force = pytest.fixture(autouse=True)(edition_in_force)


@pytest.fixture
def story(monkeypatch: pytest.MonkeyPatch) -> Story:
    return Story(monkeypatch, BEGIN)


@pytest.fixture
def made(story: Story, site: str) -> Round:
    users = User.objects.in_bulk([account.username for account in ACCOUNTS], field_name="username")
    return round_before_hand_in({account.role: users[account.username] for account in ACCOUNTS})


def test_x(open_page: Open, made: Round, story: Story) -> None:
    desk, chair, judge, council = (open_page() for _n in range(4))
    for page, name in ((desk, "dieuphoi"), (chair, "lanhdao"), (judge, "thamdinh"), (council, "hoidong")):
        log_in(page, name)
    for page, name in ((desk, "dieuphoi"), (chair, "lanhdao"), (judge, "thamdinh"), (council, "hoidong")):
        print(check(page, f"walk-0-{name}", "desk"))
    for page, act in ((desk, "Trình lãnh đạo"), (chair, "Duyệt"), (desk, "Nộp")):
        page.goto(f"{AT}/trinh-nop")
        page.get_by_role("button", name=act, exact=True).click()
        expect(page.get_by_role("status")).to_contain_text(f"{act}: đã ghi nhận.")
    story.on(21, 10, 9)
    council.goto("/viec"); print(check(council, "walk-1-council", "desk"))
    council.goto(f"/ky-danh-gia/{made.code}"); print(check(council, "walk-1-round", "desk"))
    council.get_by_role("link", name="Chuyển bước cả kỳ").click()
    print(check(council, "walk-1-steps", "desk"))
    council.get_by_role("button", name="Bắt đầu thẩm định: 3 đơn vị").click()
    print(check(council, "walk-1-steps-done", "desk"))
    judge.goto("/viec"); print(check(judge, "walk-2-viec", "desk"))
    judge.goto("/tham-dinh"); print(check(judge, "walk-2-home", "desk"))
    judge.goto(f"/tham-dinh/{made.code}/1.1"); print(check(judge, "walk-2-11", "desk"))
