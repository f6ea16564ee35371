"""The council in a browser: a sitting held without script and by keyboard, and its pages in both sizes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from namro.apps.appraisals.models import Motion, Sitting
from namro.apps.assessments.models import Assessment
from namro.apps.people.models import User
from namro.demo.province import ACCOUNTS
from tests.apps.appraisals.judging import in_appraisal, line_of
from tests.apps.appraisals.sitting import disputed, opened, put, voted
from tests.apps.assessments.sheets import edition_in_force
from tests.browser.conftest import SIZES, log_in
from tests.browser.test_every_page import check

pytestmark = pytest.mark.slow
Open = Callable[..., Page]


@pytest.fixture(autouse=True)
def in_force() -> Iterator[None]:
    yield from edition_in_force()


@pytest.fixture
def cast(site: str) -> dict[str, User]:
    users = User.objects.in_bulk([account.username for account in ACCOUNTS], field_name="username")
    return {account.role: users[account.username] for account in ACCOUNTS}


@pytest.fixture
def sheet(cast: dict[str, User]) -> Assessment:
    made = in_appraisal(cast)
    disputed(cast, made)
    return made


def test_a_sitting_without_script(open_page: Open, sheet: Assessment) -> None:
    assert sheet.round is not None
    page = open_page(java_script_enabled=False)
    log_in(page, "hoidong")
    page.goto(f"/ky-danh-gia/{sheet.round.code}")
    page.click("text=Họp Hội đồng")
    page.click("text=Phiên họp mới")
    page.fill("[name=place]", "Phòng họp số 2")
    for place, (name, duty) in enumerate((("Lê Thị Chủ", "chair"), ("Trần Văn Thư", "secretary"))):
        page.fill(f"[name=name_{place}]", name)
        page.select_option(f"[name=duty_{place}]", duty)
    page.click("button:text('Mở phiên họp')")
    for box in page.locator("[value=present]").all():
        box.check()
    page.click("button:text('Ghi điểm danh')")
    expect(page.locator(".note.good").first).to_be_visible()
    page.click("button:text('Đưa các mục đã chọn ra xét')")
    page.select_option("[name=rest]", index=1)
    page.focus("[name=rest]")
    page.keyboard.press("Tab")
    page.locator(":focus").press("Enter")
    page.click("button:text('Chốt theo kết quả biểu quyết')")
    expect(page.locator(".result")).to_contain_text("Hội đồng quyết định")
    assert Motion.objects.get().state == Motion.State.DECIDED
    assert not line_of(sheet, "1.1").disputed
    page.goto(f"/hoi-dong/{sheet.round.code}/{Sitting.objects.get().code}")
    page.fill("[name=ended_day]", "31/12/2026")
    page.fill("[name=ended_hour]", "11:30")
    page.click("button:text('Kết thúc, lập biên bản')")
    with page.expect_download() as download:
        page.click("text=Biên bản .docx")
    assert download.value.suggested_filename.startswith("bien-ban-hoi-dong-2026-phien-1")


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_are_sound(open_page: Open, cast: dict[str, User], sheet: Assessment, size: str) -> None:
    assert sheet.round is not None
    page = open_page(size)
    log_in(page, "hoidong")
    base, found = f"/hoi-dong/{sheet.round.code}", {}

    def look(name: str, address: str) -> None:
        page.goto(address)
        found[name] = check(page, f"{size}-hoi-dong-{name}", size)

    look("trong", base)
    look("moi", f"{base}/moi")
    sitting = opened(cast, sheet)
    look("phien-cho", f"{base}/{sitting.code}")
    motion = put(cast, sitting, line_of(sheet, "1.1"))
    look("noi-dung", f"{base}/{sitting.code}/1")
    voted(cast, motion, ["1", "1", "2", None])
    put(cast, sitting, line_of(sheet, "1.3"))
    look("da-bieu-quyet", f"{base}/{sitting.code}/1")
    look("phien", f"{base}/{sitting.code}")
    look("cac-phien", base)
    look("ca-ky", f"/ky-danh-gia/{sheet.round.code}/chuyen-ca-ky?buoc=explain")
    look("ky", f"/ky-danh-gia/{sheet.round.code}")
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
