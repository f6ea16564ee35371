"""The year's assignment in the browser: by keyboard, without script, both sizes; a file; the next edition."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from namro.apps.assessments.actions.assigning import Edit, assign
from namro.apps.assessments.actions.opening import open_sheet
from namro.apps.assessments.models import Assessment, AssignmentChange
from namro.apps.frameworks.models import Edition
from namro.apps.indicators.sets import provide, published
from namro.apps.people.models import OwnerKind, Owning, Role, Unit, User
from namro.apps.people.queries.people import standing_of
from namro.core.base.clock import system_clock
from namro.demo.filling import fill_library
from namro.demo.province import ACCOUNTS, HOME
from tests.browser.conftest import SIZES, log_in
from tests.browser.test_every_page import check

AT = f"/phieu/2026/{HOME}"
Windows = Callable[..., Page]


@pytest.fixture
def cast(site: str) -> dict[str, User]:
    """The demo's people by role, in their standing of today."""
    users = User.objects.in_bulk([account.username for account in ACCOUNTS], field_name="username")
    for user in users.values():
        user.standing = standing_of(user, system_clock().date())
    return {account.role: users[account.username] for account in ACCOUNTS}


@pytest.fixture
def sheet(cast: dict[str, User]) -> Iterator[Assessment]:
    """The commune's sheet on the older edition of the model set; the newer one is published, too."""
    before = provide(published)
    fill_library(system_clock)
    old = Edition.objects.earliest("edition")
    unit = Unit.objects.get(code=HOME)
    yield open_sheet(cast[Role.COORDINATOR], unit, 2026, old, at=system_clock())
    provide(before)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_rows_go_out_by_keyboard(open_page: Windows, cast: dict[str, User], sheet: Assessment, size: str) -> None:
    page = open_page(size)
    log_in(page)
    page.goto(f"{AT}/phan-cong")
    expect(page.get_by_role("group", name="Phân công hàng loạt")).to_be_hidden()
    page.locator("input[name=task]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.get_by_text("Đã chọn 2 tiêu chí")).to_be_visible()
    page.keyboard.press("KeyE")
    page.locator("select[name=owner]").select_option(f"person:{cast[Role.OFFICER].pk}")
    assert check(page, f"{size}-phan-cong-loat", size) == []
    page.get_by_role("button", name="Áp dụng").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã ghi cho 2 tiêu chí.")).to_be_visible()
    rows = sheet.assignments.filter(owner_user=cast[Role.OFFICER]).values_list("node_id", flat=True)
    assert sorted(rows) == ["1.1.1", "1.1.2"]


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_without_script(
    open_page: Windows, cast: dict[str, User], sheet: Assessment, size: str, tmp_path: Path
) -> None:
    page = open_page(size, java_script_enabled=False)
    log_in(page)
    page.goto(f"{AT}/phan-cong")
    page.locator("input[name=task]").first.check()
    assign(cast[Role.COORDINATOR], sheet, ["1.1.1"], edit=Edit({"keeps": True}), at=system_clock())
    AssignmentChange.objects.update(by=cast[Role.LEADER])
    page.locator("select[name=keeps]").select_option("no")
    page.get_by_role("button", name="Áp dụng").click()
    expect(page.get_by_role("heading", name="Hai người sửa một chỗ")).to_be_visible()
    page.get_by_role("button", name="Ghi của tôi").click()
    expect(page.get_by_text("Đã ghi cho 1 tiêu chí.")).to_be_visible()
    paper = tmp_path / "ke-hoach.txt"
    paper.write_text("Kế hoạch cải cách hành chính", "utf-8")
    page.goto(f"{AT}/phan-cong/1.1.1")
    page.get_by_text("Tải tệp lên").click()
    page.locator("input[type=file]").set_input_files(paper)
    page.get_by_role("button", name="Tải lên và gắn").click()
    expect(page.get_by_role("link", name="ke-hoach.txt")).to_be_visible()
    page.goto(f"{AT}/chuyen-bo")
    page.get_by_role("button", name="Chuyển phiếu sang bộ này").click()
    expect(page.get_by_role("heading", name="22 dòng cần quyết định")).to_be_visible()
    page.get_by_role("button", name="Nhận cả 16 đề xuất").click()
    expect(page.get_by_role("heading", name="6 dòng cần quyết định")).to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_a_box_for_files_speaks_vietnamese(open_page: Windows, sheet: Assessment, tmp_path: Path, size: str) -> None:
    """The browser's own words follow the language of Windows; ours stand in their place, where script runs."""
    papers = [tmp_path / name for name in ("ke-hoach.txt", "bao-cao.txt")]
    for paper in papers:
        paper.write_text(f"Tệp {paper.name} của xã", "utf-8")
    page = open_page(size)
    log_in(page)
    page.goto(f"{AT}/phan-cong/1.1.1")
    page.get_by_text("Tải tệp lên").click()
    box = page.locator("input[type=file]")
    expect(page.get_by_text("chưa chọn tệp nào")).to_be_visible()
    page.get_by_text("Tải tệp lên").focus()
    page.keyboard.press("Tab")
    expect(box).to_be_focused()  # the keyboard finds the box itself
    box.set_input_files(papers)
    expect(page.get_by_text("ke-hoach.txt, bao-cao.txt")).to_be_visible()
    assert check(page, f"{size}-phan-cong-chon-tep", size) == []
    page.get_by_role("button", name="Tải lên và gắn").click()
    expect(page.get_by_role("link", name="bao-cao.txt")).to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_states_that_an_address_does_not_show(
    open_page: Windows, cast: dict[str, User], sheet: Assessment, size: str
) -> None:
    page = open_page(size)
    edit = Edit({"owner": Owning(OwnerKind.PERSON, cast[Role.OFFICER].pk)})
    assign(cast[Role.COORDINATOR], sheet, ["1.1.1", "1.2.1"], edit=edit, at=system_clock())
    log_in(page)
    page.goto(f"{AT}/phan-cong/1.1.1")
    for summary in page.locator("details.add summary").all():
        summary.click()
    found = check(page, f"{size}-phan-cong-dong", size)
    page.goto(f"{AT}/thieu-minh-chung")
    page.get_by_text("Sao chép gửi Zalo").click()
    found += check(page, f"{size}-thieu-minh-chung-zalo", size)
    page.goto(f"{AT}/chuyen-bo")
    found += check(page, f"{size}-chuyen-bo-truoc", size)
    page.get_by_role("button", name="Chuyển phiếu sang bộ này").click()
    page.locator("details.other summary").first.click()
    found += check(page, f"{size}-chuyen-bo-quyet-dinh", size)
    assert found == []
