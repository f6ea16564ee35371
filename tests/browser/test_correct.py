"""The preview with the keyboard alone: correct what was misread, answer what is asked, confirm, take the plan."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.apps.exchange.test_correcting import NAMES
from tests.browser.conftest import SIZES, log_in, picture
from tests.browser.test_every_page import check

#: Beside the journeys of the part that is being built: with the slow ones.
pytestmark = pytest.mark.slow

Open = Callable[..., Page]
FOCUSED = "document.activeElement"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "phieu-suoi-may.txt"
    path.write_text(NAMES, "utf-8")
    return path


def import_it(page: Page, sheet: Path) -> None:
    log_in(page)
    page.goto("/nhap-van-ban")
    page.set_input_files("[name=file]", sheet)
    page.get_by_role("button", name="Đọc văn bản").click()
    page.wait_for_url("**/nhap-van-ban/*")


def walk_to(page: Page, text: str) -> None:
    """Press J until the item that says this is the current one."""
    for _ in range(60):
        page.keyboard.press("j")
        if text in page.locator("[data-item].on").inner_text():
            return
    raise AssertionError(f"{text} is not reached with J")


def save(page: Page, **values: str) -> None:
    """Fill in fields of the open form by Tab and save with Enter."""
    page.wait_for_function(f"{FOCUSED}.closest('[data-fix]') !== null")
    for _ in range(20):
        name = page.evaluate(f"{FOCUSED}.name || ''").removeprefix("f-")
        if name in values:
            page.keyboard.press("Control+a")
            page.keyboard.type(values.pop(name))
        if not values:
            break
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def press(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)
    page.wait_for_load_state("load")
    page.wait_for_timeout(50)


def test_from_upload_to_confirmed_plan_with_the_keyboard(open_page: Open, sheet: Path) -> None:
    page = open_page()
    import_it(page, sheet)
    wrong = page.locator(".it.e").filter(has_text="in 8,50/10,00, nhưng cộng")
    expect(wrong).to_have_count(1)
    for what, values in (("Báo cáo định kỳ", {"achieved": "5,5"}), ("không có minh chứng", {"points": "0,5"})):
        walk_to(page, what)
        press(page, "s")
        picture(page, "desk-sua-muc")
        save(page, **values)
    expect(wrong).to_have_count(0)
    expect(page.locator(".ri.on")).to_contain_text("máy đọc là “1”")
    walk_to_question(page, "Điệp")
    press(page, "Enter")
    expect(page.get_by_text("viết gần giống nhau")).to_have_count(0)
    walk_to_question(page, "Không có ngày 31/11/2026", other="không có trong lịch")
    press(page, "Enter")
    expect(page.get_by_role("link", name="đã sửa 4 chỗ")).to_be_visible()
    picture(page, "desk-da-sua")
    press(page, "Control+z")
    expect(page.get_by_role("link", name="đã sửa 3 chỗ")).to_be_visible()
    page.locator("form[action$='/xac-nhan'] button").focus()
    press(page, "Enter")
    expect(page.locator(".locked")).to_contain_text("Vũ Minh Khuê xác nhận lúc")
    picture(page, "desk-da-xac-nhan")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải kế hoạch .docx").press("Enter")
    plan = Document(str(download.value.path()))
    said = " ".join(cell.text for table in plan.tables for row in table.rows for cell in row.cells)
    said += " ".join(paragraph.text for paragraph in plan.paragraphs)
    assert "Diệp" in said
    assert "Điệp" not in said


def walk_to_question(page: Page, text: str, other: str = "") -> None:
    """Press J from the top until the focus is on the first answer of a question."""
    page.goto(page.url.split("#")[0])
    for _ in range(60):
        page.keyboard.press("j")
        said = page.locator("[data-item].on").inner_text()
        asked = page.evaluate(f"{FOCUSED}.hasAttribute('data-propose')")
        if asked and (text in said or (other and other in said)):
            return
    raise AssertionError(f"{text} is not asked")


@pytest.mark.parametrize("size", SIZES)
def test_without_script_everything_can_be_corrected(open_page: Open, sheet: Path, size: str) -> None:
    page = open_page(size, java_script_enabled=False)
    import_it(page, sheet)
    page.locator("#tieu-chi .ri").filter(has_text="Báo cáo định kỳ").get_by_role("link", name="Sửa").click()
    page.get_by_label("Đạt").fill("năm rưỡi")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator(".fix .err")).to_contain_text("không phải là một số điểm")
    page.get_by_label("Đạt").fill("5,5")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator("#tieu-chi")).to_contain_text("máy đọc là “5”")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator("#tieu-chi")).not_to_contain_text("máy đọc là “5”")


@pytest.mark.parametrize("size", SIZES)
def test_pages_of_a_correction_are_sound(open_page: Open, sheet: Path, size: str) -> None:
    page, other = open_page(size), open_page(size)
    import_it(page, sheet)
    log_in(other, "quantri")
    address = f"{page.url.split('#')[0]}?sua=criterion:1.2&tai=tieu-chi#tieu-chi"
    wrong: list[str] = []
    page.goto(address)
    other.goto(address)
    for who, value in ((page, "5,5"), (other, "4")):
        who.get_by_label("Đạt").fill(value)
        wrong += check(who, f"{size}-dang-sua", size)
        who.get_by_role("button", name="Lưu").click()
    expect(other.get_by_role("heading", name="Hai người sửa một chỗ")).to_be_visible()
    wrong += check(other, f"{size}-hai-nguoi", size)
    other.get_by_role("button", name="Ghi của tôi").click()
    expect(other.locator("#tieu-chi")).to_contain_text("4,00 / 6,00")
    other.get_by_role("link", name="đã sửa 2 chỗ").click()
    expect(other.locator(".acts tbody tr")).to_have_count(2)
    wrong += check(other, f"{size}-lich-su", size)
    other.go_back()
    other.get_by_role("button", name="Xác nhận").click()
    expect(other.locator(".locked")).to_be_visible()
    wrong += check(other, f"{size}-da-xac-nhan", size)
    assert wrong == []
