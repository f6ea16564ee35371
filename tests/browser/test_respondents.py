"""A respondent answers on a phone: the connection goes, the answers stay, and they come in once when it is back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from namro.apps.people.models import User
from namro.apps.surveys.instruments import shipped_row
from namro.apps.surveys.models import Submission, Survey
from namro.core.base.clock import system_clock
from namro.demo.province import ACCOUNTS
from tests.apps.surveys.asking import Cast, code_for, counter_of, survey_of
from tests.browser.conftest import picture
from tests.browser.test_every_page import faults
from tests.browser.test_journey import no_sideways_scroll

Opening = Callable[..., Page]
#: Resolves once the page can be opened without a connection.
KEPT = """async () => {
  while (!(navigator.serviceWorker.controller && await caches.match(location.href)))
    await new Promise((resolve) => setTimeout(resolve, 20));
}"""


@pytest.fixture
def cast(site: str) -> Cast:
    """The people of the site by role."""
    users = User.objects.in_bulk([account.username for account in ACCOUNTS], field_name="username")
    return {account.role: users[account.username] for account in ACCOUNTS}


def answer_all(page: Page, value: str = "4") -> None:
    """Tick the same level everywhere."""
    for box in page.locator(".q:visible .o").all():
        box.locator(f"input[value='{value}']").check()


def sound(page: Page, name: str) -> None:
    """Nothing that axe-core finds, nothing cut off."""
    assert faults(page) == []
    assert no_sideways_scroll(page)
    picture(page, name)


@pytest.mark.parametrize("workers", ["allow", "block"])
def test_answers_given_offline_come_in_once(open_page: Opening, cast: Cast, workers: str) -> None:
    survey = survey_of(cast, at=system_clock())
    page = open_page("phone", service_workers=workers)
    page.goto(f"/ks/{code_for(survey)}")
    net = page.locator("#net")
    expect(net).to_contain_text("Đã trả lời 0/19. Đang có mạng.")
    sound(page, f"phone-khao-sat-{workers}")
    page.context.set_offline(True)
    kept = "giữ trên máy này" if workers == "allow" else "giữ trong trang đang mở"
    expect(net).to_contain_text(kept)
    answer_all(page)
    expect(net).to_contain_text("Đã trả lời 19/19")
    page.get_by_role("button", name="Gửi câu trả lời").click()
    expect(net).to_contain_text("Chưa có mạng")
    sound(page, f"phone-khao-sat-mat-mang-{workers}")
    assert not Submission.objects.exists()
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Đã nhận câu trả lời")).to_be_visible()
    sound(page, f"phone-khao-sat-xong-{workers}")
    row = Submission.objects.get()
    assert row.complete
    assert set(row.answers.values()) == {"4"}
    assert row.submitted_at is not None
    assert row.submitted_at <= row.received_at


def test_a_page_that_was_closed_offline_opens_again_with_its_answers(open_page: Opening, cast: Cast) -> None:
    survey = survey_of(cast, at=system_clock())
    page = open_page("phone", service_workers="allow")
    page.goto(f"/ks/{code_for(survey)}")
    page.evaluate(KEPT)
    page.context.set_offline(True)
    page.locator("[name=a1][value='5']").check()
    page.reload()
    expect(page.locator("[name=a1][value='5']")).to_be_checked()
    expect(page.locator("#net")).to_contain_text("Đã trả lời 1/19. Mất mạng.")
    page.context.set_offline(False)
    page.get_by_role("button", name="Gửi câu trả lời").click()
    expect(page.locator("#con")).to_have_text("Số câu chưa trả lời: 18")
    page.get_by_role("button", name="Trả lời nốt").click()
    answer_all(page, "5")
    page.get_by_role("button", name="Gửi câu trả lời").click()
    expect(page.locator("#con")).to_have_text("")
    assert Submission.objects.latest_revisions().get().complete
    assert page.evaluate("localStorage.length") == 0


def test_questions_come_and_go_with_the_answers_before_them(open_page: Opening, cast: Cast) -> None:
    survey = survey_of(cast, at=system_clock(), instrument=shipped_row("ba-khoi", at=system_clock()))
    page = open_page("desk")
    page.goto(f"/ks/{code_for(survey)}")
    services = page.get_by_role("heading", name="Tiếp cận dịch vụ")
    expect(services).to_be_visible()
    page.locator("[name=n1][value='2']").check()
    expect(services).to_be_hidden()
    page.locator("[name=n1][value='1']").check()
    expect(services).to_be_visible()
    sound(page, "desk-khao-sat-ba-khoi")
    page.locator("[name=a1][value='4']").check()
    page.locator("[name=n1][value='2']").check()
    expect(services).to_be_hidden()
    page.get_by_role("button", name="Gửi câu trả lời").click()
    expect(page.get_by_role("heading", name="Đã nhận câu trả lời")).to_be_visible()
    assert Submission.objects.get().answers == {"n1": "2"}


def test_without_script_and_at_the_counter(open_page: Opening, cast: Cast) -> None:
    survey = survey_of(cast, Survey.Kind.DESK, at=system_clock())
    page = open_page("phone", java_script_enabled=False)
    page.goto("/ks")
    page.get_by_label("Mã trên phiếu").fill(code_for(survey, "abcd2345").upper())
    page.get_by_role("button", name="Bắt đầu").click()
    page.locator("[name=a1][value='3']").check()
    page.get_by_role("button", name="Gửi câu trả lời").click()
    expect(page.get_by_role("status").first).to_contain_text("Còn 18 câu chưa trả lời")
    picture(page, "phone-khao-sat-khong-script")
    device = open_page("desk")
    device.clock.install()
    device.goto(f"/ks/quay/{counter_of(survey).code}")
    sound(device, "desk-khao-sat-quay")
    device.locator("[name=a1][value='5']").check()
    device.get_by_role("button", name="Gửi câu trả lời").click()
    expect(device.get_by_role("heading", name="Đã nhận câu trả lời")).to_be_visible()
    device.clock.run_for(9000)
    expect(device.locator("#net")).to_contain_text("Đã trả lời 0/19")
    assert Submission.objects.count() == 2
