"""What a unit's own sheet lost, in both sizes: the page, the form of one finding, many at once, the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from namro.apps.assessments.actions.moving import move
from namro.apps.assessments.models import Assessment, Pool
from namro.apps.people.models import Role, User
from namro.demo.province import ACCOUNTS
from tests.apps.appraisals.judging import in_appraisal, judged, surveyed
from tests.apps.appraisals.released import published as published_by_act
from tests.apps.assessments.sheets import NOW, edition_in_force, ready
from tests.browser.conftest import SIZES, log_in
from tests.browser.test_every_page import check

AT = "/phieu/2026/suoi-may/ton-tai"
pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def in_force() -> Iterator[None]:
    yield from edition_in_force()


@pytest.fixture
def published(site: str) -> Assessment:
    users = User.objects.in_bulk([account.username for account in ACCOUNTS], field_name="username")
    cast = {account.role: users[account.username] for account in ACCOUNTS}
    sheet = in_appraisal(cast)
    surveyed(cast, sheet)
    council = cast[Role.COUNCIL]
    judged(council, sheet, "1.1", "1.5", cause="proof_not_as_guided", reason="Bản chụp quyết định mờ, không đọc được")
    judged(council, sheet, "1.2", "3", cause="late", reason="Báo cáo quý III gửi ngày 05/10, hạn 01/10")
    judged(council, sheet, "1.3", "1")
    sheet = move(ready(council), sheet, "decide", at=NOW)
    assert sheet.round is not None
    sheet.round.sheets.update(pool=Pool.objects.create(round=sheet.round, name="Xã"))
    published_by_act(cast, sheet.round)
    sheet.refresh_from_db()
    return sheet


@pytest.mark.parametrize("size", SIZES)
def test_findings_are_decided_and_planned(open_page: Callable[..., Page], published: Assessment, size: str) -> None:
    page = open_page(size)
    log_in(page)
    page.goto("/phieu/2026/suoi-may")
    assert check(page, f"{size}-phieu-cong-bo", size) == []
    page.get_by_role("link", name="Tồn tại, hạn chế").click()
    assert check(page, f"{size}-ton-tai", size) == []
    page.get_by_role("link", name="Đổi hướng xử lý 1.1").click()
    page.get_by_role("radio", name="Đã khắc phục").check()
    assert check(page, f"{size}-ton-tai-mot", size) == []
    page.get_by_label("Minh chứng", exact=True).fill("Quyết định 12/QĐ-UBND")
    page.get_by_label("Khắc phục xong ngày").fill("15/10/2026")
    page.get_by_role("button", name="Lưu").click()
    assert page.get_by_text("xong ngày 15/10/2026").first.is_visible()
    for node in ("2.1", "2.2"):
        page.get_by_label(f"Chọn {node}", exact=True).check()
    bar = page.locator("[data-bulk]")
    assert "Đã chọn 2 tồn tại" in bar.inner_text()
    bar.locator("select").select_option("long_term")
    bar.get_by_role("button", name="Áp dụng").click()
    assert page.get_by_role("alert").inner_text().startswith("Chưa có lý do")
    assert check(page, f"{size}-ton-tai-loat", size) == []
    page.get_by_label("Lâu dài, ngoài thẩm quyền: lý do").fill("Chờ tỉnh nâng cấp phần mềm")
    bar.get_by_role("button", name="Áp dụng").click()
    assert "Đã chọn hướng xử lý cho 2 tồn tại" in page.inner_text("body")
    page.get_by_role("button", name="Lập kế hoạch 2027").click()
    assert "Kết quả 2026" in page.inner_text("body")
    assert check(page, f"{size}-ton-tai-ke-hoach", size) == []
