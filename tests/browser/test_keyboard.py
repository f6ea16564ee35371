"""Everything with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, log_in
from tests.browser.test_journey import import_sheet

pytestmark = pytest.mark.slow

Open = Callable[..., Page]
FOCUSED = "document.activeElement"


def test_log_in_skip_the_frame_and_log_out(open_page: Open) -> None:
    page = open_page()
    page.goto("/dang-nhap")
    tab_to(page, "input[name=username]")
    page.keyboard.type("dieuphoi")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/viec")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.closest('main') !== null")
    page.goto("/tai-khoan")
    tab_to(page, "form.act button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dang-nhap")


def test_j_and_k_walk_through_the_items_and_enter_shows_the_source(open_page: Open) -> None:
    page = open_page()
    log_in(page)
    import_sheet(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("j")
    third = page.locator("[data-item].on").get_attribute("id")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.locator("[data-item].on").get_attribute("id") == third
    expect(page.locator(".ln.on")).to_be_in_viewport()
    assert page.evaluate(f"getComputedStyle({FOCUSED}).outlineStyle") == "solid"
    goal = page.evaluate(f"{FOCUSED}.hash")
    page.keyboard.press("Enter")
    page.wait_for_function(f"location.hash === '{goal}'")
    expect(page.locator(goal)).to_be_in_viewport()


def test_letters_typed_by_an_input_method_or_with_control_do_nothing(open_page: Open) -> None:
    page = open_page()
    log_in(page)
    import_sheet(page)
    page.keyboard.press("Control+j")
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {code: 'KeyJ', isComposing: true, bubbles: true}))"
    )
    page.evaluate(
        "const box = document.querySelector('main').appendChild(document.createElement('input')); box.focus();"
    )
    page.keyboard.type("jjk")
    assert page.locator("[data-item].on").count() == 0


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has focus."""
    for _ in range(40):
        if page.evaluate(f"{FOCUSED}.matches({selector!r})"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached with Tab")
