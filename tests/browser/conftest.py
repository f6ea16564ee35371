"""A real Chromium against a live server, at the two sizes that every page must work in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from namro.core.base.clock import system_clock
from namro.demo.filling import fill_people
from tests.browser.arrivals import PATIENCE, acts_settle, forget, watch
from tests.browser.chromium import chromium

PASSWORD = "mot-mat-khau-de-thu"
SIZES = {"desk": (1366, 768), "phone": (390, 844)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    path = chromium()
    # Playwright's loop lives in this thread; the live server answers in another.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright, acts_settle():
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture
def site(live_server: LiveServer, transactional_db: None) -> str:
    """The address of the site, with the demo's people and no document yet."""
    fill_people(PASSWORD, system_clock)
    return str(live_server.url)


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Open a browser window of a size; a page that logs an error or breaks the policy fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def make(size: str = "desk", **options: Any) -> Page:
        page = new_window(browser, site, size, **options)
        contexts.append(page.context)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if is_fault(said.type, said.text) else None)
        return page

    yield make
    close(contexts)
    assert faults == []


def new_window(browser: Browser, site: str, size: str, **options: Any) -> Page:
    """A window of a size whose coming and going pages are followed."""
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=site,
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
        **options,
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    watch(page)
    return page


def close(contexts: Iterable[BrowserContext]) -> None:
    """Close windows."""
    for context in contexts:
        for page in context.pages:
            forget(page)
        context.close()


def is_fault(kind: str, text: str) -> bool:
    """Whether the console says that something broke; error pages and cut lines that were asked for are no faults."""
    return kind == "error" and "status of 40" not in text and "ERR_INTERNET_DISCONNECTED" not in text


def log_in(page: Page, username: str = "dieuphoi") -> None:
    """Log in with the form."""
    page.goto("/dang-nhap")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/bang" if username == "theodoi" else "**/viec")


def picture(page: Page, name: str) -> None:
    """Take a picture into the folder NAMRO_PICTURES, for the manual and for looking at; without it do nothing."""
    folder = os.environ.get("NAMRO_PICTURES")
    for attempt in range(3 if folder else 0):
        try:
            page.screenshot(path=Path(folder or "") / f"{name}.png")
            return
        except Error:  # on a busy machine Chromium now and then says "Unable to capture screenshot"
            if attempt == 2:
                raise
