"""A list of units goes through the pages: faults, a corrected file, the preview, the map of before; by keyboard too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from namro.core.base.clock import system_clock
from tests.apps.people.lists_for_tests import csv_file
from tests.apps.people.places import PROVINCE
from tests.browser.conftest import SIZES, log_in
from tests.browser.test_every_page import check

#: The whole loop and the year's walk stay with the quick tests; these are looked at with the slow ones.
pytestmark = pytest.mark.slow

OPEN = "/to-chuc/danh-sach"


def lines() -> tuple[str, ...]:
    day = f"{system_clock():%d/%m/%Y}"
    return (
        f"xa-may-thuong;Xã Mây Thượng;Xã;{PROVINCE};{day};;99501;so-noi-vu;khe-ngan;0,4",
        f"phuong-may-khe;Phường Mây Khê;Phường;{PROVINCE};{day};;99502;{PROVINCE};khe-ngan;0,6",
        f"bai-trang;Phường Bãi Trăng;Phường;{PROVINCE};{day};;;;;",
        f"{PROVINCE};Tỉnh Vân Sơn;Tỉnh, thành phố;;{day};;;;;",
    )


@pytest.mark.parametrize("size", SIZES)
def test_a_list_is_corrected_looked_at_and_written(open_page: Callable[..., Page], tmp_path: Path, size: str) -> None:
    page = open_page(size)
    log_in(page, "quantri")
    wrong = {}
    page.goto(OPEN)
    page.get_by_role("link", name="Nạp danh sách").click()
    bad = csv_file(tmp_path, *lines(), "xa-a;Xã A;Thị trấn;khong-co;31/02/2026;;1;;xa-b;0,2")
    page.set_input_files("[name=file]", bad)
    page.get_by_role("button", name="Xem trước").press("Enter")
    expect(page.get_by_role("heading", name="Chưa ghi gì")).to_be_visible()
    wrong["faults"] = check(page, f"{size}-danh-sach-loi", size)
    page.set_input_files("[name=file]", csv_file(tmp_path, *lines()))
    page.get_by_role("button", name="Xem trước").press("Enter")
    expect(page.get_by_role("heading", name="Xem trước: chưa ghi gì")).to_be_visible()
    wrong["preview"] = check(page, f"{size}-danh-sach-xem-truoc", size)
    page.get_by_role("button", name="Nạp danh sách").press("Enter")
    expect(page.get_by_text("Đã nạp danh sách: 4 đơn vị thay đổi")).to_be_visible()
    wrong["listing"] = check(page, f"{size}-danh-sach", size)
    page.goto(f"{OPEN}?ngay=2025-06-30")
    page.get_by_role("link", name="Theo địa giới hôm nay").press("Enter")
    expect(page.get_by_role("link", name="Xã Mây Hạ")).to_be_visible()
    wrong["map"] = check(page, f"{size}-danh-sach-dia-gioi", size)
    page.goto("/to-chuc/xa-may-thuong")
    expect(page.get_by_text("99501")).to_be_visible()
    wrong["unit"] = check(page, f"{size}-don-vi-ma", size)
    page.goto(f"/to-chuc/{PROVINCE}/tham-dinh")
    page.get_by_label("Cơ quan thẩm định").select_option(label="Sở Nội vụ")
    wrong["appraiser"] = check(page, f"{size}-tham-dinh", size)
    page.get_by_role("button", name="Ghi cơ quan thẩm định").press("Enter")
    expect(page.get_by_text("Đã ghi cơ quan thẩm định của")).to_be_visible()
    assert {name: found for name, found in wrong.items() if found} == {}


def test_without_script_a_list_goes_the_same_way(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page(java_script_enabled=False)
    log_in(page, "quantri")
    page.goto(f"{OPEN}/nap")
    page.set_input_files("[name=file]", csv_file(tmp_path, *lines()))
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("button", name="Nạp danh sách").click()
    expect(page.get_by_text("Đã nạp danh sách: 4 đơn vị thay đổi")).to_be_visible()
