"""An instrument is handed in, looked at as respondents will see it, published; what is wrong in a file is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from namro.apps.people.models import Role
from namro.core.survey.reading import shipped_instruments
from namro.demo.province import ACCOUNTS
from tests.browser.conftest import SIZES, log_in, picture
from tests.browser.test_every_page import faults
from tests.browser.test_journey import no_sideways_scroll
from tests.core.survey.test_instruments import GOOD

Opening = Callable[..., Page]


def sound(page: Page, name: str) -> None:
    """Nothing that axe-core finds, nothing cut off."""
    assert faults(page) == []
    assert no_sideways_scroll(page)
    picture(page, name)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_from_a_file_to_an_edition(open_page: Opening, tmp_path: Path, size: str) -> None:
    username = next(one.username for one in ACCOUNTS if one.role == Role.COORDINATOR)
    page = open_page(size)
    log_in(page, username)
    page.goto("/bo-cau-hoi")
    sound(page, f"{size}-bo-cau-hoi-trong")
    page.goto(f"/bo-cau-hoi/ba-khoi/{shipped_instruments()['ba-khoi'].edition}")
    sound(page, f"{size}-bo-cau-hoi-ba-khoi")
    page.get_by_role("link", name="Xem như người trả lời").click()
    sound(page, f"{size}-bo-cau-hoi-xem-thu")
    broken, good = tmp_path / "hong.yaml", tmp_path / "bo.yaml"
    broken.write_text(GOOD.replace("weight: 2", "weight: 0").replace("formula: top2", "formula: x"), "utf-8")
    good.write_text(GOOD, "utf-8")
    page.goto("/bo-cau-hoi/nap")
    for file in (broken, good):
        page.locator("input[type=file]").set_input_files(file)
        page.get_by_role("button", name="Kiểm tra và nạp").click()
        page.wait_for_load_state()
        sound(page, f"{size}-bo-cau-hoi-{file.stem}")
    page.goto("/bo-cau-hoi")
    sound(page, f"{size}-bo-cau-hoi-co-du-thao")
    page.get_by_role("link", name="Hài lòng", exact=True).click()
    page.get_by_role("button", name="Ban hành").click()
    page.get_by_role("link", name="Lập khảo sát với bộ này").click()
    assert page.locator("select[name=instrument] option:checked").inner_text() == "Hài lòng (2026-03-01)"
