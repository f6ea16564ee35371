"""The council takes a file from upload to publication; an officer tries the published edition out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.apps.frameworks.sets import ADDRESS, SMALL
from tests.browser.conftest import SIZES, log_in
from tests.browser.test_every_page import check

#: The whole loop and the year's walk stay with the quick tests; these are looked at with the slow ones.
pytestmark = pytest.mark.slow


@pytest.mark.parametrize("size", SIZES)
def test_from_a_faulty_file_to_a_tried_edition(open_page: Callable[..., Page], tmp_path: Path, size: str) -> None:
    page = open_page(size)
    found = {}
    log_in(page, "hoidong")
    page.goto("/bo-tieu-chi")
    found["library"] = check(page, f"{size}-bo-tieu-chi-co-san", size)
    page.click("text=Nạp tệp")
    hand_in(page, tmp_path / "sai.yaml", SMALL.replace("on_time, due", "on_tim, due"))
    found["faults"] = check(page, f"{size}-nap-co-loi", size)
    assert page.inner_text(".faults li p.m").startswith("dòng ")
    hand_in(page, tmp_path / "dung.yaml", SMALL)
    page.wait_for_url(f"**{ADDRESS}")
    found["draft"] = check(page, f"{size}-du-thao", size)
    page.goto("/bo-tieu-chi/nap")
    hand_in(page, tmp_path / "moi.yaml", SMALL.replace("Hài lòng chung", "Hài lòng về phục vụ"))
    found["replace"] = check(page, f"{size}-thay-du-thao", size)
    page.click("text=Thay dự thảo bằng tệp này")
    page.click("a:has-text('Công bố')")
    found["publish"] = check(page, f"{size}-cong-bo", size)
    page.click("button:has-text('Công bố')")
    assert "Đã công bố" in page.inner_text("main")
    found["trial"] = try_out(page, size)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def hand_in(page: Page, path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    page.set_input_files("[name=file]", path)
    page.click("button:has-text('Kiểm tra và nạp')")


def try_out(page: Page, size: str) -> list[str]:
    page.goto(f"{ADDRESS}/thu?muc=1.2")
    page.fill("[name='x:reports_on_time']", "50")
    page.click(".sift >> text=Tính lại")
    page.wait_for_selector("text=6,00 → 3,00 ▼")
    assert "▼ 7,00" in page.inner_text(".gets")
    page.fill("[name='x:reports_on_time']", "nhiều")
    page.keyboard.press("Enter")
    page.wait_for_selector("[aria-invalid=true]")
    return check(page, f"{size}-thu-cham-sai", size)
