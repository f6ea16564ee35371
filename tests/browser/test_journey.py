"""The main job in a browser: the file goes in, the contradictions are seen, the plan comes out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from namro.demo.samples import SHEET
from tests.browser.conftest import SIZES, log_in, picture

Open = Callable[..., Page]


def import_sheet(page: Page) -> None:
    page.goto("/nhap-van-ban")
    page.set_input_files("[name=file]", SHEET)
    page.get_by_role("button", name="Đọc văn bản").click()
    page.wait_for_url("**/nhap-van-ban/*")


@pytest.mark.parametrize("size", SIZES)
def test_from_file_to_plan(open_page: Open, size: str, tmp_path: Path) -> None:
    page = open_page(size)
    log_in(page)
    page.goto("/nhap-van-ban")
    picture(page, f"{size}-nhap-van-ban-trong")
    page.set_input_files("[name=file]", SHEET)
    expect(page.locator("[data-chosen]")).to_have_text(SHEET.name)
    page.get_by_role("button", name="Đọc văn bản").click()
    page.wait_for_url("**/nhap-van-ban/*")
    expect(page.get_by_role("status")).to_contain_text("Đã đọc xong")
    expect(page.locator("#can-xem .note")).to_contain_text("Văn bản tự mâu thuẫn ở")
    assert page.locator(".it.e").count() >= 3
    expect(page.locator(".figures")).to_contain_text("điểm công bố")
    picture(page, f"{size}-nhung-gi-da-doc")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải kế hoạch .docx").click()
    plan = Document(str(download.value.path()))
    assert any(len(table.rows) > 10 for table in plan.tables)
    assert no_sideways_scroll(page)


@pytest.mark.parametrize("size", SIZES)
def test_both_sides_are_linked(open_page: Open, size: str) -> None:
    page = open_page(size)
    log_in(page)
    import_sheet(page)
    link = page.locator("#tieu-chi .ri a[data-line]").first
    line = page.locator(link.get_attribute("href") or "")
    link.click()
    expect(line).to_be_in_viewport()
    back = line.locator("sup a").first
    item = page.locator(back.get_attribute("href") or "")
    back.click()
    expect(item).to_be_in_viewport()
    picture(page, f"{size}-hai-ben")


def test_works_without_script(open_page: Open) -> None:
    page = open_page("phone", java_script_enabled=False)
    log_in(page)
    page.goto("/nhap-van-ban")
    expect(page.locator("input[name=file]")).to_be_visible()
    import_sheet(page)
    page.locator(".tabs a").last.click()
    expect(page.locator("#dau-van-ban")).to_be_in_viewport()


def test_a_refused_file_is_explained_in_place(open_page: Open, tmp_path: Path) -> None:
    page = open_page("phone")
    log_in(page)
    page.goto("/nhap-van-ban")
    stamped = tmp_path / "mat.txt"
    stamped.write_text("MẬT\nỦY BAN NHÂN DÂN XÃ SUỐI MÂY\nKẾ HOẠCH", "utf-8")
    page.set_input_files("[name=file]", stamped)
    page.get_by_role("button", name="Đọc văn bản").click()
    expect(page.locator(".err")).to_contain_text("MẬT")
    expect(page.locator(".empty")).to_be_visible()
    picture(page, "phone-tu-choi")


def no_sideways_scroll(page: Page) -> bool:
    return bool(page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth"))
