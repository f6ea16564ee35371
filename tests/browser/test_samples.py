"""Pages of samples at both sizes: nothing that axe-core finds; an enumerator asks somebody on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from namro.apps.people.models import User
from namro.apps.surveys.models import SampleRow, Submission
from namro.core.base.clock import system_clock
from namro.demo.province import ACCOUNTS
from tests.apps.surveys.asking import Cast
from tests.apps.surveys.drawn import given_out, sample_places
from tests.browser.conftest import SIZES, log_in
from tests.browser.test_every_page import check

Opening = Callable[..., Page]
PAGES = (
    "/mau-khao-sat", "/mau-khao-sat/{sample}", "/mau-khao-sat/{sample}/khung",
    "/mau-khao-sat/{sample}/khung/{frame_file}", "/mau-khao-sat/{sample}/phuong-phap",
    "/mau-khao-sat/{sample}/noi-gap", "/mau-khao-sat/{sample}/thuc-dia", "/mau-khao-sat/{sample}/danh-sach",
    "/mau-khao-sat/{sample}/nhap-phieu?ma={form_code}", "/mau-khao-sat/{sample}/bat-dong",
    "/mau-khao-sat/{sample}/bat-dong/{dispute}", "/mau-khao-sat/{sample}/nap-phieu", "/mau-khao-sat/{sample}/phuc-tra",
    "/mau-khao-sat/{sample}/phuc-tra/{recheck_row}",
)  # fmt: skip


@pytest.fixture
def cast(site: str) -> Cast:
    """The people of the site by role."""
    users = User.objects.in_bulk([account.username for account in ACCOUNTS], field_name="username")
    return {account.role: users[account.username] for account in ACCOUNTS}


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_pages_of_samples_have_no_fault(open_page: Opening, cast: Cast, size: str) -> None:
    places = sample_places(cast)
    page, wrong = open_page(size), {}
    log_in(page, "hoidong")
    for address in PAGES:
        page.goto(address.format(**places))
        page.evaluate("document.querySelectorAll('details').forEach((e) => { e.open = true })")
        name = address.replace("/", "-").strip("-").partition("?")[0].format(**dict.fromkeys(places, "x"))
        if found := check(page, f"{size}-{name}", size):
            wrong[address] = found
    assert wrong == {}


@pytest.mark.slow
def test_an_enumerator_asks_on_a_phone(open_page: Opening, cast: Cast) -> None:
    made = given_out(cast, at=system_clock())
    page = open_page("phone")
    log_in(page, "dieutra")
    page.goto("/diem-hoi")
    expect(page.locator("h1")).to_have_text("Còn 12 người phải hỏi")
    assert check(page, "phone-diem-hoi", "phone") == []
    page.locator(".to-ask a").first.click()
    assert check(page, "phone-diem-hoi-nguoi", "phone") == []
    page.get_by_label("Không gặp").check()
    page.get_by_role("button", name="Ghi lần gặp").click()
    page.wait_for_url("**/diem-hoi")
    page.locator(".to-ask a").nth(1).click()
    page.get_by_role("button", name="Hỏi ngay").click()
    page.wait_for_url("**/ks/*")
    for box in page.locator(".q:visible .o").all():
        box.locator("input[value='4']").check()
    page.get_by_role("button", name="Gửi câu trả lời").click()
    expect(page.get_by_role("heading", name="Đã nhận câu trả lời")).to_be_visible()
    page.goto("/diem-hoi")
    expect(page.locator("h1")).to_have_text("Còn 11 người phải hỏi")
    assert Submission.objects.get().channel == "interview"
    assert SampleRow.objects.filter(draw=made, code__used_at__isnull=False).count() == 1
