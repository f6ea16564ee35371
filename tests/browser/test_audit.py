"""The audit record in a browser: looked through, one line opened, its words erased; in both sizes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from namro.apps.people.models import AuditEntry, Role, User
from namro.apps.people.recording import record
from namro.apps.people.sealing import seal
from namro.core.base.clock import system_clock
from namro.demo.province import ACCOUNTS
from tests.browser.conftest import PASSWORD, SIZES
from tests.browser.test_every_page import check

#: Beside the journeys of the part that is being built: with the slow ones.
pytestmark = pytest.mark.slow

Acts = AuditEntry.Act
SAID = (
    (
        Role.COORDINATOR,
        Acts.PLAN_MADE,
        "plan:k3m9x2",
        "Kế hoạch khắc phục, nâng cao Chỉ số cải cách hành chính năm 2026",
    ),
    (Role.OFFICER, Acts.PROOF_ADDED, "viec-7f2", "Quyết định 214/QĐ-UBND ngày 03/11/2026 về việc ban hành quy chế.pdf"),
    (Role.LEADER, Acts.PLAN_APPROVED, "plan:k3m9x2", "1"),
    (Role.OFFICER, Acts.WORK_DONE, "viec-7f2", "Gửi kèm số điện thoại của ông Nguyễn Văn Mẫu, thôn Bến Lứa"),
)


@pytest.mark.parametrize("size", SIZES)
def test_the_record_is_searched_and_words_are_erased(open_page: Callable[..., Page], size: str) -> None:
    users = User.objects.in_bulk([account.username for account in ACCOUNTS], field_name="username")
    cast = {account.role: users[account.username] for account in ACCOUNTS}
    at = system_clock()
    for role, act, subject, note in SAID:
        record(cast[role], act, at=at, subject=subject, note=note)
    seal(at=at)
    page = open_page(size)
    page.goto("/dang-nhap")
    page.fill("[name=username]", cast[Role.ADMIN].username)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/viec")
    page.goto("/muc-khac")
    page.get_by_role("link", name="Nhật ký").click()
    assert check(page, f"{size}-nhat-ky", size) == []
    page.get_by_label("Tìm chữ").fill("so dien thoai")
    page.keyboard.press("Enter")
    found = page.locator("table.record tbody tr")
    expect(found).to_have_count(1)
    found.get_by_role("link").first.click()
    expect(page.get_by_text("Nội dung đúng như lúc ghi")).to_be_visible()
    assert check(page, f"{size}-nhat-ky-dong", size) == []
    page.get_by_role("link", name="Xóa nội dung").click()
    page.get_by_label("Lý do").fill("Yêu cầu của chủ thể dữ liệu số 12/YC ngày 20/11/2026")
    assert check(page, f"{size}-nhat-ky-xoa", size) == []
    page.get_by_role("button", name="Xóa hẳn nội dung").click()
    expect(page.get_by_text("Nội dung đã xóa có ghi nhận")).to_be_visible()
    assert check(page, f"{size}-nhat-ky-da-xoa", size) == []
    assert "Nguyễn Văn Mẫu" not in page.content()
