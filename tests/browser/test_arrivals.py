"""An act on a window ends when the page it led to stands; what is replaced while it is looked at is looked at again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Page, Route

from tests.browser import test_every_page
from tests.browser.test_every_page import check

Open = Callable[..., Page]
HTML = "text/html; charset=utf-8"
START = "<title>a</title><main><a href=/cham>Đi</a><form action=/cham><input name=q><button>Gửi</button></form></main>"
#: Its end comes with a script that the page waits for.
LATE = "<title>b</title><main><p>đầu</p><script src=/cham.js></script><p>cuối</p></main>"


@pytest.fixture
def window(open_page: Open) -> Callable[..., Page]:
    """A window on a page that leads to one which is slow to come and slow to be whole."""

    def make(**options: bool) -> Page:
        page = open_page(**options)

        def late(route: Route) -> None:
            page.wait_for_timeout(200)
            script = route.request.url.endswith(".js")
            route.fulfill(content_type="text/javascript" if script else HTML, body="" if script else LATE)

        page.route("**/bat-dau", lambda route: route.fulfill(content_type=HTML, body=START))
        page.route("**/cham*", late)
        page.goto("/bat-dau")
        return page

    return make


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("act", ["link", "button", "key"])
def test_after_an_act_the_next_page_stands_whole(window: Callable[..., Page], act: str, script: bool) -> None:
    page = window(java_script_enabled=script)
    if act == "key":
        page.locator("input").press("Enter")
    else:
        page.click("a" if act == "link" else "button")
    assert "/cham" in page.url
    assert page.evaluate("document.readyState") == "complete"
    assert page.locator("main p").all_inner_texts() == ["đầu", "cuối"]


def test_a_page_replaced_while_it_is_measured_is_measured_anew(
    window: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = window()
    fault = "{violations: [{id: 'của trang sau', nodes: [{html: ''}]}]}"
    leave = f"location.pathname === '/cham' ? {fault} : new Promise(() => location.assign('/cham'))"
    monkeypatch.setattr(test_every_page, "AXE", f"window.axe = {{run: () => ({leave})}}")
    assert check(page, "doi-trang", "desk") == ["của trang sau:  (1)"]


def test_a_fault_while_measuring_is_not_taken_for_a_new_page(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page()
    page.goto("/dang-nhap")
    monkeypatch.setattr(test_every_page, "AXE", "window.axe = {run: () => null.documentElement}")
    with pytest.raises(Error, match="documentElement"):
        check(page, "hong", "desk")
