"""What people see when a page is refused or breaks, or somebody else wrote first: in both sizes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from namro.apps.people.models import User
from namro.apps.plans import actions
from namro.core.base.clock import system_clock
from tests.apps.plans.giving_out import give_out, owned_by, stand
from tests.browser.conftest import SIZES, close, log_in, new_window
from tests.browser.test_every_page import check

Visit = Callable[..., Page]
pytestmark = pytest.mark.parametrize("size", SIZES)


@pytest.fixture
def visit(browser: Browser, site: str, size: str) -> Iterator[Visit]:
    """Open a window whose console may say that an answer was refused; somebody is logged in there."""
    contexts = []

    def make(username: str = "congchuc") -> Page:
        page = new_window(browser, site, size)
        contexts.append(page.context)
        log_in(page, username)
        return page

    yield make
    close(contexts)


@pytest.mark.slow
def test_a_page_that_is_not_theirs(visit: Visit, size: str) -> None:
    page = visit()
    answer = page.goto("/to-chuc/suoi-may/doi-ten")
    assert answer is not None
    assert answer.status == 403
    assert check(page, f"{size}-loi-403", size) == []


@pytest.mark.slow
def test_a_broken_request(visit: Visit, size: str, settings: Settings) -> None:
    page = visit()
    page.goto("/tai-khoan")
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 0
    page.locator("main form").first.evaluate("(form) => form.submit()")
    expect(page.locator("h1")).to_have_text("Yêu cầu không đọc được")
    assert check(page, f"{size}-loi-400", size) == []


@pytest.mark.slow
def test_a_file_that_is_too_large(visit: Visit, size: str, settings: Settings) -> None:
    page = visit("dieuphoi")
    page.goto("/nhap-van-ban")
    settings.MAX_UPLOAD_BYTES = 1000
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    large = {"name": "phieu.docx", "mimeType": "application/octet-stream", "buffer": b"x" * 3_000_000}
    page.set_input_files("input[type=file]", large)
    page.locator("form:has(input[type=file])").evaluate("(form) => form.submit()")
    expect(page.locator("h1")).to_have_text("Tệp quá lớn")
    assert check(page, f"{size}-loi-413", size) == []


@pytest.mark.slow
def test_a_page_that_breaks(visit: Visit, size: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = visit()

    def broken(*_values: object, **_more: object) -> None:
        raise RuntimeError("for the picture")

    monkeypatch.setattr("namro.apps.plans.views.work_list.mine_page", broken)
    answer = page.goto("/viec")
    assert answer is not None
    assert answer.status == 500
    assert check(page, f"{size}-loi-500", size) == []


@pytest.mark.slow
def test_a_form_that_was_open_for_long(visit: Visit, size: str) -> None:
    page = visit()
    page.goto("/tai-khoan")
    page.locator("main form").first.evaluate(
        "(form) => { form.querySelector('[name=csrfmiddlewaretoken]').value = 'x'.repeat(64); form.submit(); }"
    )
    expect(page.locator("h1")).to_have_text("Trang này mở đã lâu")
    assert check(page, f"{size}-loi-bieu-mau-cu", size) == []


@pytest.mark.slow
def test_two_people_wrote_the_same_work(visit: Visit, size: str) -> None:
    now = system_clock()
    names = {"officer": "congchuc", "coordinator": "dieuphoi", "leader": "lanhdao"}
    cast = {role: User.objects.get(username=name) for role, name in names.items()}
    (row,) = give_out(cast, [{"owner": owned_by(cast["officer"]), "due": now.date() + timedelta(days=9)}], at=now)
    page = visit()
    page.goto(f"/viec/{row.code}")
    stand(cast, now.date())
    actions.tell_progress(cast["coordinator"], row, 60, said="đã nhận bản nháp", at=now)
    page.get_by_label("Tiến độ, phần trăm").fill("40")
    page.locator("form:has(#tien-do)").get_by_role("button").click()
    expect(page.locator("h1")).to_have_text("Hai người ghi một việc")
    assert check(page, f"{size}-viec-hai-nguoi-ghi", size) == []
