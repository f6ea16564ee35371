"""A window at rest: what a click or a key asked for has come and stands there whole.

Playwright waits after a click until the next page begins, not until it is read whole, so a test that looks at once may
see half a page, or one that is just leaving. Here every act on a window ends when the page it led to stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Error, Frame, Locator, Page, Request

#: What people do that may lead to another page. A key of `page.keyboard` belongs to no element, so Playwright never
#: waits after it; where it leads to another page the test presses it on the element, or waits for the address.
ACTS = ((Page, "click"), (Page, "press"), (Locator, "click"), (Locator, "press"))
#: Long enough for a machine that does much else meanwhile: a fault is found all the same, only later.
PATIENCE = 30_000
PAUSE = 20
Found = TypeVar("Found")

#: For each open window the page that is on its way, and how many have come.
_asked: dict[Page, Request] = {}
_come: dict[Page, int] = {}


def watch(page: Page) -> None:
    """Follow which pages a window asks for and which come."""
    _come[page] = 0

    def asked(request: Request) -> None:
        if request.is_navigation_request() and request.frame == page.main_frame:
            _asked[page] = request

    def failed(request: Request) -> None:  # also what turns out to be a file to save
        if _asked.get(page) == request:
            del _asked[page]

    def came(frame: Frame) -> None:
        if frame == page.main_frame:
            _asked.pop(page, None)
            _come[page] += 1

    page.on("request", asked)
    page.on("requestfailed", failed)
    page.on("framenavigated", came)


def forget(page: Page) -> None:
    """The window is closed."""
    _asked.pop(page, None)
    _come.pop(page, None)


def settle(page: Page) -> int:
    """Wait until no page is on its way and the one that is there is read whole; say how many have come."""
    for _ in range(PATIENCE // PAUSE):
        try:
            if page not in _asked and page.evaluate("document.readyState") == "complete" and page not in _asked:
                return _come.get(page, 0)
        except Error:  # the document was replaced while it was asked
            if page.is_closed():
                raise
        page.wait_for_timeout(PAUSE)
    raise AssertionError(f"{page.url} does not come to rest")


def at_rest(page: Page, look: Callable[[], Found]) -> Found:
    """What `look` finds on one whole page: if another page comes meanwhile, that one is looked at instead."""
    for _ in range(5):
        before = settle(page)
        try:
            found = look()
        except Error:
            if settle(page) == before:
                raise  # no other page came: it is a fault of this one
        else:
            if settle(page) == before:
                return found
    raise AssertionError(f"{page.url} is replaced again and again")


@contextmanager
def acts_settle() -> Iterator[None]:
    """Meanwhile every act on a window waits until the window is at rest."""
    with pytest.MonkeyPatch.context() as patch:
        for kind, name in ACTS:
            patch.setattr(kind, name, _settling(getattr(kind, name)))
        yield


def _settling(act: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(act)
    def settled(self: Page | Locator, *args: Any, **options: Any) -> Any:
        answer = act(self, *args, **options)
        settle(self if isinstance(self, Page) else self.page)
        return answer

    return settled
